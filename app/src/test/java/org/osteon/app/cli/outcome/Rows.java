package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.report.ResultCsv;

/// A small table to derive columns from before a command reads it.
record Rows(List<Map<String, String>> rows) {
    static Rows read(Path file) throws IOException {
        if (file.toString().endsWith(".arff")) {
            return arff(file);
        }
        Table table = Csv.read(file);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (String name : table.names()) {
                Column column = table.column(name);
                String text = column.text(i);
                row.put(name, text == null ? "" : text);
            }
            rows.add(row);
        }
        return new Rows(rows);
    }

    private static Rows arff(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        boolean data = false;
        for (String line : Files.readAllLines(file)) {
            if (data && !line.isBlank()) {
                String[] fields = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < fields.length; i++) {
                    row.put(names.get(i), fields[i].equals("?") ? "" : fields[i]);
                }
                rows.add(row);
            } else if (line.startsWith("@attribute")) {
                names.add(line.split(" ", -1)[1]);
            } else if (line.startsWith("@data")) {
                data = true;
            }
        }
        return new Rows(rows);
    }

    Rows where(Predicate<Map<String, String>> keep) {
        return new Rows(rows.stream().filter(keep).toList());
    }

    Rows with(String name, Function<Map<String, String>, Object> value) {
        List<Map<String, String>> changed = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> more = new LinkedHashMap<>(row);
            more.put(name, text(value.apply(row)));
            changed.add(more);
        }
        return new Rows(changed);
    }

    private static String text(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? "1" : "0";
            case Double number -> Double.isNaN(number) ? "" : Column.plain(number);
            default -> value.toString();
        };
    }

    /// 1 where the column has this value.
    Rows indicator(String name, String column, String value) {
        return with(name, row -> row.get(column).equals(value));
    }

    /// Rows of one person side by side: the named columns get the visit behind their name.
    Rows wide(String id, String visit, List<String> measures) {
        Map<String, Map<String, String>> people = new LinkedHashMap<>();
        List<String> visits = rows.stream().map(row -> row.get(visit)).distinct().toList();
        for (Map<String, String> row : rows) {
            Map<String, String> person =
                    people.computeIfAbsent(
                            row.get(id),
                            _ -> {
                                Map<String, String> fresh = new LinkedHashMap<>(row);
                                for (String measure : measures) {
                                    visits.forEach(v -> fresh.put(measure + "." + v, ""));
                                }
                                return fresh;
                            });
            for (String measure : measures) {
                person.put(measure + "." + row.get(visit), row.get(measure));
            }
        }
        return new Rows(List.copyOf(people.values()));
    }

    static double number(Map<String, String> row, String column) {
        String text = row.get(column);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    Path write(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder();
        csv.append(
                        String.join(
                                ",",
                                rows.getFirst().keySet().stream().map(ResultCsv::quoted).toList()))
                .append('\n');
        for (Map<String, String> row : rows) {
            csv.append(String.join(",", row.values().stream().map(ResultCsv::quoted).toList()))
                    .append('\n');
        }
        Path file = Files.createTempFile(folder, "rows", ".csv");
        Files.writeString(file, csv);
        return file;
    }
}
