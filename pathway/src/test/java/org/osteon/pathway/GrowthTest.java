package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// What an assessment costs grows as the chart does, and not as its square (X12). Told by the
/// memory that it asks for, which is the same on a busy machine.
class GrowthTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEW = 1_000;
    private static final int MANY = 8 * FEW;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bone-modifying-agents",
                "growth-factor-delivery",
                "intraosseous-injection",
                "marrow-knee-injection",
                "marrow-transplant"
            })
    void eight_times_the_chart_asks_for_some_eight_times_the_memory(String id) throws IOException {
        Pathway pathway = Knowledge.BASE.pathway(id).orElseThrow();
        WorkedCase fullest =
                Knowledge.ownCases(pathway).stream()
                        .max(Comparator.comparingInt(one -> one.chart().resources().size()))
                        .orElseThrow();
        assess(pathway, large(fullest, FEW, UnaryOperator.identity()), fullest.asOf());

        assertThat(growth(pathway, fullest, UnaryOperator.identity()))
                .as(fullest.toString())
                .isLessThan(12);
        assertThat(growth(pathway, fullest, GrowthTest::unreadable))
                .as("%s, its results in a unit that nobody knows", fullest)
                .isLessThan(12);
    }

    private static double growth(
            Pathway pathway, WorkedCase one, UnaryOperator<ObjectNode> observation)
            throws IOException {
        double few = assess(pathway, large(one, FEW, observation), one.asOf());
        double many = assess(pathway, large(one, MANY, observation), one.asOf());
        return many / few;
    }

    private static ObjectNode unreadable(ObjectNode observation) {
        if (observation.path("valueQuantity") instanceof ObjectNode quantity) {
            quantity.remove(List.of("code", "system"));
            quantity.put("unit", "furlong");
        }
        return observation;
    }

    /// By one thread, whatever else it does side by side.
    private static double assess(Pathway pathway, Chart chart, LocalDate day) {
        try (ForkJoinPool alone = new ForkJoinPool(1)) {
            return alone.submit(
                            () -> {
                                long before = THREADS.getCurrentThreadAllocatedBytes();
                                pathway.assessWithOptions(chart, day);
                                return THREADS.getCurrentThreadAllocatedBytes() - before;
                            })
                    .join();
        }
    }

    /// The chart with its own observations told again on earlier days.
    private static Chart large(WorkedCase one, int size, UnaryOperator<ObjectNode> observation)
            throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(one.json()).path("chart");
        ArrayNode entries = (ArrayNode) json.path("entry");
        List<JsonNode> own = new ArrayList<>();
        entries.forEach(entry -> {
            if (entry.path("resource").path("effectiveDateTime").asText().length() >= 10) {
                own.add(entry.path("resource"));
            }
        });
        for (int i = 0; entries.size() < size; i++) {
            ObjectNode again = own.get(i % own.size()).deepCopy();
            again.put("id", "again-" + i);
            again.put(
                    "effectiveDateTime",
                    LocalDate.parse(again.path("effectiveDateTime").asText().substring(0, 10))
                            .minusDays(1 + i / own.size())
                            .toString());
            entries.addObject().set("resource", observation.apply(again));
        }
        byte[] text = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        return switch (ChartReader.bundle(text)) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }
}
