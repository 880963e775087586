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

    @Test
    void many_are_in_the_same_order() {
        Random random = new Random(12);
        List<FhirObject> contents = new ArrayList<>();
        for (int i = 0; i < 23_456; i++) {
            contents.add(made(random, i));
        }
        List<FhirObject> ofOneMoment =
                contents.stream().filter(one -> one.get("effective") == null).toList();
        List<FhirObject> twice = new ArrayList<>(ofOneMoment);
        for (int i = 0; i < 4; i++) {
            twice.addAll(ofOneMoment);
        }

        assertThat(ChartRetrieve.sorted(contents))
                .isEqualTo(contents.stream().sorted(ORDER).toList());
        assertThat(ChartRetrieve.sorted(twice)).isEqualTo(twice.stream().sorted(ORDER).toList());
    }

    @Test
    void what_stands_in_place_of_others_is_put_where_it_belongs() {
        Random random = new Random(13);
        for (int round = 0; round < 200; round++) {
            List<FhirObject> before = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                before.add(named(made(random, i), "a" + i));
            }
            List<FhirObject> out = before.stream().filter(_ -> random.nextInt(4) == 0).toList();
            List<FhirObject> in = new ArrayList<>();
            for (int i = 0; i < random.nextInt(4); i++) {
                in.add(named(made(random, i), "b" + i));
            }
            List<FhirObject> expected = new ArrayList<>(before);
            expected.removeAll(out);
            expected.addAll(in);

            assertThat(ChartRetrieve.sorted(ChartRetrieve.sorted(before), out, in))
                    .isEqualTo(expected.stream().sorted(ORDER).toList());
        }
    }

    private static FhirObject named(FhirObject content, String id) {
        return content.with("id", FhirPrimitive.of(id));
    }
}
