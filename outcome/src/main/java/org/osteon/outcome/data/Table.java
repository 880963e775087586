package org.osteon.outcome.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.osteon.outcome.UnusableInputException;

/// Columns of equal length.
public final class Table {
    private final List<Column> columns;
    private final int rows;

    /// A table of these columns.
    ///
    /// @param columns at least one, all of the same length and with different names
    public Table(List<Column> columns) {
        if (columns.isEmpty()) {
            throw new UnusableInputException("a table needs at least one column");
        }
        this.columns = List.copyOf(columns);
        this.rows = columns.getFirst().size();
    }

    /// The number of rows.
    public int rows() {
        return rows;
    }

    /// The names in the order of the file.
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /// Whether there is a column of this name.
    public boolean has(String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    /// The column of this name.
    public Column column(String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new UnusableInputException(
                "no column '" + name + "': there are " + String.join(", ", names()));
    }

    /// The numbers of a column, `NaN` where missing.
    public double[] numbers(String name) {
        Column column = column(name);
        if (column instanceof Column.Numbers(String unused, double[] values)) {
            return values;
        }
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = column.number(i);
        }
        return values;
    }

    /// The groups of a column in plain character order; no field may be missing.
    public Groups groups(String name) {
        Column column = column(name);
        if (column instanceof Column.Texts(String unused, List<String> labels, int[] codes)) {
            return grouped(name, labels, codes);
        }
        double[] values = numbers(name);
        double[] distinct = Arrays.stream(values).distinct().toArray();
        List<String> labels = new ArrayList<>();
        var codeOf = new java.util.HashMap<Double, Integer>();
        for (double value : distinct) {
            codeOf.put(value, labels.size());
            labels.add(Double.isNaN(value) ? "" : Column.plain(value));
        }
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = Double.isNaN(values[i]) ? -1 : codeOf.getOrDefault(values[i], -1);
        }
        return grouped(name, labels, codes);
    }

    private static Groups grouped(String name, List<String> labels, int[] codes) {
        boolean[] used = new boolean[labels.size()];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0) {
                throw new UnusableInputException(
                        "column '"
                                + name
                                + "' is empty in row "
                                + (i + 1)
                                + " where a group is needed");
            }
            used[codes[i]] = true;
        }
        List<String> sorted = new ArrayList<>();
        for (int c = 0; c < used.length; c++) {
            if (used[c]) {
                sorted.add(labels.get(c));
            }
        }
        sorted.sort(Groups.LABEL_ORDER);
        int[] position = new int[labels.size()];
        for (int c = 0; c < position.length; c++) {
            position[c] = sorted.indexOf(labels.get(c));
        }
        int[] index = new int[codes.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = position[codes[i]];
        }
        return new Groups(sorted, index);
    }

    /// The rows for which `keep` holds, in order.
    public Table where(IntPredicate keep) {
        int[] kept = java.util.stream.IntStream.range(0, rows).filter(keep).toArray();
        return kept.length == rows ? this : rows(kept);
    }

    /// The given rows in the given order.
    public Table rows(int[] selected) {
        List<Column> cut = new ArrayList<>();
        for (Column column : columns) {
            cut.add(
                    switch (column) {
                        case Column.Numbers(String name, double[] values) -> {
                            double[] chosen = new double[selected.length];
                            for (int i = 0; i < chosen.length; i++) {
                                chosen[i] = values[selected[i]];
                            }
                            yield new Column.Numbers(name, chosen);
                        }
                        case Column.Texts(String name, List<String> labels, int[] codes) -> {
                            int[] chosen = new int[selected.length];
                            for (int i = 0; i < chosen.length; i++) {
                                chosen[i] = codes[selected[i]];
                            }
                            yield new Column.Texts(name, labels, chosen);
                        }
                    });
        }
        return new Table(cut);
    }

    /// The rows in which none of the named columns is missing.
    public Table complete(List<String> names) {
        List<Column> needed = names.stream().map(this::column).toList();
        return where(row -> needed.stream().noneMatch(column -> column.isMissing(row)));
    }

    /// The table with one more column.
    public Table with(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.removeIf(old -> old.name().equals(column.name()));
        more.add(column);
        return new Table(more);
    }
}
