package org.osteon.app.assessment;

import java.time.LocalDate;
import java.util.List;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Pathway;

/// A chart and what the pathways say of it.
///
/// @param patient `Patient/` and the id
/// @param asOf the day
/// @param assessments one per pathway
public record AssessedChart(String patient, LocalDate asOf, List<Assessment> assessments) {
    public AssessedChart {
        assessments = List.copyOf(assessments);
    }

    /// What these pathways say, applicable or not.
    public static AssessedChart byAll(List<Pathway> pathways, Chart chart, LocalDate asOf) {
        ChartOnDay onDay = new ChartOnDay(pathways, chart, asOf);
        return new AssessedChart(
                chart.patient().reference(), asOf, pathways.stream().map(onDay::assess).toList());
    }

    /// What those of these pathways say that apply to the chart.
    public static AssessedChart byApplicable(List<Pathway> pathways, Chart chart, LocalDate asOf) {
        AssessedChart all = byAll(pathways, chart, asOf);
        return new AssessedChart(
                all.patient(),
                asOf,
                all.assessments().stream()
                        .filter(assessment ->
                                assessment.status() != Assessment.Status.NOT_APPLICABLE)
                        .toList());
    }
}
