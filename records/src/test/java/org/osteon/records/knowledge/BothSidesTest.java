package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.TestKnowledge;

/// The two cases that a rule's page shows on the two sides of it.
class BothSidesTest {
    private static KnowledgeBase knowledge;
    private static KnowledgeText text;

    @BeforeAll
    static void reads_the_knowledge() throws IOException {
        knowledge = TestKnowledge.delivered();
        text = new KnowledgeText(knowledge);
    }

    private static BothSides of(Pathway pathway, String code) {
        return BothSides.of(
                pathway, code, BothSides.nearest(text.cases(pathway), code).orElseThrow());
    }

    @Test
    void the_sides_of_a_limit_are_just_above_and_just_at_it() {
        BothSides sides =
                of(knowledge.pathway("bone-modifying-agents").orElseThrow(), "REN-SCR-GT3");

        assertThat(sides.differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.raises())
                            .contains("266")
                            .containsIgnoringCase("creatinine");
                    assertThat(difference.spares()).contains("265");
                });
    }

    /// A page that says "raised now" says so of a case that is assessed now.
    @TestFactory
    Stream<DynamicTest> every_rule_has_both_sides_and_they_are_as_they_should_be() {
        return Stream.of("marrow-knee-injection", "growth-factor-delivery")
                .map(id -> knowledge.pathway(id).orElseThrow())
                .flatMap(pathway ->
                        pathway.alerts().stream()
                                .map(rule -> rule.id())
                                .distinct()
                                .map(code ->
                                        dynamicTest(code, () -> bothSidesHold(pathway, code))));
    }

    private static void bothSidesHold(Pathway pathway, String code) {
        BothSides sides = of(pathway, code);

        assertThat(List.of(sides.raises().raised(), sides.spares().raised()))
                .as("%s: %s and %s", code, sides.raises().id(), sides.spares().id())
                .containsExactly(true, false);
        assertThat(sides.differences()).isNotEmpty();
    }
}
