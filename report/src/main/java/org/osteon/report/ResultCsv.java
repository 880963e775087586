package org.osteon.report;

import com.fasterxml.jackson.databind.JsonNode;

/// Results as a long table: the path of names, the position in a list (from 1, empty for a single
/// value), the value.
public final class ResultCsv {
    private final StringBuilder out = new StringBuilder("name,position,value\n");

    private ResultCsv() {}

    public static String of(JsonNode tree) {
        ResultCsv csv = new ResultCsv();
        csv.node("", "", tree);
        return csv.out.toString();
    }

    private void node(String path, String position, JsonNode node) {
        if (node.isObject()) {
            String before = position.isEmpty() ? path : path + "[" + position + "]";
            node.properties()
                    .forEach(field ->
                            node(
                                    before.isEmpty()
                                            ? field.getKey()
                                            : before + "." + field.getKey(),
                                    "",
                                    field.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                node(
                        path,
                        position.isEmpty() ? Integer.toString(i + 1) : position + ":" + (i + 1),
                        node.get(i));
            }
        } else {
            out.append(quoted(path)).append(',').append(position).append(',');
            out.append(
                    node.isNull()
                            ? ""
                            : node.isTextual() ? quoted(node.asText()) : node.toString());
            out.append('\n');
        }
    }

    public static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
