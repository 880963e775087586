package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.FormWords;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.DoseForm;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormFinding;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;

/// Responses that come whole: the same checks, the same resources and the same transaction as on
/// the page.
public final class FormIntake {
    private final FhirContext context;
    private final FormLibrary forms;
    private final Records charts;
    private final KnowledgeBase knowledge;
    private final ChartWriting writing;
    private final Clock clock;
    private final DoseIntake doses;

    FormIntake(
            FhirContext context,
            FormLibrary forms,
            Records charts,
            KnowledgeBase knowledge,
            Clock clock) {
        this.context = context;
        this.forms = forms;
        this.charts = charts;
        this.knowledge = knowledge;
        this.writing = new ChartWriting(charts);
        this.clock = clock;
        this.doses = new DoseIntake(context, knowledge, this::chart, writing, clock);
    }

    /// The form that a resource is a completed response of; empty where it is none.
    private Optional<Form> form(IBaseResource resource) {
        return resource instanceof QuestionnaireResponse response
                        && response.getStatus()
                                == QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED
                ? forms.byAddress(String.valueOf(response.getQuestionnaire()))
                : Optional.empty();
    }

    /// Takes a completed response of one of the forms; empty where it is none.
    ///
    /// @param client who sends it
    Optional<MethodOutcome> take(IBaseResource resource, String client) {
        return form(resource)
                .map(form -> taken(form, (QuestionnaireResponse) resource, client))
                .or(() -> doses.take(resource, client));
    }

    private MethodOutcome taken(Form form, QuestionnaireResponse response, String client) {
        SentResponse sent = SentResponse.of(context, response, client, clock);
        FormLife life = life(form, sent.patient());
        FormOutcome outcome = life.take(FormLife.newId(), sent.json(), sent.deed());
        if (!(outcome instanceof FormOutcome.Saved saved)) {
            throw refused(outcome);
        }
        sent.keep(writing, Action.ANSWER, saved.action(), saved.reason(), saved.writes());
        IdType id = new IdType("QuestionnaireResponse", saved.response());
        response.setId(id);
        if (saved.action().equals(FormOutcome.AWAITED)) {
            // The second signature is still missing: it counts for no rule yet.
            response.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.INPROGRESS);
        }
        return new MethodOutcome(id, true).setResource(response);
    }

    /// What would be made of a response, without writing anything.
    @Operation(name = "$extract", type = QuestionnaireResponse.class, idempotent = true)
    @Description("The transaction that a response would be; nothing is written")
    public Bundle extract(
            @OperationParam(name = "questionnaire-response", min = 1)
                    QuestionnaireResponse response) {
        Optional<Bundle> dose = doses.extracted(response);
        if (dose.isPresent()) {
            return dose.get();
        }
        Form form =
                forms.byAddress(String.valueOf(response.getQuestionnaire()))
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "no form has the address " + response.getQuestionnaire()));
        SentResponse sent = SentResponse.of(context, response, "$extract", clock);
        FormLife life = life(form, sent.patient());
        FormOutcome outcome =
                life.whole(
                        response.getIdElement().hasIdPart()
                                ? response.getIdElement().getIdPart()
                                : FormLife.newId(),
                        sent.json(),
                        sent.deed());
        if (!(outcome instanceof FormOutcome.Saved saved)) {
            throw refused(outcome);
        }
        return bundle(context, saved.writes());
    }

    /// What is made of a response, as a transaction.
    static Bundle bundle(FhirContext context, List<Write> writes) {
        Bundle bundle = new Bundle();
        bundle.setType(Bundle.BundleType.TRANSACTION);
        writes.stream()
                .filter(write -> !write.type().equals("QuestionnaireResponse"))
                .filter(write -> !write.type().equals("Provenance"))
                .forEach(write ->
                        bundle.addEntry()
                                .setResource(
                                        (Resource)
                                                context.newJsonParser().parseResource(write.json()))
                                .getRequest()
                                .setMethod(Bundle.HTTPVerb.PUT)
                                .setUrl(write.type() + "/" + write.id()));
        return bundle;
    }

    /// A form as it would be opened on a chart.
    ObjectNode populated(Form form, String subject) {
        FormLife life = life(form, SentResponse.patient(subject));
        return life.populated(clock.instant().atZone(clock.getZone()));
    }

    /// The record of a dose as it would be opened on a chart.
    ///
    /// @param order the reference of the order; empty: whichever waits
    ObjectNode populated(DoseForm form, String subject, String order) {
        return doses.populated(form, chart(SentResponse.patient(subject)), order);
    }

    private FormLife life(Form form, String patient) {
        if (form.isOfTheSite()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    form.title()
                            + " is about the site and no patient: it is filled in on the pages");
        }
        return new FormLife(knowledge, form, chart(patient), "");
    }

    private Chart chart(String id) {
        return switch (charts.openToFillIn(Action.READ, id)) {
            case ChartOpening.Opened(Chart chart, _) -> chart;
            case ChartOpening.Missing _ -> throw FhirProblems.missing(new IdType("Patient", id));
            case ChartOpening.Unreadable(_, _, String reason) ->
                    throw new Problem(
                            ProblemKind.INCOMPLETE,
                            "the chart of Patient/" + id + " cannot be used: " + reason);
        };
    }

    /// An issue for each thing that is wrong, with the item that it is wrong with.
    private static UnprocessableEntityException refused(FormOutcome outcome) {
        OperationOutcome issues = new OperationOutcome();
        switch (outcome) {
            case FormOutcome.Incomplete(List<FieldProblem> problems) ->
                    problems.forEach(one -> issue(issues, one.field(), one.text()));
            case FormOutcome.NeedsReason(List<String> why) ->
                    why.forEach(one -> issue(issues, "", "A reason is needed: " + one));
            case FormOutcome.NotYours(String why) -> issue(issues, "", why);
            case FormOutcome.NeedsSecond(List<FormFinding> stops) ->
                    stops.forEach(one ->
                            issue(issues, one.field(), "A second person is needed: " + one.text()));
            default ->
                    FormWords.lines(outcome)
                            .forEach(line ->
                                    issue(issues, "", FormWords.heading(outcome) + ": " + line));
        }
        return new UnprocessableEntityException("the response cannot be kept", issues);
    }

    static void issue(OperationOutcome issues, String field, String text) {
        var issue =
                issues.addIssue()
                        .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                        .setCode(OperationOutcome.IssueType.BUSINESSRULE)
                        .setDiagnostics(text);
        if (!field.isEmpty()) {
            issue.addExpression("item.where(linkId='" + field.replaceAll("~.*", "") + "')");
        }
    }
}
