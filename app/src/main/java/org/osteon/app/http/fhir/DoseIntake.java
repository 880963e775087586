package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.OrderProblems;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.DoseForm;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.RecordCheck;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.FormLife;

/// Records of doses that come as responses: the checks and writes of the order's page.
final class DoseIntake {
    private final FhirContext context;
    private final KnowledgeBase knowledge;
    private final Function<String, Chart> charts;
    private final ChartWriting writing;
    private final Clock clock;

    DoseIntake(
            FhirContext context,
            KnowledgeBase knowledge,
            Function<String, Chart> charts,
            ChartWriting writing,
            Clock clock) {
        this.context = context;
        this.knowledge = knowledge;
        this.charts = charts;
        this.writing = writing;
        this.clock = clock;
    }

    /// What came of a response.
    private record Taken(SentResponse sent, Outcome.Done done) {}

    private Optional<DoseForm> form(QuestionnaireResponse response) {
        return DoseForm.byAddress(knowledge, String.valueOf(response.getQuestionnaire()));
    }

    /// Takes a completed record of a dose; empty where it is none.
    Optional<MethodOutcome> take(IBaseResource resource, String client) {
        return resource instanceof QuestionnaireResponse response
                        && response.getStatus()
                                == QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED
                ? form(response).map(form -> kept(form, response, client))
                : Optional.empty();
    }

    private MethodOutcome kept(DoseForm form, QuestionnaireResponse response, String client) {
        Taken taken = taken(form, response, client);
        response.setId(new IdType("QuestionnaireResponse", FormLife.newId()));
        List<Write> writes = new ArrayList<>(taken.done().writes());
        writes.add(Write.fresh(SentResponse.json(context, response)));
        taken.sent()
                .keep(writing, Action.GIVE, taken.done().action(), taken.done().reason(), writes);
        return new MethodOutcome(
                        new IdType("QuestionnaireResponse", response.getIdElement().getIdPart()),
                        true)
                .setResource(response);
    }

    /// What would be made of it; empty where it is no record of a dose.
    Optional<Bundle> extracted(QuestionnaireResponse response) {
        return form(response)
                .map(form ->
                        FormIntake.bundle(
                                context, taken(form, response, "$extract").done().writes()));
    }

    private Taken taken(DoseForm form, QuestionnaireResponse response, String client) {
        SentResponse sent = SentResponse.of(context, response, client, clock);
        Chart chart = charts.apply(sent.patient());
        DoseForm.Waiting order =
                form.order(sent.json(), chart)
                        .orElseThrow(() ->
                                refused(
                                        List.of(
                                                new FieldProblem(
                                                        DoseForm.ORDER,
                                                        "It names no order of this chart."))));
        Outcome outcome = form.take(sent.json(), order, chart, sent.deed());
        return switch (outcome) {
            case Outcome.Done done -> new Taken(sent, done);
            case Outcome.Incomplete(List<FieldProblem> problems) -> throw refused(problems);
            case Outcome.Stopped(List<RecordCheck> checks) ->
                    throw refused(
                            checks.stream().map(one -> new FieldProblem("", asked(one))).toList());
            case Outcome.NeedsReason(List<String> why) ->
                    throw refused(
                            why.stream()
                                    .map(one -> new FieldProblem("", "A reason is needed: " + one))
                                    .toList());
            case Outcome.Changed(List<String> differences) ->
                    throw new Problem(
                            ProblemKind.CHANGED,
                            "Changed since it was opened, and nothing was kept. "
                                    + String.join(" ", differences)
                                    + " Open it again with $populate, and send what holds now.");
            case Outcome.Gone _, Outcome.AdviceUnread _, Outcome.NeedsAnother _ ->
                    new Taken(sent, OrderProblems.done(outcome));
        };
    }

    private static String asked(RecordCheck check) {
        return switch (check.kind()) {
                    case REFUSE -> "It cannot be so: ";
                    case STOP ->
                            "A reason, a second person and “this really happened” are needed: ";
                    case REASON -> "A reason is needed: ";
                }
                + check.text();
    }

    private static UnprocessableEntityException refused(List<FieldProblem> problems) {
        OperationOutcome issues = new OperationOutcome();
        problems.forEach(one -> FormIntake.issue(issues, one.field(), one.text()));
        return new UnprocessableEntityException("the response cannot be kept", issues);
    }

    /// The record of the order that waits; of several the first by day.
    ///
    /// @param wanted the reference of an order; empty: whichever waits
    ObjectNode populated(DoseForm form, Chart chart, String wanted) {
        return form.waiting(chart).stream()
                .filter(one -> wanted.isEmpty() || one.order().reference().equals(wanted))
                .findFirst()
                .map(order ->
                        form.populated(
                                order,
                                chart,
                                clock.instant().atZone(clock.getZone()).toLocalDate()))
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                wanted.isEmpty()
                                        ? "no released order waits in this chart"
                                        : wanted + " is no released order that waits"));
    }
}
