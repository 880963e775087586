package org.osteon.app.cli.outcome;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// The columns of time and event.
final class TimeOptions {
    @Option(
            names = "--time",
            required = true,
            paramLabel = "COL",
            description = "time, at or after 0")
    private String time;

    @Option(
            names = "--event",
            required = true,
            paramLabel = "COL",
            description = "0 censored, 1, 2 ... kinds of event")
    private String event;

    @Option(
            names = "--entry",
            paramLabel = "COL",
            description = "time of entry: at risk at u when entry < u <= time")
    private @Nullable String entry;

    String time() {
        return time;
    }

    String event() {
        return event;
    }

    /// The columns that must be filled.
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(time, event));
        if (entry != null) {
            columns.add(entry);
        }
        return columns;
    }

    /// Rows that leave at 0 cannot enter before; with delayed entry they are left out and counted.
    Table enterable(StatisticCommand command, Table table) {
        if (entry == null) {
            return table;
        }
        double[] times = table.numbers(time);
        Table kept = table.where(row -> times[row] > 0);
        if (kept.rows() < table.rows()) {
            command.note(
                    (table.rows() - kept.rows())
                            + " rows with time 0 left out: nobody can enter before");
        }
        return kept;
    }

    EventTimes read(Table table) {
        double[] times = table.numbers(time);
        int[] events = codes(table, event);
        return entry == null
                ? EventTimes.of(times, events)
                : EventTimes.entering(table.numbers(entry), times, events);
    }

    static int[] codes(Table table, String column) {
        double[] values = table.numbers(column);
        int[] codes = new int[values.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (int) values[i];
            if (codes[i] != values[i] || codes[i] < 0) {
                throw Problem.unusable(
                        "column '"
                                + column
                                + "' holds "
                                + values[i]
                                + " in row "
                                + (i + 1)
                                + ": 0 is censored, 1, 2 ... are kinds of event");
            }
        }
        return codes;
    }
}
