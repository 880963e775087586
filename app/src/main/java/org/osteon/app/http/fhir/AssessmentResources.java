package org.osteon.app.http.fhir;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Verdict;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.workflow.IssueWords;

/// Assessments in the words of FHIR R4. The same assessment gives the same resources, but for the
/// time they were made.
///
/// | of the assessment | in FHIR |
/// | --- | --- |
/// | status, decision, criteria, results | GuidanceResponse, and Parameters within it |
/// | alerts | DetectedIssue |
/// | plan | CarePlan |
final class AssessmentResources {
    private static final String PATHWAY = "urn:osteon:pathway:";

    private final Bundle bundle = new Bundle();
    private final String patient;
    private final LocalDate asOf;
    private final Instant now;

    private AssessmentResources(String patient, LocalDate asOf, Instant now) {
        this.patient = patient;
        this.asOf = asOf;
        this.now = now;
        bundle.setType(Bundle.BundleType.COLLECTION);
        bundle.setTimestamp(Date.from(now));
    }

    /// All assessments of a chart.
    static Bundle bundle(AssessedChart assessed, KnowledgeBase knowledge, Instant now) {
        AssessmentResources resources =
                new AssessmentResources(assessed.patient(), assessed.asOf(), now);
        for (Assessment assessment : assessed.assessments()) {
            String title =
                    knowledge
                            .pathway(assessment.pathway())
                            .map(pathway -> pathway.title())
                            .orElse(assessment.pathway());
            resources.add(assessment, title);
        }
        return resources.bundle;
    }

    private void add(Assessment assessment, String title) {
        GuidanceResponse guidance = new GuidanceResponse();
        guidance.setModule(
                new CanonicalType(PATHWAY + assessment.pathway() + "|" + assessment.version()));
        guidance.setStatus(
                switch (assessment.status()) {
                    case COMPLETE -> GuidanceResponse.GuidanceResponseStatus.SUCCESS;
                    case INCOMPLETE -> GuidanceResponse.GuidanceResponseStatus.DATAREQUIRED;
                    case NOT_APPLICABLE -> GuidanceResponse.GuidanceResponseStatus.SUCCESS;
                });
        guidance.setSubject(new Reference(patient));
        guidance.setOccurrenceDateTimeElement(new DateTimeType(Date.from(now)));
        guidance.addContained(parameters(assessment).setId("results"));
        guidance.setOutputParameters(new Reference("#results"));
        assessment.missing().forEach(missing -> guidance.addNote().setText("Missing: " + missing));
        if (!assessment.plan().isEmpty()) {
            guidance.setResult(new Reference(add(plan(assessment, title), assessment, "plan")));
        }
        add(guidance, assessment, "guidance");
        assessment.alerts().forEach(alert -> add(issue(alert), assessment, alert.code()));
    }

    private String add(Resource resource, Assessment assessment, String what) {
        String name =
                String.join(
                        "|",
                        patient,
                        asOf.toString(),
                        assessment.pathway(),
                        assessment.knowledgeHash(),
                        what);
        String url = "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        bundle.addEntry().setFullUrl(url).setResource(resource);
        return url;
    }

    private Parameters parameters(Assessment assessment) {
        Parameters parameters = new Parameters();
        parameters.addParameter("asOf", new DateType(asOf.toString()));
        parameters.addParameter("status", assessment.status().word());
        assessment.decision().ifPresent(decision -> parameters.addParameter("decision", decision));
        parameters.addParameter("knowledgeHash", assessment.knowledgeHash());
        for (Criterion criterion : assessment.criteria()) {
            var parameter = parameters.addParameter().setName("criterion");
            parameter.addPart().setName("id").setValue(new StringType(criterion.id()));
            parameter.addPart().setName("label").setValue(new StringType(criterion.label()));
            parameter
                    .addPart()
                    .setName("verdict")
                    .setValue(new StringType(criterion.verdict().word()));
            if (criterion.verdict() instanceof Verdict.Met(var basis)
                    && basis == Verdict.Basis.ABSENCE) {
                parameter.addPart().setName("basis").setValue(new StringType(basis.word()));
            }
            if (!criterion.summary().isEmpty()) {
                parameter
                        .addPart()
                        .setName("summary")
                        .setValue(new StringType(criterion.summary()));
            }
            parameter.addPart().setName("source").setValue(new StringType(criterion.source()));
            if (criterion.verdict() instanceof Verdict.Undetermined(List<String> missing)) {
                missing.forEach(one ->
                        parameter.addPart().setName("missing").setValue(new StringType(one)));
            }
            criterion
                    .evidence()
                    .forEach(piece ->
                            parameter.addPart().setName("evidence").setValue(reference(piece)));
        }
        assessment
                .alternatives()
                .forEach(other -> parameters.addParameter("alternative", other.title()));
        addResults(parameters.addParameter().setName("results"), assessment.results());
        return parameters;
    }

    private static void addResults(
            Parameters.ParametersParameterComponent parent, Map<?, ?> results) {
        for (Map.Entry<?, ?> result : results.entrySet()) {
            addResult(parent, String.valueOf(result.getKey()), result.getValue());
        }
    }

    private static void addResult(
            Parameters.ParametersParameterComponent parent,
            String name,
            @org.jspecify.annotations.Nullable Object value) {
        switch (value) {
            case null -> {
                // What does not apply is left out: FHIR has no null.
            }
            case Map<?, ?> inner -> addResults(parent.addPart().setName(name), inner);
            case Iterable<?> list -> list.forEach(item -> addResult(parent, name, item));
            default -> parent.addPart().setName(name).setValue(value(value));
        }
    }

    private static Type value(Object value) {
        return switch (value) {
            case Boolean flag -> new BooleanType(flag);
            case Integer number -> new IntegerType(number);
            case BigDecimal number -> new DecimalType(number);
            case LocalDate day -> new DateType(day.toString());
            default -> new StringType(value.toString());
        };
    }

    private DetectedIssue issue(Alert alert) {
        DetectedIssue issue = new DetectedIssue();
        issue.setStatus(DetectedIssue.DetectedIssueStatus.FINAL);
        issue.setPatient(new Reference(patient));
        issue.setIdentified(new DateTimeType(asOf.toString()));
        issue.setCode(
                new CodeableConcept()
                        .addCoding(new Coding().setSystem(IssueWords.SYSTEM).setCode(alert.code()))
                        .setText(alert.summary()));
        issue.setSeverity(
                DetectedIssue.DetectedIssueSeverity.fromCode(
                        IssueWords.severity(alert.severity())));
        issue.setDetail(
                alert.summary()
                        + (alert.action().isEmpty() ? "" : ". " + alert.action())
                        + (alert.clears().isEmpty() ? "" : " Clears: " + alert.clears() + ".")
                        + " ("
                        + alert.source()
                        + ")");
        alert.evidence().forEach(piece -> issue.addEvidence().addDetail(reference(piece)));
        return issue;
    }

    private static Reference reference(Evidence piece) {
        return new Reference(piece.reference()).setDisplay(piece.text());
    }

    private CarePlan plan(Assessment assessment, String title) {
        CarePlan plan = new CarePlan();
        plan.setStatus(CarePlan.CarePlanStatus.ACTIVE);
        plan.setIntent(CarePlan.CarePlanIntent.PROPOSAL);
        plan.setTitle(title);
        plan.setSubject(new Reference(patient));
        plan.setCreatedElement(new DateTimeType(asOf.toString()));
        plan.addInstantiatesCanonical(PATHWAY + assessment.pathway() + "|" + assessment.version());
        for (PlanItem item : assessment.plan()) {
            var detail = plan.addActivity().getDetail();
            detail.setDescription(item.title());
            detail.setCode(
                    new CodeableConcept()
                            .addCoding(
                                    new Coding()
                                            .setSystem(PATHWAY + assessment.pathway())
                                            .setCode(item.id())));
            detail.setStatus(
                    switch (item.status()) {
                        case PLANNED -> CarePlan.CarePlanActivityStatus.SCHEDULED;
                        case DUE, OVERDUE -> CarePlan.CarePlanActivityStatus.NOTSTARTED;
                        case DONE -> CarePlan.CarePlanActivityStatus.COMPLETED;
                        case CANCELLED -> CarePlan.CarePlanActivityStatus.CANCELLED;
                    });
            detail.setStatusReason(new CodeableConcept().setText(item.status().word()));
            Period period = new Period();
            item.from().ifPresent(day -> period.setStartElement(new DateTimeType(day.toString())));
            item.to().ifPresent(day -> period.setEndElement(new DateTimeType(day.toString())));
            if (!period.isEmpty()) {
                detail.setScheduled(period);
            }
        }
        return plan;
    }
}
