package org.osteon.pathway;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A table of a pathway's knowledge, to read: products, carriers, what is on label where. Its rows
/// are what an expression of the rules says, so that a page and the rules cannot differ.
///
/// @param columns in the order in which they are shown
/// @param rows a text for each column; empty where the row says nothing
public record KnowledgeTable(
        String id,
        String title,
        String description,
        List<String> columns,
        List<List<String>> rows) {
    public KnowledgeTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// A table as the group `tables` of a pathway names it: the elements of its rows are its inner
    /// actions.
    static KnowledgeTable of(Rule rule, Pathway pathway, LocalDate day) {
        Object value =
                rule.expression("rows")
                        .map(expression -> pathway.evaluate(expression, nobody(), day))
                        .orElse(List.of());
        List<List<String>> rows = new ArrayList<>();
        if (value instanceof Iterable<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> row) {
                    rows.add(
                            rule.rules().stream()
                                    .map(column -> text(row.get(column.id())))
                                    .toList());
                }
            }
        }
        return new KnowledgeTable(
                rule.id(),
                rule.title(),
                rule.description(),
                rule.rules().stream().map(Rule::title).toList(),
                rows);
    }

    /// Rules are asked of a chart; a table says nothing of any.
    static Chart nobody() {
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Patient\",\"id\":\"nobody\"}}]}";
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new IllegalStateException(reason);
        };
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }
}
