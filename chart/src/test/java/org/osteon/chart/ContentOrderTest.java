package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which of two results of one time comes first is told by what they say and by nothing else.
class ContentOrderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"code\":{\"text\":\"a\"} | \"code\":{\"text\":\"b\"} | -1",
                "\"code\":{\"text\":\"a\"},\"status\":\"x\" "
                        + "| \"code\":{\"text\":\"b\"},\"status\":\"a\" | -1",
                "\"status\":\"final\" | \"status\":\"final\" | 0",
                "\"id\":\"b\" | \"id\":\"a\" | 0",
                "\"meta\":{\"source\":\"b\"} | \"meta\":{\"source\":\"a\"} | 0",
                "\"valueQuantity\":{\"value\":9} | \"valueQuantity\":{\"value\":10} | -1",
                "\"valueQuantity\":{\"value\":1.0} | \"valueQuantity\":{\"value\":1.00} | 0",
                "\"valueString\":\"9\" | \"valueString\":\"10\" | 1",
                "\"note\":[{\"text\":\"a\"}] | \"note\":[{\"text\":\"a\"},{\"text\":\"b\"}] | -1",
                "\"note\":[{\"text\":\"b\"}] | \"note\":[{\"text\":\"a\"},{\"text\":\"b\"}] | 1",
                "\"a\":1 | \"status\":\"x\" | 1",
                "\"valueString\":\"x\" | \"valueQuantity\":{\"value\":1} | -1"
            })
    void it_is_the_order_of_what_they_say(String one, String other, int expected) {
        FhirObject left = content(one);
        FhirObject right = content(other);

        assertThat(Integer.signum(ContentOrder.INSTANCE.compare(left, right))).isEqualTo(expected);
        assertThat(Integer.signum(ContentOrder.INSTANCE.compare(right, left))).isEqualTo(-expected);
        assertThat(ContentOrder.INSTANCE.compare(left, left)).isZero();
    }

    /// Element by element in the order of their names, whatever the order in which they were
    /// written.
    @Test
    void the_first_in_the_alphabet_of_what_differs_decides() {
        Random random = new Random(3);
        int differing = 0;
        for (int i = 0; i < 20_000; i++) {
            FhirObject left = made(random, 2);
            FhirObject right = made(random, 2);
            int byCode = byValue(left.get("code"), right.get("code"));
            int expected = byCode == 0 ? byNames(left, right) : byCode;
            assertThat(Integer.signum(ContentOrder.INSTANCE.compare(left, right)))
                    .isEqualTo(Integer.signum(expected));
            differing += expected == 0 ? 0 : 1;
        }
        assertThat(differing).isBetween(5_000, 19_999);
    }

    private static FhirObject made(Random random, int depth) {
        List<String> names = new ArrayList<>(List.of("code", "b", "a", "id", "value", "zone"));
        Collections.shuffle(names, random);
        Map<String, Object> elements = new LinkedHashMap<>();
        for (String name : names.subList(0, 1 + random.nextInt(6))) {
            elements.put(
                    name,
                    depth > 0 && random.nextInt(3) == 0
                            ? made(random, depth - 1)
                            : random.nextInt(4) == 0
                                    ? List.of(FhirPrimitive.of("x" + random.nextInt(2)))
                                    : FhirPrimitive.of("x" + random.nextInt(2)));
        }
        return FhirObject.of("", elements);
    }

    private static int byNames(FhirObject left, FhirObject right) {
        Set<String> names = new TreeSet<>(left.names());
        names.addAll(right.names());
        names.removeAll(Set.of("id", "meta", "identifier"));
        for (String name : names) {
            int one = byValue(left.get(name), right.get(name));
            if (one != 0) {
                return one;
            }
        }
        return 0;
    }

    private static int byValue(Object left, Object right) {
        int byKind = Integer.compare(kind(left), kind(right));
        return byKind != 0
                ? byKind
                : switch (left) {
                    case FhirObject object -> byNames(object, (FhirObject) right);
                    case List<?> list -> byValue(list.getFirst(), ((List<?>) right).getFirst());
                    case null -> 0;
                    default -> left.toString().compareTo(right.toString());
                };
    }

    private static int kind(Object value) {
        return value == null
                ? 0
                : value instanceof FhirObject ? 2 : value instanceof List<?> ? 3 : 1;
    }

    private static FhirObject content(String elements) {
        String id = elements.contains("\"id\"") ? "" : "\"id\":\"o1\",";
        return ChartReader.resource("{\"resourceType\":\"Observation\"," + id + elements + "}")
                .content();
    }
}
