package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// H7: the typed relatives of a chart are donors beside a registry.
class PatientRelativesTest {
    private static RelativeTyping relative(String sex, String glString) {
        return new RelativeTyping(
                "RelatedPerson/s",
                "sister",
                Relation.SIBLING,
                sex,
                Optional.of(LocalDate.of(1990, 2, 3)),
                glString,
                List.of());
    }

    @Test
    void a_relatives_age_sex_and_relation_go_with_the_typing() throws IOException {
        TypingReader reader =
                new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());

        Map<Donor, Typing> donors =
                PatientRelatives.of(
                        List.of(
                                relative("female", "A*01:01+A*02:01"),
                                relative("female", "A*99:99+A*02:01")),
                        reader);

        assertThat(donors).hasSize(1);
        Donor sister = donors.keySet().iterator().next();
        assertThat(sister.id()).isEqualTo("RelatedPerson/s");
        assertThat(sister.sex()).isEqualTo(Sex.FEMALE);
        assertThat(sister.relation()).isEqualTo(Relation.SIBLING);
        assertThat(sister.birthDate()).contains(LocalDate.of(1990, 2, 3));
        assertThat(
                        PatientRelatives.of(List.of(relative("other", "A*01:01+A*02:01")), reader)
                                .keySet())
                .extracting(Donor::sex)
                .containsExactly(Sex.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "BRO, SIBLING",
        "sister, SIBLING",
        "Mother, PARENT",
        "FTH, PARENT",
        "SONC, CHILD",
        "daughter, CHILD",
        "HSIS, OTHER",
        "STPMTH, OTHER",
        "cousin, OTHER",
    })
    void codes_and_words_tell_the_relation_and_half_and_step_are_further_away(
            String word, Relation relation) {
        assertThat(PatientRelatives.byHand(word).relation()).isEqualTo(relation);
    }
}
