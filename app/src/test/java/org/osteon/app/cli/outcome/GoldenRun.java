package org.osteon.app.cli.outcome;

import static org.osteon.app.cli.outcome.Rows.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.app.Osteon;

/// Runs commands on the data of a reference case.
abstract class GoldenRun {
    static final ObjectMapper MAPPER = new ObjectMapper();

    final Golden.Case golden;
    final Path folder;

    GoldenRun(Golden.Case golden, Path folder) {
        this.golden = golden;
        this.folder = folder;
    }

    JsonNode run(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("outcome"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--format", "json"));
        int code =
                Osteon.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError(String.join(" ", all) + " ended with " + code + ": " + err);
        }
        return MAPPER.readTree(out.toString());
    }

    /// A command on derived rows.
    JsonNode run(Rows rows, String line) throws IOException {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.add(1, "--data");
        words.add(2, rows.write(folder).toString());
        return run(words.toArray(String[]::new));
    }

    Rows rows() throws IOException {
        String name = golden.node().get("data").asText();
        Path bundled = Golden.BUNDLED.resolve(name);
        return Rows.read(
                Files.exists(bundled) ? bundled : Golden.ROOT.resolve("datasets").resolve(name));
    }

    String text(String field) {
        return golden.node().path(field).asText();
    }

    String list(JsonNode array) {
        List<String> values = new ArrayList<>();
        if (array.isValueNode()) {
            return array.asText();
        }
        array.forEach(value -> values.add(value.isNull() ? "" : value.asText()));
        return String.join(",", values);
    }

    String times() {
        JsonNode expect = golden.expect();
        if (expect.has("times")) {
            return list(expect.get("times"));
        }
        return list(expect.elements().next().get("times"));
    }

    /// Rows of parallel lists.
    static Rows columns(Map<String, JsonNode> columns) {
        int n = columns.values().iterator().next().size();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (var column : columns.entrySet()) {
                JsonNode value = column.getValue().get(i);
                row.put(column.getKey(), value.isNull() ? "" : value.asText());
            }
            rows.add(row);
        }
        return new Rows(rows);
    }

    Rows inline(String... fields) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        for (String field : fields) {
            columns.put(field, golden.node().get(field));
        }
        return columns(columns);
    }

    /// Two lists as a value and a group.
    static Rows groups(String a, JsonNode x, String b, JsonNode y) {
        List<Map<String, String>> rows = new ArrayList<>();
        x.forEach(value -> rows.add(Map.of("value", value.asText(), "group", a)));
        y.forEach(value -> rows.add(Map.of("value", value.asText(), "group", b)));
        return new Rows(rows.stream().<Map<String, String>>map(LinkedHashMap::new).toList());
    }

    static Rows synthetic(Rows rows) {
        return rows.indicator("ric", "arm", "RIC")
                .indicator("hap", "donor", "HAPLO")
                .indicator("mud", "donor", "MUD")
                .indicator("rint", "risk", "int")
                .indicator("rhi", "risk", "high")
                .with("age10", row -> number(row, "age") / 10);
    }

    static Map<String, String> part(
            Map<String, String> row, double start, double stop, String event, String x) {
        Map<String, String> part = new LinkedHashMap<>(row);
        part.put("start", Double.toString(start));
        part.put("stop", Double.toString(stop));
        part.put("ev", event);
        part.put("x", x);
        return part;
    }
}
