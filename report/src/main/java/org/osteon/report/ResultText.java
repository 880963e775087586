package org.osteon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Results for people: single values one per line, lists of equal length side by side as a table.
public final class ResultText {
    private static final int MAX_ROWS = 60;

    private final StringBuilder out = new StringBuilder();

    private ResultText() {}

    public static String of(JsonNode tree) {
        ResultText text = new ResultText();
        if (tree.isArray()) {
            text.list("", tree);
        } else {
            text.object("", tree);
        }
        return text.out.toString();
    }

    private record Series(String name, JsonNode values) {}

    private void object(String path, JsonNode node) {
        List<Series> series = new ArrayList<>();
        List<String[]> singles = new ArrayList<>();
        List<Series> nested = new ArrayList<>();
        node.properties()
                .forEach(field -> {
                    JsonNode value = field.getValue();
                    if (value.isValueNode()) {
                        singles.add(new String[] {field.getKey(), cell(value)});
                    } else if (isPlainList(value)) {
                        series.add(new Series(field.getKey(), value));
                    } else {
                        nested.add(new Series(field.getKey(), value));
                    }
                });
        if (!path.isEmpty() && !(singles.isEmpty() && series.isEmpty())) {
            out.append('\n').append(path).append('\n');
        }
        int width = singles.stream().mapToInt(pair -> pair[0].length()).max().orElse(0);
        for (String[] pair : singles) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "  %-" + Math.max(1, width) + "s  %s%n",
                            pair[0],
                            pair[1]));
        }
        while (!series.isEmpty()) {
            int size = series.getFirst().values.size();
            List<Series> table = series.stream().filter(s -> s.values.size() == size).toList();
            series.removeAll(table);
            table(table, size);
        }
        for (Series child : nested) {
            String below = path.isEmpty() ? child.name : path + " / " + child.name;
            if (child.values.isArray()) {
                list(below, child.values);
            } else {
                object(below, child.values);
            }
        }
    }

    private static boolean isPlainList(JsonNode node) {
        if (!node.isArray()) {
            return false;
        }
        for (JsonNode element : node) {
            if (!element.isValueNode()) {
                return false;
            }
        }
        return true;
    }

    private void list(String path, JsonNode array) {
        if (!array.isEmpty() && array.get(0).isObject()) {
            List<Series> columns = new ArrayList<>();
            array.get(0)
                    .properties()
                    .forEach(field -> {
                        if (field.getValue().isValueNode()) {
                            var values = ResultJson.object().arrayNode();
                            array.forEach(row -> values.add(row.get(field.getKey())));
                            columns.add(new Series(field.getKey(), values));
                        }
                    });
            if (!columns.isEmpty() && columns.size() == array.get(0).size()) {
                out.append('\n').append(path).append('\n');
                table(columns, array.size());
                return;
            }
            for (int i = 0; i < array.size(); i++) {
                object(path + " " + (i + 1), array.get(i));
            }
            return;
        }
        out.append('\n').append(path).append('\n');
        for (JsonNode row : array) {
            out.append("  ");
            if (row.isArray()) {
                row.forEach(value -> out.append(String.format(Locale.ROOT, "%12s", cell(value))));
            } else {
                out.append(cell(row));
            }
            out.append('\n');
        }
    }

    private void table(List<Series> columns, int size) {
        int[] width = new int[columns.size()];
        int rows = Math.min(size, MAX_ROWS);
        for (int c = 0; c < width.length; c++) {
            width[c] = columns.get(c).name.length();
            for (int r = 0; r < rows; r++) {
                width[c] = Math.max(width[c], cell(columns.get(c).values.get(r)).length());
            }
        }
        for (int r = -1; r < rows; r++) {
            out.append(' ');
            for (int c = 0; c < width.length; c++) {
                String text = r < 0 ? columns.get(c).name : cell(columns.get(c).values.get(r));
                out.append(String.format(Locale.ROOT, " %" + Math.max(1, width[c]) + "s", text));
            }
            out.append('\n');
        }
        if (rows < size) {
            out.append("  ... ")
                    .append(size - rows)
                    .append(" more; --format csv or json gives all\n");
        }
    }

    private static String cell(JsonNode value) {
        if (value == null || value.isNull()) {
            return "-";
        }
        if (value.isIntegralNumber() || !value.isNumber()) {
            return value.asText();
        }
        double number = value.asDouble();
        double size = Math.abs(number);
        if (size != 0 && (size < 1e-4 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.3e", number);
        }
        return String.format(Locale.ROOT, size < 10 ? "%.4f" : "%.2f", number);
    }
}
