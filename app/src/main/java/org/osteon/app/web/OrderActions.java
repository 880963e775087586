package org.osteon.app.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.osteon.chart.Chart;
import org.osteon.pathway.Pathway;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// What people do with orders, written as FHIR resources: the interfaces show the same. Each action
/// is one change of the chart with its author and reason, whole or not at all.
@Component
final class OrderActions {
    private final ChartStore store;
    private final KnowledgeText knowledge;
    private final Clock clock;

    OrderActions(ChartStore store, KnowledgeText knowledge, Clock clock) {
        this.store = store;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /// Who does it, and why.
    record Deed(String author, String reason) {}

    /// The order that a form describes, as a draft. Takes the place of a draft that is there.
    ObjectNode draft(
            Chart chart, Pathway pathway, Pathway.Orderable option, Map<String, String> answers) {
        ObjectNode order =
                OrderDraft.filled(
                        OrderForm.of(option), knowledge.order(pathway, option.id()), answers);
        order.put("id", draftId(chart, pathway));
        order.put("status", Order.State.PLANNED.status());
        order.putObject("subject").put("reference", chart.patient().reference());
        order.put("authoredOn", today().toString());
        order.putArray(Order.INSTANTIATES).add(Order.canonical(pathway));
        return order;
    }

    /// One draft for each pathway: planning again changes it.
    private static String draftId(Chart chart, Pathway pathway) {
        return Order.of(pathway, chart).stream()
                .filter(order -> order.state() == Order.State.PLANNED)
                .map(Order::id)
                .findFirst()
                .orElseGet(() -> "order-" + UUID.randomUUID());
    }

    /// Keeps a draft in the chart.
    void plan(String chart, ObjectNode draft, Deed deed) {
        draft.putObject("requester").put("display", deed.author());
        append(chart, "plan", deed, List.of(put(draft)));
    }

    /// Makes a draft an order that may be given.
    ///
    /// @param answers what the draft left open
    /// @param sheet what the pathway said of it; findings in the way are overridden by the reason
    void release(
            String chart, Order order, Map<String, String> answers, ReleaseSheet sheet, Deed deed) {
        StoredResource stored = stored(chart, order);
        ObjectNode released =
                order.option()
                        .map(option ->
                                OrderDraft.filled(
                                        OrderForm.of(option),
                                        FhirText.read(stored.json()),
                                        answers))
                        .orElseGet(() -> FhirText.read(stored.json()));
        released.put("status", Order.State.RELEASED.status());
        released.put("intent", "order");
        List<Change> changes = new ArrayList<>();
        changes.add(put(released).expecting(stored.version()));
        boolean override = !sheet.tone().mayProceed();
        if (override) {
            for (Gate.Finding finding : sheet.obstacles()) {
                changes.add(put(overridden(order, chart(released), finding, deed)));
            }
        }
        append(chart, override ? "override" : "release", deed, changes);
    }

    private static String chart(ObjectNode order) {
        return order.path("subject").path("reference").asString("");
    }

    /// A finding that was seen and overridden, with the reason (X7).
    private ObjectNode overridden(Order order, String patient, Gate.Finding finding, Deed deed) {
        ObjectNode issue = FhirText.object();
        issue.put("resourceType", "DetectedIssue");
        issue.put("id", "override-" + UUID.randomUUID());
        issue.put("status", "final");
        ObjectNode code = issue.putObject("code");
        code.putArray("coding")
                .addObject()
                .put("system", "urn:osteon:alert")
                .put("code", finding.code())
                .put("display", finding.summary());
        code.put("text", finding.summary());
        issue.put("severity", finding.tone() == Tone.STOP ? "high" : "moderate");
        issue.putObject("patient").put("reference", patient);
        issue.put("identifiedDateTime", now().toString());
        issue.putObject("author").put("display", deed.author());
        issue.putArray("implicated").addObject().put("reference", order.reference());
        if (!finding.data().isEmpty()) {
            var details = issue.putArray("evidence").addObject().putArray("detail");
            finding.data()
                    .forEach(datum -> details.addObject().put("reference", datum.reference()));
        }
        issue.put("detail", finding.summary() + ". " + finding.action());
        ObjectNode mitigation = issue.putArray("mitigation").addObject();
        mitigation.putObject("action").put("text", "Overridden: " + deed.reason());
        mitigation.put("date", now().toString());
        mitigation.putObject("author").put("display", deed.author());
        return issue;
    }

    /// Moves an order on: held with a reason, back to a draft, or withdrawn.
    ///
    /// @param status FHIR's request status
    /// @param action the word of the audit
    void move(String chart, Order order, String status, String action, Deed deed) {
        StoredResource stored = stored(chart, order);
        ObjectNode json = FhirText.read(stored.json());
        json.put("status", status);
        json.remove("statusReason");
        if (!deed.reason().isBlank()) {
            json.putObject("statusReason").put("text", deed.reason());
        }
        append(chart, action, deed, List.of(put(json).expecting(stored.version())));
    }

    /// Keeps what was done with an order, and closes it.
    ///
    /// @param record the MedicationAdministration or Procedure
    void record(String chart, Order order, ObjectNode record, Deed deed) {
        StoredResource stored = stored(chart, order);
        ObjectNode json = FhirText.read(stored.json());
        boolean done = record.path("status").asString("").equals("completed");
        json.put("status", done ? "completed" : Order.State.HELD.status());
        if (!done) {
            json.putObject("statusReason").put("text", deed.reason());
        }
        append(
                chart,
                "administration",
                deed,
                List.of(put(record), put(json).expecting(stored.version())));
    }

    private StoredResource stored(String chart, Order order) {
        return store.read(chart, new ResourceId(order.type(), order.id()))
                .orElseThrow(() ->
                        new PageProblem(
                                HttpStatus.NOT_FOUND,
                                "No such order",
                                order.reference() + " is not in this chart.",
                                "Go back to the patient and look again."));
    }

    private static Change.Put put(ObjectNode resource) {
        return new Change.Put(
                new ResourceId(
                        resource.path("resourceType").asString(""),
                        resource.path("id").asString("")),
                FhirText.write(resource),
                OptionalLong.empty());
    }

    private void append(String chart, String action, Deed deed, List<? extends Change> changes) {
        Appended appended =
                store.append(
                        chart,
                        new Attribution(deed.author(), clock.instant(), action, deed.reason()),
                        changes);
        switch (appended) {
            case Appended.Recorded _ -> {}
            case Appended.Conflict _ ->
                    throw new PageProblem(
                            HttpStatus.CONFLICT,
                            "Changed by someone else",
                            "The order was changed while you looked at it. Nothing of yours was"
                                    + " kept.",
                            "Go back to the patient, look at the new state, and decide again.");
            case Appended.Refused(var refusals) ->
                    throw new IllegalStateException("the store refused " + refusals);
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
