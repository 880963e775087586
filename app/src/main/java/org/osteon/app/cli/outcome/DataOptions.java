package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// The table a command reads, and which of its rows.
final class DataOptions {
    private static final Pattern CONDITION = Pattern.compile("(.+?)(>=|<=|!=|=|>|<)(.*)");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE.csv",
            description = "table with a header line; an empty field is missing")
    private Path data;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "rows to use, such as arm=MAC or fu_days>0 (one of = != > >= < <=); given"
                            + " again: all must hold")
    private List<String> where = List.of();

    @Option(
            names = "--conf",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "level of intervals; default: ${DEFAULT-VALUE}")
    private double confidence;

    double confidence() {
        if (!(confidence > 0 && confidence < 1)) {
            throw Problem.unusable("--conf is a level between 0 and 1, not " + confidence);
        }
        return confidence;
    }

    Path file() {
        return data;
    }

    /// The rows that meet the condition.
    Table table() throws IOException {
        if (!Files.isRegularFile(data)) {
            throw Problem.unusable("no file " + data);
        }
        Table table = Csv.read(data);
        for (String condition : where) {
            table = table.where(condition(table, condition));
        }
        return table;
    }

    private static IntPredicate condition(Table table, String text) {
        var parts = CONDITION.matcher(text);
        if (!parts.matches()) {
            throw Problem.unusable("--where is written COLUMN=VALUE, not " + text);
        }
        Column column = table.column(parts.group(1).strip());
        String operator = parts.group(2);
        String value = parts.group(3).strip();
        if (operator.equals("=") || operator.equals("!=")) {
            boolean wanted = operator.equals("=");
            return row -> same(column, row, value) == wanted;
        }
        double limit;
        try {
            limit = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw Problem.unusable("--where " + text + ": " + operator + " needs a number");
        }
        return row -> {
            double number = column.number(row);
            return switch (operator) {
                case ">=" -> number >= limit;
                case "<=" -> number <= limit;
                case ">" -> number > limit;
                default -> number < limit;
            };
        };
    }

    private static boolean same(Column column, int row, String value) {
        String text = column.text(row);
        if (text == null) {
            return value.isEmpty();
        }
        if (text.equals(value)) {
            return true;
        }
        try {
            return column instanceof Column.Numbers
                    && column.number(row) == Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// The rows in which none of the columns is empty; how many are left out is noted.
    Table complete(StatisticCommand command, List<String> columns) throws IOException {
        return complete(command, table(), columns);
    }

    static Table complete(StatisticCommand command, Table table, List<String> columns) {
        Table kept = table.complete(columns);
        int dropped = table.rows() - kept.rows();
        if (dropped > 0) {
            StringBuilder which = new StringBuilder();
            for (String name : columns) {
                Column column = table.column(name);
                int missing = 0;
                for (int i = 0; i < table.rows(); i++) {
                    missing += column.isMissing(i) ? 1 : 0;
                }
                if (missing > 0) {
                    which.append(which.isEmpty() ? "" : ", ")
                            .append(name)
                            .append(' ')
                            .append(missing);
                }
            }
            command.note(dropped + " of " + table.rows() + " rows left out, empty: " + which);
        }
        if (kept.rows() == 0) {
            throw Problem.unusable(
                    "no row is left in which " + String.join(", ", columns) + " are all filled");
        }
        return kept;
    }
}
