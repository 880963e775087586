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
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;

/// The forms of the knowledge as Questionnaires: read, found, filled in from a chart.
public final class FormProvider implements IResourceProvider {
    private final FhirContext context;
    private final FormLibrary forms;
    private final FormIntake intake;

    FormProvider(FhirContext context, FormLibrary forms, FormIntake intake) {
        this.context = context;
        this.forms = forms;
        this.intake = intake;
    }

    @Override
    public Class<Questionnaire> getResourceType() {
        return Questionnaire.class;
    }

    private Questionnaire parsed(Form form) {
        Questionnaire questionnaire =
                context.newJsonParser()
                        .parseResource(Questionnaire.class, FhirEdit.write(form.questionnaire()));
        questionnaire.setId(form.id());
        return questionnaire;
    }

    private Form form(IdType id) {
        return forms.form(id.getIdPart()).orElseThrow(() -> FhirProblems.missing(id));
    }

    /// Read.
    @Read
    public Questionnaire read(@IdParam IdType id) {
        return parsed(form(id));
    }

    /// Search.
    @Search
    public List<Questionnaire> search(
            @OptionalParam(name = "_id") @Nullable TokenParam id,
            @OptionalParam(name = "url") @Nullable UriParam url,
            @OptionalParam(name = "version") @Nullable TokenParam version) {
        return forms.forms().stream()
                .filter(form -> id == null || form.id().equals(id.getValue()))
                .filter(form -> url == null || form.url().equals(url.getValue()))
                .filter(form -> version == null || form.version().equals(version.getValue()))
                .map(this::parsed)
                .toList();
    }

    /// What the chart of a patient says of a form.
    @Operation(name = "$populate", type = Questionnaire.class, idempotent = true)
    @Description("The form with what the patient's chart says of it")
    public QuestionnaireResponse populate(
            @IdParam IdType id, @OperationParam(name = "subject", min = 1) Reference subject) {
        return context.newJsonParser()
                .parseResource(
                        QuestionnaireResponse.class,
                        FhirEdit.write(intake.populated(form(id), subject.getReference())));
    }
}
