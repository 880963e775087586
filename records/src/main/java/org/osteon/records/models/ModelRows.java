package org.osteon.records.models;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.CohortTable;

/// The table that a model is asked of: the one that `osteon outcome table` writes, read as the
/// commands read it, with the rows that are wanted.
public final class ModelRows {
    private static final String EVENT_BY = "event_by_";

    private final Table table;
    private final Map<String, String> titles;
    private final String file;
    private final String written;
    private final List<Condition> conditions;
    private final List<String> kinds;

    /// A column that must have a value, or must not.
    record Condition(String column, String value, boolean wanted) {
        String written() {
            return column + (wanted ? "=" : "!=") + value;
        }
    }

    private ModelRows(
            Table table,
            Map<String, String> titles,
            String file,
            String written,
            List<Condition> conditions,
            List<String> kinds) {
        this.table = table;
        this.titles = Collections.unmodifiableMap(titles);
        this.file = file;
        this.written = written;
        this.conditions = List.copyOf(conditions);
        this.kinds = List.copyOf(kinds);
    }

    /// The rows of a cohort's table that are wanted.
    ///
    /// @param titles of the columns
    /// @param written the command that writes the table
    /// @param wanted by column the value that rows must have
    static ModelRows of(
            Table table,
            Map<String, String> titles,
            String file,
            String written,
            Map<String, String> wanted,
            List<String> kinds) {
        ModelRows rows = new ModelRows(table, titles, file, written, List.of(), kinds);
        for (String column : titles.keySet()) {
            String value = wanted.getOrDefault(column, "");
            if (!value.isEmpty()) {
                rows = rows.with(column, value);
            }
        }
        return rows;
    }

    private static ModelRows of(
            Cohort cohort,
            CohortTable rows,
            String file,
            String written,
            Map<String, String> wanted,
            List<String> kinds) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Rule factor : cohort.pathway().covariates()) {
            titles.put(factor.id(), factor.title());
        }
        Table table = Csv.parse(rows.csv().getBytes(StandardCharsets.UTF_8), file);
        return of(table, titles, file, written, wanted, kinds);
    }

    /// The rows of an endpoint, with who has had the event by the day that is asked for.
    public static ModelRows ofEndpoint(Cohort cohort, String endpoint, ModelQuestion question) {
        Rule rule = cohort.endpoint(endpoint);
        CohortTable rows = CohortTable.ofEndpoint(cohort, endpoint);
        boolean ofADay = question.kind().ofADay();
        return of(
                cohort,
                ofADay ? rows.withEventBy(question.day()) : rows,
                endpoint + ".csv",
                written(cohort, "endpoint", endpoint)
                        + (ofADay ? " --at " + question.day() : "")
                        + " > "
                        + endpoint
                        + ".csv",
                question.only(),
                rule.rules().stream().map(Rule::title).toList());
    }

    /// The rows of a measure.
    public static ModelRows ofMeasure(Cohort cohort, String measure, ModelQuestion question) {
        return of(
                cohort,
                CohortTable.ofMeasure(cohort, cohort.measure(measure).id()),
                measure + ".csv",
                written(cohort, "measure", measure) + " > " + measure + ".csv",
                question.only(),
                List.of());
    }

    private static String written(Cohort cohort, String what, String id) {
        return "osteon outcome table --pathway "
                + cohort.pathway().id()
                + " --"
                + what
                + " "
                + id
                + " --as-of "
                + cohort.freeze();
    }

    Table table() {
        return table;
    }

    /// The kinds of event in words.
    List<String> kinds() {
        return kinds;
    }

    /// A kind of event in words.
    String kind(int cause) {
        return cause >= 1 && cause <= kinds.size() ? kinds.get(cause - 1) : "event " + cause;
    }

    String file() {
        return file;
    }

    /// The factors that stand among the columns.
    List<String> factors() {
        return titles.keySet().stream().filter(one -> table.has(one)).toList();
    }

    /// The name of a factor in words.
    String title(String column) {
        return titles.getOrDefault(
                column,
                switch (column) {
                    case "days" -> "the time";
                    case "value" -> "the value at the visit";
                    case "baseline" -> "the value before";
                    case "change" -> "the change since before";
                    default ->
                            column.startsWith(EVENT_BY)
                                    ? "the state on day " + column.substring(EVENT_BY.length())
                                    : column;
                });
    }

    /// What people must have.
    List<Condition> conditions() {
        return conditions;
    }

    /// Those who have this value of a column.
    ModelRows with(String column, String value) {
        return also(new Condition(column, value, true));
    }

    /// Those who do not.
    ModelRows without(String column, String value) {
        return also(new Condition(column, value, false));
    }

    private ModelRows also(Condition condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        Column values = table.column(condition.column());
        return new ModelRows(
                table.where(
                        row -> condition.value().equals(values.text(row)) == condition.wanted()),
                titles,
                file,
                written,
                more,
                kinds);
    }

    /// The commands: the one that writes the table, and a statistic over it.
    List<String> commands(String statistic) {
        StringBuilder command =
                new StringBuilder("osteon outcome ").append(statistic.replace("DATA", file));
        conditions.forEach(one -> command.append(" --where ").append(Quoted.shell(one.written())));
        return List.of(written, command.toString());
    }
}
