package org.osteon.records.cohort;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.comparison.OneSample;
import org.osteon.outcome.comparison.TwoSample;
import org.osteon.pathway.Course;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Rule;
import org.osteon.report.MeasureFigure;

/// What the people of a cohort reported over time.
///
/// @param cohort whose
/// @param measure the measure
/// @param people those wanted
public record ReportedPeople(Cohort cohort, Rule measure, List<Outcomes> people) {

    /// All people of a cohort, or those with wanted values of factors.
    public static ReportedPeople of(Cohort cohort, String measure, Map<String, String> wanted) {
        return new ReportedPeople(
                cohort,
                cohort.measure(measure),
                cohort.patients().stream()
                        .filter(patient ->
                                cohort.pathway().factors().stream()
                                        .allMatch(factor -> {
                                            String value = wanted.getOrDefault(factor.id(), "");
                                            return value.isEmpty()
                                                    || value.equals(
                                                            patient.factors().get(factor.id()));
                                        }))
                        .toList());
    }

    /// A difference between two groups at a visit.
    ///
    /// @param visit the visit
    /// @param comparison of the changes since the first visit, first group minus second
    public record Difference(String visit, TwoSample comparison) {}

    private Map<String, List<Outcomes>> groups(String by) {
        Map<String, List<Outcomes>> groups = new LinkedHashMap<>();
        if (by.isEmpty()) {
            groups.put("All", people);
            return groups;
        }
        for (String label : FactorValues.of(people.stream().map(Outcomes::factors), by)) {
            groups.put(
                    label,
                    people.stream()
                            .filter(patient -> label.equals(patient.factors().get(by)))
                            .toList());
        }
        return groups;
    }

    private Optional<Outcomes.Reported> example() {
        return people.stream()
                .map(patient -> patient.measures().get(measure.id()))
                .filter(java.util.Objects::nonNull)
                .filter(reported -> !reported.visits().isEmpty())
                .findFirst();
    }

    /// The figure by a factor; empty where nobody is left.
    public Optional<MeasureFigure> figure(String by, double confidence) {
        return example()
                .map(example -> {
                    BigDecimal minimal = example.minimalChange().orElse(null);
                    List<MeasureFigure.Series> series = new ArrayList<>();
                    groups(by)
                            .forEach((label, members) ->
                                    series.add(
                                            new MeasureFigure.Series(
                                                    label,
                                                    at(
                                                            example.visits().size(),
                                                            members,
                                                            minimal,
                                                            confidence))));
                    return new MeasureFigure(
                            measure.title(),
                            example.unit(),
                            example.visits().stream().map(Outcomes.Visit::label).toList(),
                            example.visits().stream().mapToInt(Outcomes.Visit::day).toArray(),
                            minimal == null
                                    ? ""
                                    : "a change by "
                                            + minimal.abs().stripTrailingZeros().toPlainString()
                                            + (minimal.signum() < 0
                                                    ? " or more downwards"
                                                    : " or more upwards"),
                            series);
                });
    }

    private List<MeasureFigure.At> at(
            int visits, List<Outcomes> members, @Nullable BigDecimal minimal, double confidence) {
        List<MeasureFigure.At> all = new ArrayList<>();
        for (int v = 0; v < visits; v++) {
            int visit = v;
            double[] values =
                    members.stream()
                            .flatMap(patient -> score(patient, visit).stream())
                            .mapToDouble(BigDecimal::doubleValue)
                            .toArray();
            all.add(
                    MeasureFigure.At.of(
                            (int) members.stream().filter(one -> expected(one, visit)).count(),
                            values,
                            changes(members, v),
                            minimal,
                            confidence));
        }
        return all;
    }

    /// The change that matters, negative where less is better; empty where none is named.
    public Optional<BigDecimal> minimalChange() {
        return example().flatMap(Outcomes.Reported::minimalChange);
    }

    /// The change since the first visit in percent of the value there, at a later visit.
    ///
    /// @param visit its name
    /// @param n who reported at both, and had something to change from
    /// @param mean mean of the percents of each
    /// @param lower lower limit of the mean, `NaN` with fewer than two
    /// @param upper upper limit
    public record PercentChange(
            String visit, int day, int n, double mean, double lower, double upper) {}

    /// The changes in percent at each later visit at which there are any.
    public List<PercentChange> percentChanges(double confidence) {
        List<PercentChange> all = new ArrayList<>();
        if (CohortTable.hasNoBaseline(measure)) {
            return all;
        }
        List<Outcomes.Visit> visits = example().map(Outcomes.Reported::visits).orElse(List.of());
        for (int v = 1; v < visits.size(); v++) {
            int visit = v;
            double[] percents =
                    people.stream()
                            .flatMap(patient ->
                                    score(patient, 0)
                                            .filter(before -> before.signum() > 0)
                                            .flatMap(before ->
                                                    score(patient, visit)
                                                            .map(now -> percent(before, now)))
                                            .stream())
                            .mapToDouble(Double::doubleValue)
                            .toArray();
            if (percents.length > 0) {
                OneSample sample = percents.length > 1 ? OneSample.of(percents, confidence) : null;
                all.add(
                        new PercentChange(
                                visits.get(v).label(),
                                visits.get(v).day(),
                                percents.length,
                                java.util.Arrays.stream(percents).average().orElse(Double.NaN),
                                sample == null ? Double.NaN : sample.ci()[0],
                                sample == null ? Double.NaN : sample.ci()[1]));
            }
        }
        return all;
    }

    private static double percent(BigDecimal before, BigDecimal now) {
        return 100 * now.subtract(before).doubleValue() / before.doubleValue();
    }

    /// The two groups compared at each follow-up visit at which both have people; empty with one
    /// group or more than two.
    public List<Difference> differences(String by, double confidence) {
        Map<String, List<Outcomes>> groups = groups(by);
        Optional<Outcomes.Reported> example = example();
        if (groups.size() != 2 || example.isEmpty()) {
            return List.of();
        }
        List<String> labels = List.copyOf(groups.keySet());
        List<Difference> differences = new ArrayList<>();
        List<Outcomes.Visit> visits = example.get().visits();
        for (int v = 1; v < visits.size(); v++) {
            double[] first = changes(groups.getOrDefault(labels.get(0), List.of()), v);
            double[] second = changes(groups.getOrDefault(labels.get(1), List.of()), v);
            if (first.length > 1 && second.length > 1) {
                differences.add(
                        new Difference(
                                visits.get(v).label(),
                                TwoSample.compare(
                                        labels.get(0), first, labels.get(1), second, confidence)));
            }
        }
        return differences;
    }

    /// Changes since the first visit of those who reported at both; none of a measure that says
    /// itself how it is compared with before.
    private double[] changes(List<Outcomes> members, int visit) {
        if (CohortTable.hasNoBaseline(measure)) {
            return new double[0];
        }
        return members.stream()
                .flatMap(patient ->
                        score(patient, visit)
                                .flatMap(now -> score(patient, 0).map(now::subtract))
                                .stream())
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
    }

    private boolean expected(Outcomes patient, int visit) {
        return visit(patient, visit).filter(Outcomes.Visit::expected).isPresent();
    }

    private Optional<BigDecimal> score(Outcomes patient, int visit) {
        return visit(patient, visit).flatMap(Outcomes.Visit::score).map(Course.Point::value);
    }

    private Optional<Outcomes.Visit> visit(Outcomes patient, int visit) {
        return Optional.ofNullable(patient.measures().get(measure.id()))
                .map(Outcomes.Reported::visits)
                .filter(visits -> visits.size() > visit)
                .map(visits -> visits.get(visit));
    }
}
