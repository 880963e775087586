package org.osteon.pathway.words;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.reading.ReadChart;

/// A chart, what came of reading it, and what the pathways say of it.
///
/// @param patient `Patient/` and the id
/// @param asOf the day
/// @param reading what of the chart was not understood, found in words, translated or set aside
/// @param assessments one per pathway
/// @param notApplicable those left out because their pathways do not apply
public record AssessedChart(
        String patient,
        LocalDate asOf,
        ReadChart reading,
        List<Assessment> assessments,
        List<Assessment> notApplicable) {
    public AssessedChart {
        assessments = List.copyOf(assessments);
        notApplicable = List.copyOf(notApplicable);
    }

    /// What these pathways say, applicable or not.
    public static AssessedChart byAll(List<Pathway> pathways, Chart chart, LocalDate asOf) {
        ChartOnDay onDay = new ChartOnDay(pathways, chart, asOf);
        return of(onDay, chart, pathways.stream().map(onDay::assess).toList());
    }

    /// The same with what they would say of each thing that could be ordered, where nothing is
    /// planned.
    public static AssessedChart withOptions(List<Pathway> pathways, Chart chart, LocalDate asOf) {
        ChartOnDay onDay = new ChartOnDay(pathways, chart, asOf);
        return of(onDay, chart, pathways.stream().map(onDay::assessWithOptions).toList());
    }

    private static AssessedChart of(ChartOnDay onDay, Chart chart, List<Assessment> assessments) {
        return new AssessedChart(
                chart.patient().reference(), onDay.asOf(), onDay.reading(), assessments, List.of());
    }

    /// The same with those left out whose pathways do not apply.
    public AssessedChart applicable() {
        Map<Boolean, List<Assessment>> byApplying =
                assessments.stream()
                        .collect(
                                Collectors.partitioningBy(assessment ->
                                        assessment.status() != Assessment.Status.NOT_APPLICABLE));
        return new AssessedChart(
                patient,
                asOf,
                reading,
                byApplying.getOrDefault(true, List.of()),
                byApplying.getOrDefault(false, List.of()));
    }

    /// Why a pathway does not apply, in one sentence.
    public static String whyNot(Assessment assessment) {
        return "Does not apply: "
                + assessment.criteria().stream()
                        .map(Criterion::summary)
                        .filter(summary -> !summary.isEmpty())
                        .findFirst()
                        .orElse("nothing in the chart concerns it")
                + ".";
    }
}
