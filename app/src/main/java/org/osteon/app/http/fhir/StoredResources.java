package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Page;
import org.osteon.store.ResourceId;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// The store's resources as HAPI's.
final class StoredResources {
    private final FhirContext context;
    private final Records store;
    private final InstantSource clock;

    StoredResources(FhirContext context, Records store, InstantSource clock) {
        this.context = context;
        this.store = store;
        this.clock = clock;
    }

    Date now() {
        return Date.from(clock.instant());
    }

    /// The latest version, also where it says that the resource was deleted.
    ///
    /// @throws Problem where resources of that name are in several charts and differ
    Optional<StoredResource> latest(IIdType id) {
        return resourceId(id).flatMap(this::latest);
    }

    /// The latest version, also where it says that the resource was deleted.
    Optional<StoredResource> latest(ResourceId id) {
        List<StoredResource> found = store.find(id);
        List<StoredResource> present =
                found.stream().filter(resource -> !resource.deleted()).toList();
        if (present.stream().map(StoredResource::json).distinct().count() > 1) {
            throw new Problem(
                    ProblemKind.UNMET,
                    id
                            + " is in several charts with different content ("
                            + present.stream()
                                    .map(StoredResource::chart)
                                    .collect(Collectors.joining(", "))
                            + "); search with patient=ID instead");
        }
        return (present.isEmpty() ? found : present)
                .stream().max(Comparator.comparing(StoredResource::recorded));
    }

    /// A version of it.
    Optional<StoredResource> version(IIdType id, long version) {
        return latest(id).flatMap(latest -> store.read(latest.chart(), latest.resource(), version));
    }

    /// All versions, newest first.
    List<StoredResource> history(IIdType id) {
        return latest(id)
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

    /// As HAPI's resource, with version and time. What is there is shown, valid or not.
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
        IParser parser = context.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        Resource resource = (Resource) parser.parseResource(stored.json());
        resource.setId(fullId(stored));
        resource.getMeta()
                .setVersionId(String.valueOf(stored.version()))
                .setLastUpdated(Date.from(stored.recorded()));
        return resource;
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
