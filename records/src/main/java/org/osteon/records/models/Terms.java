package org.osteon.records.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;

/// The rows in which all that a model needs is known, and the covariates among them: categories,
/// and numbers with many values as numbers. One that is the same in everybody is left out, and
/// said.
final class Terms {
    private static final int MOST_CATEGORIES = 6;

    private final ModelRows rows;
    private final Table table;
    private final List<String> covariates;
    private final List<String> notes = new ArrayList<>();

    private Terms(ModelRows rows, Table table, List<String> covariates, List<String> notes) {
        this.rows = rows;
        this.table = table;
        this.covariates = covariates;
        this.notes.addAll(notes);
    }

    /// @param needed columns that must be filled
    /// @param covariates factors that are wanted
    static Terms of(ModelRows rows, List<String> needed, List<String> covariates) {
        List<String> notes = new ArrayList<>();
        List<String> left = List.copyOf(covariates);
        while (true) {
            List<String> all = Stream.concat(needed.stream(), left.stream()).distinct().toList();
            Table filled = rows.table().complete(all);
            if (filled.rows() == 0) {
                throw new UnusableInputException(
                        rows.table().rows() == 0
                                ? "nobody is left: take other values under 'Only some of them'"
                                : "there is nobody of whom this is known: "
                                        + missing(rows, all)
                                        + "choose fewer");
            }
            Map<String, String> constant = new LinkedHashMap<>();
            for (String one : left) {
                Groups groups = filled.groups(one);
                if (groups.count() < 2) {
                    constant.put(one, groups.labels().getFirst());
                }
            }
            if (constant.isEmpty()) {
                int dropped = rows.table().rows() - filled.rows();
                if (dropped > 0) {
                    notes.add(
                            dropped
                                    + " of "
                                    + rows.table().rows()
                                    + " rows left out, not known: "
                                    + missing(rows, all).replaceFirst("; $", "."));
                }
                return new Terms(rows, filled, left, notes);
            }
            constant.forEach((column, value) ->
                    notes.add(
                            rows.title(column)
                                    + " is "
                                    + value
                                    + " in everybody counted, and left out."));
            left = left.stream().filter(one -> !constant.containsKey(one)).toList();
        }
    }

    private static String missing(ModelRows rows, List<String> columns) {
        List<String> parts = new ArrayList<>();
        for (String name : columns) {
            Column column = rows.table().column(name);
            int missing = 0;
            for (int i = 0; i < column.size(); i++) {
                missing += column.isMissing(i) ? 1 : 0;
            }
            if (missing > 0) {
                parts.add(rows.title(name) + " (" + missing + " lack it)");
            }
        }
        return String.join(", ", parts) + "; ";
    }

    Table table() {
        return table;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> covariates() {
        return covariates;
    }

    boolean isEmpty() {
        return covariates.isEmpty();
    }

    private boolean isNumber(String column) {
        return table.column(column) instanceof Column.Numbers
                && rows.table().column(column) instanceof Column.Numbers(String _, double[] values)
                && java.util.Arrays.stream(values)
                                .filter(value -> !Double.isNaN(value))
                                .distinct()
                                .count()
                        > MOST_CATEGORIES;
    }

    /// The factors that are categories: R has to read them as words.
    List<String> words() {
        return rows.factors().stream()
                .filter(one -> !(table.column(one) instanceof Column.Numbers))
                .toList();
    }

    /// As the commands and the engine read them: `C(sex)`, `year`.
    List<String> terms() {
        return covariates.stream().map(one -> isNumber(one) ? one : "C(" + one + ")").toList();
    }

    /// The option of a command; empty without covariates.
    String option() {
        return covariates.isEmpty()
                ? ""
                : " --covariates " + Quoted.shell(String.join(",", terms()));
    }

    /// Of a category its labels, the reference first.
    List<String> labels(String column) {
        return isNumber(column) ? List.of() : table.groups(column).labels();
    }

    /// A row for each coefficient in words, with how many people there are; a row for each
    /// reference.
    ///
    /// @param names of the coefficients
    /// @param cells of a coefficient, by its place among them
    /// @param width how many cells a coefficient has
    List<List<String>> lines(List<String> names, IntFunction<List<String>> cells, int width) {
        List<List<String>> lines = new ArrayList<>();
        for (String column : covariates) {
            if (isNumber(column)) {
                List<String> line =
                        new ArrayList<>(List.of(rows.title(column) + ", per 1", people(table)));
                line.addAll(cells.apply(names.indexOf(column)));
                lines.add(line);
                continue;
            }
            Groups groups = table.groups(column);
            for (int g = 0; g < groups.count(); g++) {
                String label = groups.labels().get(g);
                int at = names.indexOf(column + label);
                List<String> line =
                        new ArrayList<>(
                                List.of(
                                        rows.title(column) + ": " + label,
                                        String.valueOf(groups.sizes()[g])));
                line.addAll(at < 0 ? reference(width) : cells.apply(at));
                lines.add(line);
            }
        }
        return lines;
    }

    private static String people(Table table) {
        return String.valueOf(table.rows());
    }

    private static List<String> reference(int width) {
        List<String> cells = new ArrayList<>(List.of("reference"));
        while (cells.size() < width) {
            cells.add("");
        }
        return cells;
    }

    /// A coefficient in words: `Sex: male` of `sexmale`.
    String inWords(String coefficient) {
        return names().getOrDefault(coefficient, rows.title(coefficient));
    }

    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String column : covariates) {
            names.put(column, rows.title(column));
            labels(column)
                    .forEach(label -> names.put(column + label, rows.title(column) + ": " + label));
        }
        return names;
    }

    /// A message of the engine with its names in words.
    static String inWords(String message, ModelRows rows, List<String> columns) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String column : columns) {
            names.put(column, rows.title(column));
            Column values = rows.table().column(column);
            for (int i = 0; i < values.size(); i++) {
                String label = values.text(i);
                if (label != null) {
                    names.put(column + label, rows.title(column) + ": " + label);
                }
            }
        }
        String said = message;
        for (String name :
                names.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList()) {
            said = said.replace("'" + name + "'", "“" + names.get(name) + "”");
        }
        return said;
    }
}
