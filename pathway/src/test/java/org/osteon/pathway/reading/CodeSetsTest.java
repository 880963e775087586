package org.osteon.pathway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Coding;

/// Which recognised codes have to be added, and which the rules find without.
class CodeSetsTest {
    private static final CodeKey WRITTEN = new CodeKey("icd", "E11.9");

    private final CodeSets sets =
            new CodeSets(coding ->
                    Map.of(
                                    "E11.9", List.of("diabetes"),
                                    "73211009", List.of("diabetes"),
                                    "M81", List.of("osteoporosis"))
                            .getOrDefault(coding.code(), List.of()));

    @Test
    void a_code_of_the_same_set_needs_no_other() {
        assertThat(sets.cover(WRITTEN, List.of(new Coding("snomed", "73211009")))).isTrue();
    }

    @Test
    void a_code_of_another_set_is_added() {
        assertThat(sets.cover(WRITTEN, List.of(new Coding("icd", "M81")))).isFalse();
    }

    @Test
    void a_code_that_is_asked_for_by_itself_is_added() {
        assertThat(sets.cover(WRITTEN, List.of(new Coding("own", "allergen")))).isFalse();
    }
}
