package org.osteon.outcome.data;

import java.util.List;
import java.util.stream.Collectors;

/// CSV as it is written everywhere (RFC 4180): quoted where it must be, and no cell that a
/// spreadsheet would take for a formula and carry out.
public final class CsvText {
    private static final String FORMULA = "=+-@\t\r";

    private CsvText() {}

    /// A line of cells, with its end.
    public static String line(List<String> cells) {
        return cells.stream().map(CsvText::cell).collect(Collectors.joining(",")) + "\n";
    }

    /// A cell. A number stays one, also below zero; any other text that begins like a formula gets
    /// an apostrophe, which spreadsheets show as nothing.
    public static String cell(String text) {
        String safe =
                !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !isNumber(text)
                        ? "'" + text
                        : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }
}
