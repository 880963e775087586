package org.osteon.hla.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.frequency.FrequencySet.Entry;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// H3: match probabilities that can be worked out by hand (reference, section 16).
class WorkedProbabilitiesTest {
    private static final List<Gene> GENES = List.of(Gene.A, Gene.B, Gene.DRB1);
    private static final List<Locus> LOCI = List.of(Locus.A, Locus.B, Locus.DRB1);
    private static final String PATIENT = "A*01:01+A*02:01^B*08:01+B*44:02^DRB1*03:01+DRB1*04:01";

    private static Entry entry(String haplotype, double frequency) {
        return new Entry(List.of(haplotype.split("~", -1)), frequency);
    }

    private static FrequencySet set(Entry... entries) {
        return FrequencySet.of("worked", SharedData.reader(), GENES, List.of(entries), 100);
    }

    /// The set of section 16.2.
    private static FrequencySet worked() {
        return set(
                entry("A*01:01~B*08:01~DRB1*03:01", 0.30),
                entry("A*02:01~B*44:02~DRB1*04:01", 0.25),
                entry("A*03:01~B*07:02~DRB1*15:01", 0.20),
                entry("A*02:01~B*08:01~DRB1*03:01", 0.10),
                entry("A*02:01~B*44:02~DRB1*04:04", 0.08),
                entry("A*01:01~B*44:02~DRB1*04:01", 0.05),
                entry("A*02:05~B*08:01~DRB1*03:01", 0.02));
    }

    private static Typing typing(String glString) {
        return SharedData.reader().glString(glString).value();
    }

    private static MatchProbability probability(Imputer imputer, String patient, String donor) {
        return MatchProbability.of(imputer.impute(typing(patient)), imputer.impute(typing(donor)));
    }

    private static void assertChances(
            MatchProbability.Chances chances, double zero, double one, double two) {
        assertThat(chances.zero()).isEqualTo(zero, offset(1e-6));
        assertThat(chances.one()).isEqualTo(one, offset(1e-6));
        assertThat(chances.two()).isEqualTo(two, offset(1e-6));
    }

    @Test
    void the_worked_example_of_the_reference_comes_out() {
        var imputer = new Imputer(worked(), LOCI, true);
        String donor = "A*01:01+A*02:XX^B*08:01+B*44:02^DRB1*03:01+DRB1*04:XX";

        assertThat(imputer.probability(typing(PATIENT))).isEqualTo(0.160, offset(1e-12));
        assertThat(imputer.impute(typing(donor)).probability()).isEqualTo(0.210, offset(1e-12));
        var certain = probability(imputer, PATIENT, donor);
        assertChances(certain.total(), 0.761905, 0.238095, 0);
        assertThat(certain.byLocus().get(Locus.A).zero()).isEqualTo(0.990476, offset(1e-6));
        assertThat(certain.byLocus().get(Locus.DRB1).zero()).isEqualTo(0.771429, offset(1e-6));
        assertThat(certain.byLocus().get(Locus.B).zero()).isEqualTo(1, offset(1e-12));
        assertThat(certain.patientPlan()).isEqualTo(Plan.A);

        var open = probability(imputer, PATIENT.replace("04:01", "04:XX"), donor);
        assertChances(open.total(), 0.638828, 0.358974, 0.002198);
        assertThat(open.total().more()).isEqualTo(0, offset(1e-9));
    }

    @Test
    void the_genotypes_behind_a_typing_come_with_their_posteriors() {
        var imputer = new Imputer(worked(), LOCI, true);
        Map<String, Double> posteriors = new TreeMap<>();
        imputer.impute(typing("A*01:01+A*02:XX^B*08:01+B*44:02^DRB1*03:01+DRB1*04:XX"))
                .forEachGenotype(
                        SharedData.reader().release(),
                        LOCI,
                        (text, posterior) -> posteriors.put(text, posterior));

        assertThat(posteriors).hasSize(3);
        assertThat(posteriors.values().stream().mapToDouble(p -> p).sum())
                .isEqualTo(1, offset(1e-12));
        assertThat(posteriors.values())
                .anySatisfy(p -> assertThat(p).isEqualTo(0.761905, offset(1e-6)))
                .anySatisfy(p -> assertThat(p).isEqualTo(0.228571, offset(1e-6)))
                .anySatisfy(p -> assertThat(p).isEqualTo(0.009524, offset(1e-6)));
        assertThat(posteriors.keySet())
                .allSatisfy(text -> assertThat(text.split("\\^", -1)).hasSize(3));
    }

    @Test
    void three_mismatches_and_more_are_the_rest() {
        var imputer = new Imputer(worked(), LOCI, true);
        var far =
                probability(
                        imputer, PATIENT, "A*03:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*15:01");
        assertChances(far.total(), 0, 0, 0);
        assertThat(far.total().more()).isEqualTo(1, offset(1e-12));
        assertChances(far.byLocus().get(Locus.A), 0, 0, 1);
    }

    @Test
    void a_homozygous_typing_is_the_square_of_its_haplotype() {
        var imputer = new Imputer(worked(), LOCI, true);
        assertThat(
                        imputer.probability(
                                typing("A*03:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*15:01")))
                .isEqualTo(0.04, offset(1e-12));
        assertThat(imputer.probability(typing("A*03:01+A*03:01"))).isEqualTo(0.04, offset(1e-12));
        assertThat(imputer.probability(typing("A*11:01+A*03:01"))).isZero();
    }

    @Test
    void a_typed_null_is_explained_by_its_twin_and_counted_as_nothing() {
        var set =
                FrequencySet.of(
                        "nulls",
                        SharedData.reader(),
                        List.of(Gene.C),
                        List.of(entry("C*08:02", 0.5), entry("C*04:01", 0.5)),
                        0);
        var imputer = new Imputer(set, List.of(Locus.C), true);
        assertChances(probability(imputer, "C*08:02+C*04:09N", "C*08:02+C*04:01").total(), 0, 1, 0);
        assertChances(probability(imputer, "C*08:02+C*04:09N", "C*08:02+C*08:02").total(), 1, 0, 0);
        assertChances(probability(imputer, "C*04:09N+C*08:02", "C*08:02+C*08:02").total(), 1, 0, 0);
    }

    @Test
    void blocks_explain_what_whole_haplotypes_do_not() {
        var imputer = new Imputer(worked(), LOCI, true);
        // the first three loci of two haplotypes, with the DRB1 of a third
        String recombined = "A*03:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*04:04";
        var imputation = imputer.impute(typing(recombined));

        assertThat(imputation.plan()).isEqualTo(Plan.B);
        // A~B 03:01~07:02 twice, and DRB1 15:01 with 04:04
        assertThat(imputation.probability()).isEqualTo(0.04 * 2 * 0.2 * 0.08, offset(1e-12));
        assertThat(new Imputer(worked(), LOCI, false).impute(typing(recombined)).isRepresented())
                .isFalse();
        assertChances(probability(imputer, recombined, recombined).total(), 1, 0, 0);
        assertChances(
                probability(imputer, recombined, recombined.replace("04:04", "04:01")).total(),
                0,
                1,
                0);
    }

    @Test
    void an_allele_that_the_set_does_not_know_counts_as_seen_once() {
        var imputer = new Imputer(worked(), LOCI, true);
        String unknown = "A*11:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*15:01";
        var imputation = imputer.impute(typing(unknown));

        assertThat(imputation.plan()).isEqualTo(Plan.C);
        assertThat(imputation.probability())
                .isEqualTo(2 * (1 / 200.0) * 0.2 * 0.04 * 0.04, offset(1e-12));
        assertChances(probability(imputer, unknown, unknown).total(), 1, 0, 0);
        // a side in blocks against a side of whole haplotypes
        var mixed =
                probability(
                        imputer, "A*03:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*15:01", unknown);
        assertChances(mixed.total(), 0, 1, 0);
        assertThat(mixed.patientPlan()).isEqualTo(Plan.A);
        assertThat(mixed.donorPlan()).isEqualTo(Plan.C);
    }

    @Test
    void what_nothing_explains_has_no_probability() {
        var imputer = new Imputer(worked(), LOCI, false);
        var explained = imputer.impute(typing(PATIENT));
        var none = Imputation.none();
        assertThat(none.isRepresented()).isFalse();
        assertThat(none.plan()).isEqualTo(Plan.UNREPRESENTED);
        assertThat(none.probability()).isZero();
        assertThatThrownBy(() -> MatchProbability.of(explained, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MatchProbability.of(none, explained))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_loci_that_the_set_covers_are_counted_and_those_not_counted_still_explain() {
        var imputer = new Imputer(worked(), List.of(Locus.A, Locus.C), true);
        assertThat(imputer.counted()).containsExactly(Locus.A);
        var chances =
                probability(
                        imputer, PATIENT, "A*01:01+A*02:XX^B*08:01+B*44:02^DRB1*03:01+DRB1*04:04");
        // 04:04 stands on A*02:01 alone
        assertChances(chances.total(), 1, 0, 0);
        assertThat(chances.byLocus()).containsOnlyKeys(Locus.A);
    }

    /// Section 16.3: the shared numerator gives what the double sum gives.
    @Test
    void the_neighbourhood_gives_the_same_chances_as_the_double_sum() {
        var imputer = new Imputer(worked(), LOCI, false);
        for (String patient : List.of(PATIENT, PATIENT.replace("04:01", "04:XX"))) {
            var near = Neighbourhood.of(imputer.impute(typing(patient)), typing(patient), imputer);
            assertThat(near.size()).isPositive();
            for (String donor :
                    List.of(
                            "A*01:01+A*02:XX^B*08:01+B*44:02^DRB1*03:01+DRB1*04:XX",
                            PATIENT,
                            "A*02:01+A*02:01^B*08:01+B*44:02^DRB1*03:01+DRB1*04:01",
                            "B*08:01+B*44:02",
                            "A*03:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*15:01")) {
                boolean[][] allowed = new boolean[3][];
                for (int locus = 0; locus < 3; locus++) {
                    allowed[locus] = near.allowed(locus, typing(donor).at(LOCI.get(locus)));
                }
                double[] sums = {7, 7};
                near.numerators(allowed, sums);
                double z = imputer.probability(typing(donor));
                var direct = probability(imputer, patient, donor).total();
                assertThat(sums[0] / z).as(donor).isEqualTo(direct.zero(), offset(1e-12));
                assertThat(sums[1] / z).as(donor).isEqualTo(direct.one(), offset(1e-12));
            }
        }
        assertThatThrownBy(() -> Neighbourhood.of(Imputation.none(), typing(PATIENT), imputer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNREPRESENTED");
    }

    @Test
    void a_cohort_gives_each_pair_the_chances_of_the_double_sum() {
        var imputer = new Imputer(worked(), LOCI, false);
        var donors =
                List.of(
                        "A*01:01+A*02:XX^B*08:01+B*44:02^DRB1*03:01+DRB1*04:XX",
                        "A*03:01+A*03:01^B*07:02+B*07:02^DRB1*15:01+DRB1*15:01",
                        PATIENT,
                        PATIENT);
        var cohort =
                new CohortPrediction(
                        imputer, donors.stream().map(WorkedProbabilitiesTest::typing).toList());
        var found = new ArrayList<Integer>();
        cohort.predict(
                typing(PATIENT),
                pair -> {
                    found.add(pair.donor());
                    var direct = probability(imputer, PATIENT, donors.get(pair.donor())).total();
                    assertThat(pair.probability().total().zero())
                            .isEqualTo(direct.zero(), offset(1e-12));
                    assertThat(pair.probability().total().one())
                            .isEqualTo(direct.one(), offset(1e-12));
                });
        assertThat(found).containsExactlyInAnyOrder(0, 2, 3);
    }

    @Test
    void a_set_adds_equal_haplotypes_and_says_what_it_lost() {
        var set =
                set(
                        entry("A*02:01~B*08:01~DRB1*03:01", 0.2),
                        entry("A*02:01:01~B*08:01~DRB1*03:01", 0.1),
                        entry("A*02:99999~B*08:01~DRB1*03:01", 0.05),
                        entry("A*02:99999~B*07:02~DRB1*03:01", 0.05),
                        entry("A*03:01~B*08:01~DRB1*03:01", 0));
        assertThat(set.haplotypeCount()).isEqualTo(1);
        assertThat(set.frequency(0)).isEqualTo(0.3, offset(1e-12));
        assertThat(set.givenSum()).isEqualTo(0.4, offset(1e-12));
        assertThat(set.lostSum()).isEqualTo(0.1, offset(1e-12));
        assertThat(set.unknownAlleles()).containsExactly("A*02:99999");
        assertThat(set.name()).isEqualTo("worked");
        assertThat(set.loci()).isEqualTo(LOCI);
        assertThat(set.cohortSize()).isEqualTo(100);
        var withoutSize =
                FrequencySet.of(
                        "rarest",
                        SharedData.reader(),
                        List.of(Gene.A),
                        List.of(entry("A*01:01", 0.9), entry("A*02:01", 0.01)),
                        0);
        assertThat(withoutSize.cohortSize()).isEqualTo(50, offset(1e-9));
    }

    @Test
    void an_unusual_typing_is_told_with_the_neighbours_never_seen_together() {
        var genes = List.of(Gene.B, Gene.C, Gene.DRB1, Gene.DQB1);
        var set =
                FrequencySet.of(
                        "linked",
                        SharedData.reader(),
                        genes,
                        List.of(
                                entry("B*08:01~C*07:01~DRB1*03:01~DQB1*02:01", 0.6),
                                entry("B*44:02~C*05:01~DRB1*04:01~DQB1*03:02", 0.4)),
                        0);
        String usual = "B*08:01+B*08:01^C*07:01+C*07:01^DRB1*03:01+DRB1*03:01";
        assertThat(UnusualHaplotypes.find(set, typing(usual))).isEmpty();
        assertThat(UnusualHaplotypes.find(set, typing("A*01:01+A*02:01"))).isEmpty();
        var swapped =
                UnusualHaplotypes.find(
                        set, typing(usual.replace("C*07:01+C*07:01", "C*05:01+C*05:01")));
        assertThat(swapped).isPresent();
        assertThat(swapped.get().code().name()).isEqualTo("W_UNUSUAL_HAPLOTYPE");
        assertThat(swapped.get().sentence()).contains("linked").contains("at C-B.");
        var apart =
                UnusualHaplotypes.find(
                        set, typing("B*08:01+B*08:01^C*07:01+C*07:01^DRB1*04:01+DRB1*04:01"));
        assertThat(apart).isPresent();
        assertThat(apart.get().sentence()).doesNotContain("no such combination");
        var both =
                UnusualHaplotypes.find(
                        set,
                        typing(
                                "B*08:01+B*08:01^C*05:01+C*05:01"
                                        + "^DRB1*04:01+DRB1*04:01^DQB1*02:01+DQB1*02:01"));
        assertThat(both.orElseThrow().sentence()).contains("at C-B and DRB1-DQB1.");
    }
}
