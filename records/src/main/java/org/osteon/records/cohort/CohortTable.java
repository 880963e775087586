package org.osteon.records.cohort;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.CsvText;
import org.osteon.pathway.Course;
import org.osteon.pathway.EndpointTable;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Rule;

/// A table that `osteon outcome` reads, made of a cohort: a row per patient (or per patient and
/// visit), with the resources it was made from.
///
/// @param columns their names
/// @param rows values in the order of the columns: text, number, day or null
public record CohortTable(List<String> columns, List<List<@Nullable Object>> rows) {

    /// An endpoint: `days` from time zero, `event` (0 censored, 1, 2 … in the order of the pathway)
    /// and its `kind`, what the patient can be compared by, and where it comes from.
    public static CohortTable ofEndpoint(Cohort cohort, String endpoint) {
        EndpointTable table = new EndpointTable(cohort.pathway(), endpoint);
        return new CohortTable(
                table.columns(),
                cohort.patients().stream().flatMap(one -> table.row(one).stream()).toList());
    }

    /// The same with one column more, of whom it is known on a day whether they have had the event
    /// of interest: 1 who had it by then, 0 who did not or had another kind before, empty who was
    /// followed for less.
    ///
    /// @param day after time zero
    public CohortTable withEventBy(int day) {
        int days = columns.indexOf("days");
        int event = columns.indexOf("event");
        List<String> more = new ArrayList<>(columns);
        more.add("event_by_" + day);
        List<List<@Nullable Object>> longer = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> cells = new ArrayList<>(row);
            int time = row.get(days) instanceof Integer number ? number : 0;
            int kind = row.get(event) instanceof Integer number ? number : 0;
            cells.add(kind == 0 && time < day ? null : kind == 1 && time <= day ? 1 : 0);
            longer.add(cells);
        }
        return new CohortTable(more, longer);
    }

    /// Whether a measure has no value before the treatment: satisfaction, a change as the patient
    /// sees it. In knowledge it bears the code `state` of `urn:osteon:measure`.
    static boolean hasNoBaseline(Rule measure) {
        return measure.codes("urn:osteon:measure").contains("state");
    }

    /// A reported measure: a row per patient and visit, with the value, the value at the first
    /// visit and the change since then; a row without a value where the visit was expected and
    /// nothing was reported.
    public static CohortTable ofMeasure(Cohort cohort, String measure) {
        List<Rule> factors = cohort.pathway().covariates();
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "patient",
                                "visit",
                                "planned_day",
                                "day",
                                "value",
                                "baseline",
                                "change"));
        factors.forEach(factor -> columns.add(factor.id()));
        columns.add("evidence");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Outcomes patient : cohort.patients()) {
            Outcomes.@Nullable Reported reported = patient.measures().get(measure);
            List<Outcomes.Visit> visits = reported == null ? List.of() : reported.visits();
            Optional<Course.Point> baseline =
                    visits.isEmpty() || hasNoBaseline(cohort.measure(measure))
                            ? Optional.empty()
                            : visits.getFirst().score();
            for (Outcomes.Visit visit : visits) {
                if (!visit.expected()) {
                    continue;
                }
                List<@Nullable Object> row = new ArrayList<>();
                row.add(patient.patient());
                row.add(visit.label());
                row.add(visit.day());
                row.add(visit.score().map(point -> day(patient, point.date())).orElse(null));
                row.add(visit.score().map(Course.Point::value).orElse(null));
                row.add(baseline.map(Course.Point::value).orElse(null));
                row.add(
                        visit.score()
                                .flatMap(point ->
                                        baseline.map(
                                                before -> point.value().subtract(before.value())))
                                .orElse(null));
                factors.forEach(factor -> row.add(patient.factors().get(factor.id())));
                row.add(visit.score().map(Course.Point::reference).orElse(null));
                rows.add(row);
            }
        }
        return new CohortTable(columns, rows);
    }

    private static long day(Outcomes patient, LocalDate date) {
        return ChronoUnit.DAYS.between(patient.start().orElseThrow(), date);
    }

    /// The table as CSV (RFC 4180 with line feeds): a header, an empty field where something is
    /// missing.
    public String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<@Nullable Object> row : rows) {
            text.append(CsvText.line(EndpointTable.texts(row)));
        }
        return text.toString();
    }

    /// A row as a map of its columns.
    public List<Map<String, @Nullable Object>> maps() {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                Object value = row.get(i);
                map.put(columns.get(i), value instanceof LocalDate day ? day.toString() : value);
            }
            maps.add(map);
        }
        return maps;
    }
}
