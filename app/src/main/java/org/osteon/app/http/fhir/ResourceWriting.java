package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.incoming.Incoming;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ImportReceipt;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// What clients write, into the chart of its patient.
final class ResourceWriting {
    private final FhirContext context;
    private final StoredResources resources;
    private final Records store;
    private final InstantSource clock;
    private final FormIntake forms;

    ResourceWriting(
            FhirContext context,
            StoredResources resources,
            Records store,
            InstantSource clock,
            FormIntake forms) {
        this.context = context;
        this.resources = resources;
        this.store = store;
        this.clock = clock;
        this.forms = forms;
    }

    /// A change, and the chart it belongs to.
    record Placed(String chart, Change change) {}

    /// A completed response of a form is checked and kept as the page would keep it.
    MethodOutcome create(IBaseResource resource, HttpServletRequest request) {
        return forms.take(resource, client(request)).orElseGet(() -> created(resource, request));
    }

    private MethodOutcome created(IBaseResource resource, HttpServletRequest request) {
        Placed placed = creation(resource, UUID.randomUUID().toString());
        requirePatient(placed, List.of(placed));
        ImportReceipt receipt = append(placed.chart(), List.of(placed.change()), "create", request);
        return outcome(placed.chart(), receipt.outcomes().getFirst(), resource);
    }

    MethodOutcome update(IdType id, IBaseResource resource, HttpServletRequest request) {
        Placed placed = update(id, resource);
        requirePatient(placed, List.of(placed));
        ImportReceipt receipt = append(placed.chart(), List.of(placed.change()), "update", request);
        return outcome(placed.chart(), receipt.outcomes().getFirst(), resource);
    }

    MethodOutcome delete(IdType id, String patient, HttpServletRequest request) {
        Optional<Placed> placed = deletion(id, patient);
        if (placed.isPresent()) {
            append(placed.get().chart(), List.of(placed.get().change()), "delete", request);
        }
        return new MethodOutcome(id.toUnqualifiedVersionless());
    }

    /// A new resource with this id.
    Placed creation(IBaseResource resource, String id) {
        Incoming incoming = incoming(resource, id);
        return new Placed(chartOf(incoming), Change.put(incoming.type(), id, incoming.json()));
    }

    /// A new version, on top of the one that the id names where it names one (`If-Match`).
    Placed update(IdType id, IBaseResource resource) {
        Incoming incoming = incoming(resource, id.getIdPart());
        ResourceId name = new ResourceId(incoming.type(), incoming.id());
        Optional<StoredResource> there = resources.latestFor(name, incoming.patient());
        String chart = there.map(StoredResource::chart).orElseGet(() -> chartOf(incoming));
        Optional<String> patient = incoming.patient();
        if (patient.isPresent() && !patient.get().equals(chart)) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    name
                            + " belongs to Patient/"
                            + chart
                            + " and cannot be moved to Patient/"
                            + patient.get());
        }
        return new Placed(
                chart,
                new Change.Put(
                        name, incoming.json(), expected(name, id.getVersionIdPart(), there)));
    }

    private static OptionalLong expected(
            ResourceId name, @Nullable String version, Optional<StoredResource> there) {
        if (version == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(version));
        } catch (NumberFormatException _) {
            throw new Problem(
                    ProblemKind.UNMET,
                    name
                            + " has no version '"
                            + version
                            + "'; it is at "
                            + there.map(resource -> String.valueOf(resource.version()))
                                    .orElse("none"));
        }
    }

    /// Nothing where there is nothing to delete.
    ///
    /// @param patient whose chart is meant; empty: the only one that has it
    Optional<Placed> deletion(IdType id, String patient) {
        Optional<StoredResource> there =
                resources.latest(id, patient).filter(resource -> !resource.deleted());
        if (there.isEmpty()) {
            return Optional.empty();
        }
        StoredResource resource = there.get();
        if (resource.resource().type().equals("Patient")) {
            int others =
                    store.chart(resource.chart())
                                    .map(StoredChart::resources)
                                    .map(List::size)
                                    .orElse(1)
                            - 1;
            if (others > 0) {
                throw new Problem(
                        ProblemKind.CHANGED,
                        resource.resource()
                                + " has a chart with "
                                + others
                                + " other resources; delete those first");
            }
        }
        Change.Delete delete =
                new Change.Delete(
                        resource.resource(),
                        expected(resource.resource(), id.getVersionIdPart(), there));
        return Optional.of(new Placed(resource.chart(), delete));
    }

    private Incoming incoming(IBaseResource resource, String id) {
        if (resource.fhirType().equals("AuditEvent")) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "AuditEvents are made here of what is done and looked at; none is taken");
        }
        Resource written = (Resource) resource;
        written.setId(new IdType(written.fhirType(), id));
        // The store gives both anew.
        if (written.hasMeta()) {
            written.getMeta().setVersionIdElement(null).setLastUpdatedElement(null);
        }
        try {
            return Incoming.of(context.newJsonParser().encodeResourceToString(written));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    written.fhirType() + " cannot be kept in a chart: " + e.getMessage());
        }
    }

    private static String chartOf(Incoming incoming) {
        return incoming.patient()
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.INCOMPLETE,
                                incoming.type()
                                        + " is about no patient; Osteon keeps charts of patients:"
                                        + " give its subject, like Patient/ID"));
    }

    /// A chart has its patient, or is to get it in the same batch.
    void requirePatient(Placed placed, List<Placed> batch) {
        ResourceId patient = new ResourceId("Patient", placed.chart());
        boolean comes = batch.stream().anyMatch(other -> other.change().resource().equals(patient));
        if (!comes && !store.takes(placed.chart())) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    placed.change().resource()
                            + " is about "
                            + patient
                            + ", who is not here; create the patient first");
        }
    }

    /// Applies changes to one chart, whole or not at all.
    ImportReceipt append(
            String chart, List<Change> changes, String action, HttpServletRequest request) {
        return switch (store.append(
                chart, new Attribution(client(request), clock.instant(), action), changes)) {
            case Appended.Recorded(var receipt) -> receipt;
            case Appended.Conflict(var conflicts) ->
                    throw new Problem(
                            ProblemKind.UNMET,
                            "somebody else was quicker: " + conflicts.getFirst());
            case Appended.Refused(var refusals) ->
                    throw new Problem(ProblemKind.INCOMPLETE, refusals.getFirst().toString());
        };
    }

    /// Who asks, and what the program says of itself.
    private static String client(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        String name = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", " ").strip();
        String who = Visits.current().map(visit -> visit.person().name()).orElse("FHIR client");
        return name.isEmpty()
                ? who
                : who + ", by " + name.substring(0, Math.min(name.length(), 100));
    }

    private MethodOutcome outcome(
            String chart, ImportReceipt.Outcome outcome, IBaseResource resource) {
        IdType id =
                new IdType(
                        outcome.resource().type(),
                        outcome.resource().id(),
                        String.valueOf(outcome.version()));
        resource.setId(id);
        MethodOutcome result =
                new MethodOutcome(id, outcome.effect() == ImportReceipt.Effect.CREATED);
        resources
                .latest(outcome.resource(), chart)
                .map(resources::parsed)
                .ifPresent(result::setResource);
        return result;
    }
}
