package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;

/// People read words: whatever a rule gives as a code is called something by the knowledge
/// (records, 5.9: words, not codes).
class ResultTextTest {
    private static final KnowledgeBase KNOWLEDGE = knowledge();

    /// What orders the list, and identifiers: they are what they are.
    private static final Set<String> NO_WORDS =
            Set.of("priority", "priorityReason", "din", "checkCharacter", "paw", "id");

    private static KnowledgeBase knowledge() {
        try {
            return KnowledgeBase.load(Path.of("../knowledge"), Path.of("../pathway/target/elm"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Pathway> pathways() {
        return KNOWLEDGE.pathways();
    }

    /// A day, a sentence and a number that is a text need no name.
    private static boolean isCode(String text) {
        return !text.isBlank()
                && !text.contains(" ")
                && !text.matches("\\d{4}(-\\d\\d){0,2}.*|[-+]?\\d+([.]\\d+)?");
    }

    private static void walk(ResultText text, String name, Object value, Set<String> without) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((key, one) -> {
                        if (one != null) {
                            walk(text, String.valueOf(key), one, without);
                        }
                    });
            case List<?> list ->
                    list.stream()
                            .filter(java.util.Objects::nonNull)
                            .forEach(one -> walk(text, name, one, without));
            case String code when isCode(code) && !NO_WORDS.contains(name) -> {
                if (text.named(name, code).isEmpty()) {
                    without.add(name + "/" + code);
                }
            }
            default -> {}
        }
    }

    @ParameterizedTest
    @MethodSource("pathways")
    void every_code_that_a_result_of_a_worked_case_gives_has_a_name(Pathway pathway)
            throws IOException {
        ResultText text = new ResultText(pathway);
        Set<String> without = new TreeSet<>();
        int codes = 0;
        List<WorkedCase> cases = WorkedCase.of(KNOWLEDGE.folder(), pathway);
        // A sample; all of them with -Dosteon.long=true.
        int step = Boolean.getBoolean("osteon.long") ? 1 : 9;
        for (int i = 0; i < cases.size(); i += step) {
            WorkedCase one = cases.get(i);
            Map<String, Object> results = pathway.assess(one.chart(), one.asOf()).results();
            codes += results.size();
            results.forEach((name, value) -> {
                if (value != null) {
                    walk(text, name, value, without);
                }
            });
        }

        assertThat(codes).isPositive();
        assertThat(without).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "marrow-transplant, grfsCause, AGVHD_III_IV, Acute GVHD of grade III or IV",
        "marrow-transplant, agvhdGrade, IV, IV",
        "bone-modifying-agents, route, IV, Into a vein",
        "marrow-knee-injection, indication, OA, Osteoarthritis",
        "marrow-knee-injection, redFlags, RF-8, Discharge from the wound (RF-8)",
        "marrow-knee-injection, consentBlocks, MISSING_ELEMENT:RISKS, Not talked about: risks",
    })
    void a_code_is_called_what_it_is_in_its_result(
            String pathway, String result, String code, String words) {
        ResultText text = new ResultText(KNOWLEDGE.pathway(pathway).orElseThrow());

        assertThat(text.of(result, code)).isEqualTo(words);
    }

    @Test
    void sentences_and_numbers_stay_as_they_are() {
        ResultText text = new ResultText(KNOWLEDGE.pathways().getFirst());

        assertThat(text.of("any", "80 kg on 2 Jun 2025")).isEqualTo("80 kg on 2 Jun 2025");
        assertThat(text.of("any", new java.math.BigDecimal("4.0"))).isEqualTo("4");
        assertThat(text.of("any", null)).isEmpty();
    }
}
