package org.osteon.records.cohort;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osteon.access.SensitiveData;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.pathway.Course;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Rule;
import org.osteon.workflow.studies.DataPermissions;

/// What a site gives to a pool: a row per patient, without who it is. Names are made with a key
/// that stays at the site; days are counted from the treatment; ages of 90 and more are one; what
/// fewer than five have is `other`. Who did not agree to share, or was not asked, stands in no row.
///
/// @param rows as a table
/// @param leftOut how many are in no row, by the reason
public record PoolRows(CohortTable rows, Map<String, Integer> leftOut) {
    /// Fewer with a value would tell who they are (records, 6.4).
    static final int FEWEST = 5;

    private static final int OLDEST = 90;
    private static final String OTHER = "other";
    private static final String UNREADABLE = "the chart cannot be read";

    /// The rows of a cohort.
    ///
    /// @param charts the chart of a patient, by `Patient/` and the id
    public static PoolRows of(
            Cohort cohort,
            PoolDefinition definition,
            String site,
            byte[] key,
            Function<String, Optional<Chart>> charts) {
        Map<String, Integer> leftOut = new TreeMap<>();
        if (!cohort.unreadable().isEmpty()) {
            leftOut.put(UNREADABLE, cohort.unreadable().size());
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Outcomes patient : cohort.patients()) {
            Optional<Chart> chart = charts.apply(patient.patient());
            Optional<String> reason = notShared(chart, cohort.freeze());
            Optional<Scores> scores = scores(patient, definition);
            if (reason.isPresent() || scores.isEmpty()) {
                leftOut.merge(
                        reason.orElse("no score before and at " + definition.visit()),
                        1,
                        Integer::sum);
            } else {
                rows.add(
                        row(
                                patient,
                                definition,
                                site,
                                key,
                                chart.orElseThrow(),
                                scores.get(),
                                denied(cohort, chart.orElseThrow())));
            }
        }
        List<String> columns =
                new ArrayList<>(List.of("definition", "site", "person", "age", "treatments"));
        columns.add(definition.compare());
        columns.addAll(definition.factors());
        columns.addAll(List.of("baseline", "value", "day"));
        Stream.concat(Stream.of(definition.compare()), definition.factors().stream())
                .forEach(factor -> withoutRare(rows, factor));
        List<List<@Nullable Object>> table = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            table.add(values(row, columns));
        }
        return new PoolRows(new CohortTable(columns, table), leftOut);
    }

    private static List<@Nullable Object> values(
            Map<String, @Nullable Object> row, List<String> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(column)));
        return values;
    }

    /// The factors that the patient denied, by their security label.
    private static Set<String> denied(Cohort cohort, Chart chart) {
        Set<String> labels = DataPermissions.of(chart, cohort.freeze()).denied();
        return labels.isEmpty()
                ? Set.of()
                : cohort.pathway().factors().stream()
                        .filter(factor ->
                                factor.codes(SensitiveData.SYSTEM).stream()
                                        .anyMatch(labels::contains))
                        .map(Rule::id)
                        .collect(Collectors.toSet());
    }

    private static Optional<String> notShared(Optional<Chart> chart, LocalDate freeze) {
        return chart.map(one -> DataPermissions.of(one, freeze).sharing())
                .map(said ->
                        switch (said) {
                            case PERMITTED -> "";
                            case DENIED -> "did not agree to share";
                            case NOT_SAID -> "was not asked whether their data may be shared";
                        })
                .or(() -> Optional.of(UNREADABLE))
                .filter(reason -> !reason.isEmpty());
    }

    /// @param day of the score, from the treatment
    private record Scores(double before, double then, long day) {}

    private static Optional<Scores> scores(Outcomes patient, PoolDefinition definition) {
        Outcomes.@Nullable Reported reported = patient.measures().get(definition.measure());
        if (reported == null || reported.visits().isEmpty()) {
            return Optional.empty();
        }
        Optional<Course.Point> before = reported.visits().getFirst().score();
        Optional<Course.Point> then =
                reported.visits().stream()
                        .filter(visit -> visit.label().equals(definition.visit()))
                        .findFirst()
                        .flatMap(Outcomes.Visit::score);
        return before.flatMap(first ->
                then.map(last ->
                        new Scores(
                                first.value().doubleValue(),
                                last.value().doubleValue(),
                                ChronoUnit.DAYS.between(
                                        patient.start().orElse(last.date()), last.date()))));
    }

    private static Map<String, @Nullable Object> row(
            Outcomes patient,
            PoolDefinition definition,
            String site,
            byte[] key,
            Chart chart,
            Scores scores,
            Set<String> denied) {
        LocalDate start = patient.start().orElseThrow();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("definition", definition.digest());
        row.put("site", site);
        row.put("person", coded(key, patient.patient()));
        row.put("age", age(chart, start).orElse(null));
        row.put("treatments", treatments(chart, definition.pathway(), start, scores.day()));
        Stream.concat(Stream.of(definition.compare()), definition.factors().stream())
                .forEach(factor ->
                        row.put(
                                factor,
                                denied.contains(factor) ? null : patient.factors().get(factor)));
        row.put("baseline", scores.before());
        row.put("value", scores.then());
        row.put("day", scores.day());
        return row;
    }

    private static String coded(byte[] key, String person) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal(person.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Optional<Integer> age(Chart chart, LocalDate start) {
        return chart.patient()
                .content()
                .time("birthDate")
                .flatMap(FhirTime::date)
                .map(born -> Math.min(OLDEST, Period.between(born, start).getYears()));
    }

    /// Procedures bear the id of their pathway as their code.
    private static long treatments(Chart chart, String code, LocalDate start, long days) {
        return chart.resources("Procedure").stream()
                .map(Resource::content)
                .filter(one -> one.text("status").filter("completed"::equals).isPresent())
                .filter(one ->
                        one.codings("code").stream().anyMatch(has -> has.code().equals(code)))
                .flatMap(one -> Resource.dateOf(one).flatMap(FhirTime::date).stream())
                .filter(day -> !day.isBefore(start) && ChronoUnit.DAYS.between(start, day) < days)
                .distinct()
                .count();
    }

    private static void withoutRare(List<Map<String, @Nullable Object>> rows, String factor) {
        Map<Object, Integer> counts = new HashMap<>();
        rows.forEach(row -> {
            Object value = row.get(factor);
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        });
        rows.forEach(row -> {
            Object value = row.get(factor);
            if (value != null && counts.getOrDefault(value, 0) < FEWEST) {
                row.put(factor, OTHER);
            }
        });
    }
}
