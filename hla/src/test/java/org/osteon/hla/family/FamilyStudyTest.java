package org.osteon.hla.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// H3: inheritance in a family, on typings of our own.
class FamilyStudyTest {
    private static final Typing FATHER =
            typing("A*01:01+A*02:01^B*08:01+B*44:02^DRB1*03:01+DRB1*04:01");
    private static final Typing MOTHER =
            typing("A*03:01+A*24:02^B*07:02+B*35:01^DRB1*15:01+DRB1*01:01");
    private static final Typing PATIENT =
            typing("A*01:01+A*03:01^B*08:01+B*07:02^DRB1*03:01+DRB1*15:01");
    private static final Typing IDENTICAL = PATIENT;
    private static final Typing HALF =
            typing("A*01:01+A*24:02^B*08:01+B*35:01^DRB1*03:01+DRB1*01:01");
    private static final Typing NONE =
            typing("A*02:01+A*24:02^B*44:02+B*35:01^DRB1*04:01+DRB1*01:01");
    private static final Typing RECOMBINANT =
            typing("A*02:01+A*03:01^B*08:01+B*07:02^DRB1*03:01+DRB1*15:01");

    private static Typing typing(String glString) {
        return SharedData.reader().glString(glString).value();
    }

    private static FamilyStudy study(boolean withParents, Map<String, Typing> siblings) {
        return new FamilyStudy(
                List.of(Locus.A, Locus.B, Locus.DRB1),
                PATIENT,
                siblings,
                withParents ? Optional.of(FATHER) : Optional.empty(),
                withParents ? Optional.of(MOTHER) : Optional.empty());
    }

    @Test
    void siblings_share_two_one_or_no_haplotype() {
        var siblings = new LinkedHashMap<String, Typing>();
        siblings.put("identical", IDENTICAL);
        siblings.put("half", HALF);
        siblings.put("none", NONE);
        var found = study(true, siblings).siblings();
        assertThat(found.get(0).isIdentical()).isTrue();
        assertThat(found.get(1).isHaploidentical()).isTrue();
        assertThat(found.get(2).shared()).containsExactly(0);
    }

    @Test
    void without_parents_a_sibling_that_differs_everywhere_shares_nothing() {
        assertThat(study(false, Map.of("none", NONE)).siblings().getFirst().shared())
                .containsExactly(0);
        assertThat(study(false, Map.of("half", HALF)).siblings().getFirst().shared())
                .containsExactly(0, 1);
    }

    @Test
    void a_recombination_is_seen_as_a_contradiction() {
        var study = study(true, Map.of("other", RECOMBINANT));
        assertThat(study.siblings().getFirst().shared()).isEmpty();
        assertThat(study.consistentLoci().values()).containsOnly(true);
    }

    @Test
    void before_anyone_is_typed_the_chance_follows_from_the_number_of_siblings() {
        assertThat(FamilyStudy.chanceOfIdenticalSibling(0)).isZero();
        assertThat(FamilyStudy.chanceOfIdenticalSibling(1)).isEqualTo(0.25);
        assertThat(FamilyStudy.chanceOfIdenticalSibling(2)).isCloseTo(0.4375, offset(1e-12));
    }
}
