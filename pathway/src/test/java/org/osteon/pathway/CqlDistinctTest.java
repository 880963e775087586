package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opencds.cqf.cql.engine.elm.executing.DistinctEvaluator;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.State;
import org.opencds.cqf.cql.engine.runtime.Tuple;

class CqlDistinctTest {
    private static final State STATE =
            new State(new Environment(new CqlLibraries(Map.of()).manager()));

    @Test
    void keeps_the_first_of_equal_values_in_their_order() {
        List<@Nullable Object> items =
                Arrays.asList(
                        "b", new BigDecimal("1.0"), "a", null, new BigDecimal("1.00"), "b", null);

        assertThat(CqlDistinct.of(items, STATE))
                .isEqualTo(Arrays.asList("b", new BigDecimal("1.0"), "a", null));
    }

    @Test
    void gives_what_the_engine_gives_for_any_list() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            List<@Nullable Object> items = new ArrayList<>();
            boolean tuples = random.nextBoolean();
            for (int n = random.nextInt(9); n > 0; n--) {
                items.add(tuples ? tuple(random) : decimal(random));
            }

            assertThat(String.valueOf(CqlDistinct.of(items, STATE)))
                    .as(items.toString())
                    .isEqualTo(String.valueOf(DistinctEvaluator.INSTANCE.distinct(items, STATE)));
        }
    }

    private static @Nullable Object decimal(SplittableRandom random) {
        return List.of(new BigDecimal("2"), new BigDecimal("2.0"), new BigDecimal("2.5"))
                .get(random.nextInt(3));
    }

    private static Tuple tuple(SplittableRandom random) {
        LinkedHashMap<String, @Nullable Object> elements = new LinkedHashMap<>();
        elements.put("name", random.nextInt(3) == 0 ? null : "n" + random.nextInt(2));
        elements.put("value", decimal(random));
        return new Tuple().withElements(elements);
    }
}
