package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SensitivityLabels;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Page;
import org.osteon.store.ResourceId;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// The store's resources as HAPI's.
final class StoredResources {
    private static final String CHART = "osteon.chart";

    private final FhirContext context;
    private final Records store;
    private final InstantSource clock;

    StoredResources(FhirContext context, Records store, InstantSource clock) {
        this.context = context;
        this.store = store;
        this.clock = clock;
    }

    /// Whether FHIR has a type of that name.
    boolean isType(String name) {
        return context.getResourceTypes().contains(name);
    }

    Date now() {
        return Date.from(clock.instant());
    }

    /// The latest version, also where it says that the resource was deleted.
    ///
    /// @throws Problem where resources of that name are in several charts and differ
    Optional<StoredResource> latest(IIdType id) {
        return latest(id, "");
    }

    /// The latest version in the chart of a patient, also where it says that the resource was
    /// deleted.
    ///
    /// @param patient whose chart is meant; empty: the only one that has it
    /// @throws Problem where none is said, and resources of that name are in several charts and
    ///   differ
    Optional<StoredResource> latest(IIdType id, String patient) {
        return resourceId(id).flatMap(name -> latest(name, patient));
    }

    /// The latest version in the chart of a patient, also where it says that the resource was
    /// deleted.
    Optional<StoredResource> latest(ResourceId id, String patient) {
        List<StoredResource> found =
                store.find(id).stream()
                        .filter(one -> patient.isEmpty() || one.chart().equals(patient))
                        .toList();
        List<StoredResource> present =
                found.stream().filter(resource -> !resource.deleted()).toList();
        if (present.stream().map(StoredResource::json).distinct().count() > 1) {
            throw new Problem(
                    ProblemKind.UNMET,
                    id
                            + " is in several charts with different content; say whose is meant: "
                            + present.stream()
                                    .map(one -> id + "?patient=" + one.chart())
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return (present.isEmpty() ? found : present)
                .stream().max(Comparator.comparing(StoredResource::recorded));
    }

    /// The latest version that there is of it in the chart that a resource says it belongs to, else
    /// wherever it is.
    Optional<StoredResource> latestFor(ResourceId id, Optional<String> patient) {
        return patient.flatMap(chart -> latest(id, chart)).or(() -> latest(id, ""));
    }

    /// A version of it.
    Optional<StoredResource> version(IIdType id, String patient, long version) {
        return latest(id, patient)
                .flatMap(latest -> store.read(latest.chart(), latest.resource(), version));
    }

    /// All versions, newest first.
    List<StoredResource> history(IIdType id, String patient) {
        return latest(id, patient)
                .map(latest -> store.history(latest.chart(), latest.resource()))
                .orElse(List.of());
    }

    /// How many a search finds.
    long count(ResourceQuery query) {
        return store.count(query);
    }

    /// A page of a search.
    Page search(ResourceQuery query) {
        return store.search(query);
    }

    /// As HAPI's resource; where it cannot be one, what is said of it instead: one resource never
    /// costs the others of an answer.
    IBaseResource shown(StoredResource stored) {
        try {
            return parsed(stored);
        } catch (Problem e) {
            OperationOutcome said = FhirProblems.outcome(e);
            ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(said, BundleEntrySearchModeEnum.OUTCOME);
            return said;
        }
    }

    /// As HAPI's resource, with version and time. What is there is shown, valid or not.
    ///
    /// @throws Problem where it cannot be one
    IBaseResource parsed(StoredResource stored) {
        if (stored.deleted()) {
            IBaseResource empty =
                    context.getResourceDefinition(stored.resource().type()).newInstance();
            empty.setId(fullId(stored));
            Resource resource = (Resource) empty;
            resource.getMeta().setLastUpdated(Date.from(stored.recorded()));
            ResourceMetadataKeyEnum.DELETED_AT.put(
                    resource, new InstantType(Date.from(stored.recorded())));
            return empty;
        }
        Resource resource = written(SensitivityLabels.out(stored));
        resource.setUserData(CHART, stored.chart());
        resource.setId(fullId(stored));
        resource.getMeta()
                .setVersionId(String.valueOf(stored.version()))
                .setLastUpdated(Date.from(stored.recorded()));
        return resource;
    }

    private Resource written(StoredResource stored) {
        AtomicBoolean doubtful = new AtomicBoolean();
        IParser parser = context.newJsonParser();
        parser.setParserErrorHandler(noting(doubtful));
        try {
            Resource read = (Resource) parser.parseResource(stored.json());
            if (doubtful.get()) {
                // What cannot be written would break off an answer that has begun.
                String _ = context.newJsonParser().encodeResourceToString(read);
            }
            return read;
        } catch (RuntimeException e) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    stored.resource()
                            + " of Patient/"
                            + stored.chart()
                            + " is kept and cannot be told as FHIR R4: "
                            + e.getMessage());
        }
    }

    /// Bears with everything, and notes that there was something to bear with.
    private static IParserErrorHandler noting(AtomicBoolean doubtful) {
        LenientErrorHandler lenient = new LenientErrorHandler(false);
        lenient.setErrorOnInvalidValue(false);
        return (IParserErrorHandler)
                Proxy.newProxyInstance(
                        IParserErrorHandler.class.getClassLoader(),
                        new Class<?>[] {IParserErrorHandler.class},
                        (_, method, arguments) -> {
                            doubtful.set(true);
                            try {
                                return method.invoke(lenient, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    /// The chart that a resource was read from.
    static String chartOf(IBaseResource resource) {
        return resource.getUserData(CHART) instanceof String chart ? chart : "";
    }

    static IdType fullId(StoredResource stored) {
        return new IdType(
                stored.resource().type(), stored.resource().id(), String.valueOf(stored.version()));
    }

    static Optional<ResourceId> resourceId(IIdType id) {
        try {
            return Optional.of(new ResourceId(id.getResourceType(), id.getIdPart()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
