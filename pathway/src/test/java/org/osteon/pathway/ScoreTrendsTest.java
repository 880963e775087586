package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A score is a point of its curve whether the form came or only the number that elsewhere was made
/// of it.
class ScoreTrendsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static Chart chart(String... resources) {
        String entries =
                List.of(resources).stream()
                        .map(one -> ",{\"resource\":" + one + "}")
                        .collect(Collectors.joining());
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Patient\",\"id\":\"p\"}}"
                        + entries
                        + "]}";
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart read) -> read;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String form(String day, int mark) {
        return "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"f%s\",\"status\":\"completed\",\"questionnaire\":\"urn:osteon:questionnaire:koos\",\"subject\":{\"reference\":\"Patient/p\"},\"authored\":\"%s\",\"item\":[%s]}"
                .formatted(
                        day,
                        day,
                        IntStream.rangeClosed(1, 9)
                                .mapToObj(i ->
                                        "{\"linkId\":\"P%d\",\"answer\":[{\"valueInteger\":%d}]}"
                                                .formatted(i, mark))
                                .collect(Collectors.joining(",")));
    }

    private static String result(String day, String value) {
        return "{\"resourceType\":\"Observation\",\"id\":\"o%s\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"72102-7\"}]},\"subject\":{\"reference\":\"Patient/p\"},\"effectiveDateTime\":\"%s\",\"valueQuantity\":{\"value\":%s,\"unit\":\"{score}\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"{score}\"}}"
                .formatted(day, day, value);
    }

    @Test
    void a_number_counts_where_no_form_of_that_day_does() {
        Chart chart =
                chart(
                        form("2026-01-01", 2),
                        result("2026-01-15", "62.5"),
                        form("2026-02-01", 1),
                        result("2026-02-01", "12"));

        for (String pathway : List.of("marrow-knee-injection", "intraosseous-injection")) {
            Object points =
                    Knowledge.BASE
                            .pathway(pathway)
                            .orElseThrow()
                            .evaluate("KOOS Pain Trend", chart, DAY);
            assertThat(points)
                    .as(pathway)
                    .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                    .extracting(
                            one -> one.get("date").toString(),
                            one -> new BigDecimal(one.get("value").toString()).doubleValue(),
                            one -> one.get("reference"))
                    .containsExactlyInAnyOrder(
                            tuple("2026-01-01", 50.0, "QuestionnaireResponse/f2026-01-01"),
                            tuple("2026-01-15", 62.5, "Observation/o2026-01-15"),
                            tuple("2026-02-01", 75.0, "QuestionnaireResponse/f2026-02-01"));
        }
    }
}
