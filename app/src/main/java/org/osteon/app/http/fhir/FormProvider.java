package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Interaction;
import org.osteon.records.charts.Visits;
import org.osteon.workflow.DoseForm;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;

/// The forms of the knowledge as Questionnaires: read, found, filled in from a chart.
public final class FormProvider implements IResourceProvider {
    private final FhirContext context;
    private final FormLibrary forms;
    private final List<DoseForm> doses;
    private final FormIntake intake;

    FormProvider(FhirContext context, FormLibrary forms, List<DoseForm> doses, FormIntake intake) {
        this.context = context;
        this.forms = forms;
        this.doses = List.copyOf(doses);
        this.intake = intake;
    }

    @Override
    public Class<Questionnaire> getResourceType() {
        return Questionnaire.class;
    }

    private Questionnaire parsed(Form form) {
        return parsed(form.questionnaire(), form.id());
    }

    private Questionnaire parsed(ObjectNode json, String id) {
        Questionnaire questionnaire =
                context.newJsonParser().parseResource(Questionnaire.class, FhirEdit.write(json));
        questionnaire.setId(id);
        return questionnaire;
    }

    /// The record of a dose of that name: it is filled in on the page of the order.
    private Optional<DoseForm> dose(IdType id) {
        return doses.stream().filter(one -> one.kind().id().equals(id.getIdPart())).findFirst();
    }

    private Form form(IdType id) {
        return forms.form(id.getIdPart()).orElseThrow(() -> FhirProblems.missing(id));
    }

    /// Read.
    @Read
    public Questionnaire read(@IdParam IdType id) {
        Visits.requireScope(Interaction.READ, "Questionnaire");
        return dose(id).map(one -> parsed(one.questionnaire(), one.kind().id()))
                .orElseGet(() -> parsed(form(id)));
    }

    /// Search.
    @Search
    public List<Questionnaire> search(
            @OptionalParam(name = "_id") @Nullable TokenParam id,
            @OptionalParam(name = "url") @Nullable UriParam url,
            @OptionalParam(name = "version") @Nullable TokenParam version) {
        Visits.requireScope(Interaction.SEARCH, "Questionnaire");
        Stream<Questionnaire> ofOrders =
                doses.stream()
                        .filter(one -> id == null || one.kind().id().equals(id.getValue()))
                        .filter(one -> url == null || one.url().equals(url.getValue()))
                        .filter(one -> version == null || one.version().equals(version.getValue()))
                        .map(one -> parsed(one.questionnaire(), one.kind().id()));
        Stream<Questionnaire> ofRecords =
                forms.forms().stream()
                        .filter(form -> id == null || form.id().equals(id.getValue()))
                        .filter(form -> url == null || form.url().equals(url.getValue()))
                        .filter(form ->
                                version == null || form.version().equals(version.getValue()))
                        .map(this::parsed);
        return Stream.concat(ofRecords, ofOrders).toList();
    }

    /// What the chart of a patient says of a form.
    ///
    /// @param order which order the record of a dose is of, where several wait
    @Operation(name = "$populate", type = Questionnaire.class, idempotent = true)
    @Description("The form with what the patient's chart says of it")
    public QuestionnaireResponse populate(
            @IdParam IdType id,
            @OperationParam(name = "subject", min = 1) Reference subject,
            @OperationParam(name = "order", max = 1) @Nullable Reference order) {
        String wanted = order == null || order.isEmpty() ? "" : order.getReference();
        ObjectNode populated =
                dose(id).map(one -> intake.populated(one, subject.getReference(), wanted))
                        .orElseGet(() -> intake.populated(form(id), subject.getReference()));
        return context.newJsonParser()
                .parseResource(QuestionnaireResponse.class, FhirEdit.write(populated));
    }
}
