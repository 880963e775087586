package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.model.valueset.BundleTypeEnum;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartListing;
import org.osteon.store.StoredResource;

/// What can be asked of a patient's whole chart.
public final class PatientOperations {
    private final StoredResources resources;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final Clock clock;

    PatientOperations(
            StoredResources resources, Records records, KnowledgeBase knowledge, Clock clock) {
        this.resources = resources;
        this.records = records;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /// The chart as a searchset.
    @Operation(
            name = "$everything",
            type = Patient.class,
            idempotent = true,
            bundleType = BundleTypeEnum.SEARCHSET)
    @Description("Every resource of the patient's chart")
    public IBundleProvider everything(
            @IdParam IdType id,
            @OperationParam(name = "_since", max = 1) @Nullable InstantType since,
            @OperationParam(name = "_type") @Nullable List<CodeType> types) {
        Date from = since == null ? null : since.getValue();
        List<String> wanted =
                types == null
                        ? List.of()
                        : types.stream().flatMap(PatientOperations::words).toList();
        wanted.stream()
                .filter(type -> !resources.isType(type))
                .findFirst()
                .ifPresent(type -> {
                    throw Problem.unusable("_type: FHIR R4 has no type '" + type + "'");
                });
        String chart = chartOf(id);
        // Every page of the answer is of the chart as it is now, whatever is written meanwhile.
        long revision =
                records.listing(chart)
                        .map(ChartListing::revision)
                        .orElseThrow(() -> FhirProblems.missing(id));
        return new ContentPages(
                resources,
                records,
                new PageCursor.Chart(
                        chart,
                        revision,
                        from == null ? null : from.toInstant(),
                        wanted,
                        clock.instant()));
    }

    private static Stream<String> words(CodeType types) {
        return types.getValue() == null
                ? Stream.empty()
                : Stream.of(types.getValue().split(",", -1));
    }

    /// What the pathways say of the chart: a GuidanceResponse for each, with its findings
    /// (DetectedIssue) and its plan (CarePlan).
    @Operation(name = "$assess", type = Patient.class, idempotent = true)
    @Description("What the pathways say of the patient's chart as of a day")
    public Bundle assess(
            @IdParam IdType id,
            @OperationParam(name = "pathway") @Nullable List<StringType> pathways,
            @OperationParam(name = "asOf", max = 1) @Nullable StringType asOf) {
        LocalDate day = asOf == null ? LocalDate.now(clock) : CalendarDay.parse(asOf.getValue());
        Chart chart = opened(id);
        AssessedChart assessed =
                pathways == null || pathways.isEmpty()
                        ? AssessedChart.byAll(knowledge.pathways(), chart, day).applicable()
                        : AssessedChart.byAll(
                                Pathways.named(
                                        knowledge,
                                        pathways.stream().map(StringType::getValue).toList()),
                                chart,
                                day);
        Bundle bundle = AssessmentResources.bundle(assessed, knowledge, clock.instant());
        if (Visits.current().map(Visit::partWithheld).orElse(false)) {
            OperationOutcome said = new OperationOutcome();
            said.addIssue()
                    .setSeverity(OperationOutcome.IssueSeverity.WARNING)
                    .setCode(OperationOutcome.IssueType.SUPPRESSED)
                    .setDiagnostics(
                            Visits.current().flatMap(Visit::scopes).isPresent()
                                    ? "The patient, or the scopes of this program, withheld a part"
                                            + " of this chart; what is said here does not know it."
                                    : "The patient withheld a part of this chart; what is said here"
                                            + " does not know it.");
            bundle.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(said);
        }
        return bundle;
    }

    private Chart opened(IdType id) {
        return switch (records.open(chartOf(id))) {
            case ChartOpening.Opened(Chart chart, _) -> chart;
            case ChartOpening.Missing _ -> throw FhirProblems.missing(id);
            case ChartOpening.Unreadable(String chart, _, String reason) ->
                    throw new Problem(
                            ProblemKind.INCOMPLETE,
                            "the chart of Patient/" + chart + " cannot be used: " + reason);
        };
    }

    private String chartOf(IdType id) {
        return resources
                .latest(id)
                .filter(patient -> !patient.deleted())
                .map(StoredResource::chart)
                .orElseThrow(() -> FhirProblems.missing(id));
    }
}
