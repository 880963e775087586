package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.Resource;

/// What is asked of a large chart side by side has the answers that it has one after the other.
class SideBySideTest {
    /// Every so many cases of a pathway.
    private static final int STEP = Boolean.getBoolean("osteon.long") ? 1 : 7;

    /// With so much that no rule asks for that it is asked about side by side.
    private static Chart large(Chart chart) {
        List<Resource> more = new ArrayList<>();
        for (int i = 0; i < SideBySide.RESOURCES; i++) {
            more.add(
                    ChartReader.contained(
                            FhirObject.of("Account", Map.of("id", FhirPrimitive.of("a" + i)))));
        }
        return chart.with(more);
    }

    @TestFactory
    Stream<DynamicTest> a_large_chart_has_the_answers_of_the_same_chart_without_what_nobody_asks() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            List<WorkedCase> cases = Knowledge.ownCases(pathway);
            for (int i = 0; i < cases.size(); i += STEP) {
                WorkedCase one = cases.get(i);
                tests.add(DynamicTest.dynamicTest(one.toString(), () -> assertSame(pathway, one)));
            }
        }
        return tests.stream();
    }

    private static void assertSame(Pathway pathway, WorkedCase one) {
        assertThat(pathway.assessWithOptions(large(one.chart()), one.asOf()))
                .isEqualTo(pathway.assessWithOptions(one.chart(), one.asOf()));
    }

    private static final Pathway PATHWAY = Knowledge.BASE.pathways().getFirst();
    private static final Chart SMALL = Knowledge.ownCases(PATHWAY).getFirst().chart();
    private static final List<Integer> ITEMS = IntStream.range(0, 500).boxed().toList();

    @Test
    void what_is_found_comes_in_the_order_of_the_items() {
        assertThat(SideBySide.all(PATHWAY, large(SMALL), ITEMS, item -> 2 * item))
                .isEqualTo(ITEMS.stream().map(item -> 2 * item).toList());
    }

    @Test
    void of_several_failures_the_first_is_told() {
        assertThatThrownBy(() ->
                        SideBySide.all(
                                PATHWAY,
                                large(SMALL),
                                ITEMS,
                                item -> {
                                    if (item % 100 == 99) {
                                        throw new IllegalStateException("of " + item);
                                    }
                                    return item;
                                }))
                .hasMessage("of 99");
    }

    @Test
    void a_small_chart_and_the_reference_engine_are_asked_one_thing_after_the_other() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        SideBySide.all(PATHWAY, SMALL, ITEMS, item -> threads.add(Thread.currentThread()));
        SideBySide.all(
                PATHWAY.onReferenceEngine(),
                large(SMALL),
                ITEMS,
                item -> threads.add(Thread.currentThread()));

        assertThat(threads).containsExactly(Thread.currentThread());
    }
}
