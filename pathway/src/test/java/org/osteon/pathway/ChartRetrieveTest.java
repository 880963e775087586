package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osteon.chart.ContentOrder;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Resources come in the order of time, and of one moment in that of what they say, wherever they
/// stand in the source.
class ChartRetrieveTest {
    private static final Comparator<FhirObject> ORDER =
            Comparator.comparing(ChartRetrieveTest::day)
                    .thenComparing(ChartRetrieveTest::time)
                    .thenComparing(ContentOrder.INSTANCE)
                    .thenComparing(content -> content.text("id").orElse(""));

    private static LocalDate day(FhirObject content) {
        return Resource.dateOf(content).map(FhirTime::earliest).orElse(LocalDate.MIN);
    }

    private static LocalTime time(FhirObject content) {
        return Resource.dateOf(content).map(FhirTime::time).orElse(LocalTime.MIN);
    }

    private static FhirObject made(Random random, int number) {
        Map<String, Object> elements = new LinkedHashMap<>();
        if (random.nextInt(8) > 0) {
            elements.put("id", FhirPrimitive.of("o" + random.nextInt(60)));
        }
        elements.put("status", FhirPrimitive.of("s" + random.nextInt(2)));
        if (random.nextInt(6) > 0) {
            String time =
                    switch (random.nextInt(5)) {
                        case 0 -> "2024";
                        case 1 -> "2024-01-0" + (1 + random.nextInt(3)) + "T08:30:00Z";
                        case 2 -> "2024-01-01T0" + random.nextInt(3) + ":00:00+02:00";
                        default -> "2024-01-0" + (1 + random.nextInt(3));
                    };
            elements.put(
                    "effective", FhirPrimitive.of("dateTime", FhirTime.parse(time).orElseThrow()));
        }
        if (random.nextBoolean()) {
            elements.put(
                    "code",
                    FhirObject.of("", Map.of("text", FhirPrimitive.of("c" + random.nextInt(2)))));
        }
        elements.put("note", FhirPrimitive.of("n" + number % 3));
        return FhirObject.of("Observation", elements);
    }

    @Test
    void they_are_in_the_order_of_time_then_of_what_they_say_then_of_their_ids() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<FhirObject> contents = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(60); i++) {
                contents.add(made(random, i));
            }
            List<FhirObject> expected = contents.stream().sorted(ORDER).toList();

            assertThat(ChartRetrieve.sorted(contents)).isEqualTo(expected);
        }
    }
}
