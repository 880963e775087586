package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who confirms is another person, however the name is written (records, 1.9).
class PersonNameTest {
    @ParameterizedTest
    @CsvSource({
        "N. Ismail, n. ismail",
        "N. Ismail, '  N.   Ismail '",
        "N. Ismail, 'N.\u00a0Ismail'",
        "J\u00f6rg Weiss, 'Jo\u0308rg Weiss'",
        "J\u00f6rg Weiss, J\u00d6RG WEISS",
        "Wei\u00df, WEISS",
        "N. Ismail, 'N. \u200bIsmail'",
    })
    void the_same_name_written_otherwise_is_the_same_person(String one, String other) {
        assertThat(PersonName.areSame(one, other)).isTrue();
        assertThat(PersonName.areSame(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"N. Ismail, M. Ismail", "Jorg Weiss, J\u00f6rg Weiss", "Anna Li, Annali"})
    void another_name_is_another_person(String one, String other) {
        assertThat(PersonName.areSame(one, other)).isFalse();
    }

    @Test
    void no_name_is_nobodys() {
        assertThat(PersonName.areSame("", "")).isFalse();
        assertThat(PersonName.areSame(" ", "")).isFalse();
    }
}
