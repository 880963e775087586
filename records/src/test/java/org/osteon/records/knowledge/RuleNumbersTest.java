package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.TestKnowledge;

/// The numbers behind rules, as their CQL says them.
class RuleNumbersTest {
    /// `above 3.0`, `less than 90`: what a sentence compares with must stand in the rule.
    private static final Pattern COMPARED =
            Pattern.compile(
                    "(?:above|below|less than|more than|under) (\\d+(?:\\.\\d+)?)(?![\\d^])");

    private static KnowledgeBase knowledge;
    private static KnowledgeText text;

    @BeforeAll
    static void reads_the_knowledge() throws IOException {
        knowledge = TestKnowledge.delivered();
        text = new KnowledgeText(knowledge);
    }

    private static List<RuleNumber> of(String pathway, String code) {
        Pathway found = knowledge.pathway(pathway).orElseThrow();
        for (Rule criterion : found.criteria()) {
            for (Rule rule : criterion.rules()) {
                if (rule.id().equals(code)) {
                    return text.numbers(found, criterion, rule);
                }
            }
        }
        throw new AssertionError("no rule " + code);
    }

    @Test
    void a_limit_stands_with_what_is_compared_the_comparison_and_the_unit() {
        assertThat(of("bone-modifying-agents", "REN-SCR-GT3"))
                .extracting(RuleNumber::subject, RuleNumber::words)
                .contains(
                        tuple("creatinine", "above 3 mg/dL"),
                        tuple("creatinine", "above 265 µmol/L"));
    }

    /// A dose by bands of clearance is given in mg; the bands are not.
    @Test
    void what_a_function_is_given_does_not_have_the_unit_of_what_it_gives() {
        assertThat(of("bone-modifying-agents", "REN-BAND-DRIFT"))
                .filteredOn(number -> number.value().equals("60"))
                .extracting(RuleNumber::subject)
                .containsExactly("clearance");
        assertThat(of("bone-modifying-agents", "REN-BAND-DRIFT"))
                .filteredOn(number -> number.value().equals("60"))
                .noneMatch(number -> number.unit().equals("mg"));
    }

    @Test
    void a_parameter_says_how_certain_it_is() {
        assertThat(of("bone-modifying-agents", "DENT-EXAM-OVERDUE"))
                .filteredOn(number -> number.value().equals("180"))
                .isNotEmpty()
                .allSatisfy(number -> {
                    assertThat(number.unit()).isEqualTo("days");
                    assertThat(number.certainty()).isEqualTo("operational default");
                    assertThat(number.remark()).contains("2.3");
                });
    }

    @Test
    void a_rule_of_a_register_is_followed_from_its_code() {
        assertThat(of("marrow-knee-injection", "BK-X5"))
                .extracting(RuleNumber::words)
                .contains("below 100", "below 150");
        assertThat(of("marrow-knee-injection", "CG-4"))
                .extracting(RuleNumber::value)
                .contains("180");
    }

    /// The sentence and the rule cannot drift apart unseen.
    @TestFactory
    Stream<DynamicTest> every_number_that_a_sentence_compares_with_stands_in_its_rule() {
        return knowledge.pathways().stream()
                .map(pathway ->
                        dynamicTest(
                                pathway.id(),
                                () ->
                                        pathway.criteria()
                                                .forEach(criterion ->
                                                        criterion
                                                                .rules()
                                                                .forEach(rule ->
                                                                        holds(
                                                                                pathway, criterion,
                                                                                rule)))));
    }

    private static void holds(Pathway pathway, Rule criterion, Rule rule) {
        List<RuleNumber> numbers = text.numbers(pathway, criterion, rule);
        Matcher compared = COMPARED.matcher(rule.title());
        while (compared.find()) {
            String said = compared.group(1).replaceAll("\\.0+$", "");
            assertThat(numbers)
                    .as("%s: %s", rule.id(), rule.title())
                    .anyMatch(number -> number.value().equals(said));
        }
    }

    private static List<RuleNumber> written(String define) {
        String library =
                """
                /* Numbers. class L = label, O = operational default. */
                library Own version '1.0.0'

                parameter LongestDays Integer default 28   // O, 2.1

                context Patient

                define "Rule":
                  %s

                define "Least Plausible": 17.68   // 0.2 mg/dL
                """
                        .formatted(define);
        return new RuleNumbers(
                        new CqlTexts(Map.of("own/Own.cql", library)),
                        List.of(new RuleNumbers.UnitName("Days", "days", false)))
                .behind("own", "Rule");
    }

    @Test
    void a_number_may_stand_on_either_side_of_what_it_is_compared_with() {
        assertThat(written("\"Pain\" >= 3"))
                .extracting(RuleNumber::words)
                .containsExactly("at least 3");
        assertThat(written("3 <= \"Pain\""))
                .extracting(RuleNumber::words)
                .containsExactly("at least 3");
    }

    @Test
    void a_number_that_is_named_elsewhere_is_told_once_with_its_remark() {
        assertThat(written("\"Creatinine\" >= \"Least Plausible\""))
                .singleElement()
                .satisfies(number -> {
                    assertThat(number.words()).isEqualTo("at least 17.68");
                    assertThat(number.remark()).isEqualTo("0.2 mg/dL");
                });
        assertThat(written("days between \"Result Day\" and \"Dose Day\" > LongestDays"))
                .singleElement()
                .satisfies(number -> {
                    assertThat(number.subject()).isEqualTo("days between result day and dose day");
                    assertThat(number.words()).isEqualTo("above 28 days");
                });
    }

    @Test
    void the_length_of_a_code_is_no_limit_and_a_span_of_time_is() {
        assertThat(written("Length(C.code.value) >= 6")).isEmpty();
        assertThat(written("\"Day\" in the last 3 months"))
                .extracting(RuleNumber::words)
                .containsExactly("3 months");
    }
}
