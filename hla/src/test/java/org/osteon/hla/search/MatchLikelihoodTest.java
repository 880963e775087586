package org.osteon.hla.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.HaplotypeDraw;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.Range;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.Simulator;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// H3: how many of a population have a donor, against every donor looked at one by one.
class MatchLikelihoodTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private final TypingReader reader = SharedData.reader();
    private final FrequencySet population = population();
    private final List<Typing> typings = new ArrayList<>();

    @TempDir private Path folder;

    /// Made up, not of any people: twelve haplotypes, the first far more frequent than the last.
    private static FrequencySet population() {
        var a = List.of("A*01:01", "A*02:01", "A*02:05", "A*03:01");
        var b = List.of("B*07:02", "B*08:01", "B*44:02");
        var c = List.of("C*07:02", "C*07:01", "C*05:01");
        var dr = List.of("DRB1*15:01", "DRB1*03:01", "DRB1*04:01", "DRB1*04:04");
        var dq = List.of("DQB1*06:02", "DQB1*02:01", "DQB1*03:02");
        var entries = new ArrayList<FrequencySet.Entry>();
        for (int i = 0; i < 12; i++) {
            entries.add(
                    new FrequencySet.Entry(
                            List.of(
                                    a.get(i % 4),
                                    c.get(i % 3),
                                    b.get(i % 3),
                                    dr.get((i * 3) % 4),
                                    dq.get(i / 4)),
                            Math.pow(0.6, i)));
        }
        return FrequencySet.of(
                "made up",
                SharedData.reader(),
                List.of(Gene.A, Gene.C, Gene.B, Gene.DRB1, Gene.DQB1),
                entries,
                0);
    }

    private static Donor donor(int number, Donor.Availability availability) {
        return new Donor(
                "D" + number,
                Donor.Kind.ADULT,
                Optional.of(TODAY.minusYears(30)),
                Donor.Sex.MALE,
                Donor.BloodGroup.UNKNOWN,
                Donor.Cmv.UNKNOWN,
                availability,
                "",
                Map.of());
    }

    /// Donors typed by two fields at all loci.
    private void typedInFull(int donors) throws IOException {
        var random = new SplittableRandom(5);
        var draw = new HaplotypeDraw(population);
        try (var writer = Registry.writer(folder, reader)) {
            for (int i = 0; i < donors; i++) {
                var typing = draw.person(random, reader);
                typings.add(typing);
                writer.put(donor(i, Donor.Availability.AVAILABLE), typing);
            }
            writer.commit();
        }
    }

    /// Donors typed as registries hold them.
    private void typedAsUsual(int donors) throws IOException {
        var simulator = new Simulator(population, reader, 3, TODAY);
        try (var writer = Registry.writer(folder, reader)) {
            for (int i = 0; i < donors; i++) {
                var typing = simulator.typing();
                typings.add(typing);
                writer.put(donor(i, Donor.Availability.AVAILABLE), typing);
            }
            writer.commit();
        }
    }

    private List<Typing> patients(int count) {
        var random = new SplittableRandom(11);
        var draw = new HaplotypeDraw(population);
        var patients = new ArrayList<Typing>();
        for (int i = 0; i < count; i++) {
            patients.add(draw.person(random, reader));
        }
        return patients;
    }

    private MatchLikelihood likelihood(Registry registry, Integer... sizes) {
        return new MatchLikelihood(
                registry.version(), population, Locus.TEN, Set.of(), List.of(sizes));
    }

    @Test
    void of_donors_typed_in_full_a_part_has_one_of_those_who_match_with_the_chance_of_its_share()
            throws IOException {
        typedInFull(60);
        try (var registry = Registry.open(folder, reader)) {
            var likelihood = likelihood(registry, 6, 30, 60);
            for (Typing patient : patients(40)) {
                var chances = likelihood.of(patient);
                for (int k = 0; k <= 2; k++) {
                    int most = k;
                    int matching =
                            (int)
                                    typings.stream()
                                            .filter(donor ->
                                                    Comparison.of(patient, donor, Locus.TEN)
                                                                    .mismatches()
                                                                    .max()
                                                            <= most)
                                            .count();
                    assertThat(chances[k][0]).isCloseTo(1 - Math.pow(0.9, matching), within(1e-6));
                    assertThat(chances[k][1]).isCloseTo(1 - Math.pow(0.5, matching), within(1e-6));
                    assertThat(chances[k][2]).isEqualTo(matching > 0 ? 1 : 0);
                }
            }
        }
    }

    @Test
    void what_typings_leave_open_counts_with_its_probability() throws IOException {
        typedAsUsual(80);
        var imputer = new Imputer(population, Locus.TEN, true);
        try (var registry = Registry.open(folder, reader)) {
            var likelihood = likelihood(registry, 8, 80);
            int open = 0;
            for (Typing patient : patients(12)) {
                var chances = likelihood.of(patient);
                double[][] nobody = {{1, 1}, {1, 1}, {1, 1}};
                for (Typing donor : typings) {
                    double[] p = chances(imputer, patient, donor);
                    for (int k = 0; k <= 2; k++) {
                        open += p[k] > 0 && p[k] < 1 ? 1 : 0;
                        nobody[k][0] *= 1 - 0.1 * p[k];
                        nobody[k][1] *= 1 - p[k];
                    }
                }
                for (int k = 0; k <= 2; k++) {
                    assertThat(chances[k][0]).isCloseTo(1 - nobody[k][0], within(2e-6));
                    assertThat(chances[k][1]).isCloseTo(1 - nobody[k][1], within(2e-6));
                }
            }
            assertThat(open).isGreaterThan(50);
        }
    }

    /// At most 0, 1 and 2 mismatches.
    private static double[] chances(Imputer imputer, Typing patient, Typing donor) {
        Range mismatches = Comparison.of(patient, donor, Locus.TEN).mismatches();
        var p = MatchProbability.of(imputer.impute(patient), imputer.impute(donor)).total();
        double[] atMost = {p.zero(), p.zero() + p.one(), p.zero() + p.one() + p.two()};
        for (int k = 0; k <= 2; k++) {
            atMost[k] = mismatches.max() <= k ? 1 : mismatches.min() > k ? 0 : atMost[k];
        }
        return atMost;
    }

    @Test
    void more_donors_and_more_mismatches_never_make_a_donor_less_likely() throws IOException {
        typedAsUsual(300);
        try (var registry = Registry.open(folder, reader)) {
            var likelihood = likelihood(registry, 1, 10, 100, 299, 300);
            for (Typing patient : patients(60)) {
                var chances = likelihood.of(patient);
                for (int k = 0; k <= 2; k++) {
                    for (int size = 0; size < 5; size++) {
                        assertThat(chances[k][size]).isBetween(0.0, 1.0);
                        assertThat(size == 0 ? 0 : chances[k][size - 1])
                                .isLessThanOrEqualTo(chances[k][size]);
                        assertThat(k == 0 ? 0 : chances[k - 1][size])
                                .isLessThanOrEqualTo(chances[k][size]);
                    }
                }
            }
        }
    }

    @Test
    void who_cannot_be_asked_is_no_donor() throws IOException {
        Typing patient = patients(1).getFirst();
        try (var writer = Registry.writer(folder, reader)) {
            writer.put(donor(1, Donor.Availability.UNAVAILABLE), patient);
            writer.put(donor(2, Donor.Availability.AVAILABLE), foreign());
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            assertThat(MatchLikelihood.donors(registry.version(), Set.of())).isEqualTo(1);
            assertThat(MatchLikelihood.donors(registry.version(), Set.of(Donor.Kind.CORD)))
                    .isZero();
            assertThat(likelihood(registry, 1).of(patient))
                    .isEqualTo(new double[][] {{0}, {0}, {0}});
        }
    }

    @Test
    void a_patient_whom_the_frequencies_do_not_explain_has_donors_who_match_for_certain()
            throws IOException {
        try (var writer = Registry.writer(folder, reader)) {
            writer.put(donor(1, Donor.Availability.AVAILABLE), foreign());
            writer.put(donor(2, Donor.Availability.AVAILABLE), patients(1).getFirst());
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            assertThat(likelihood(registry, 1, 2).of(foreign()))
                    .isEqualTo(new double[][] {{0.5, 1}, {0.5, 1}, {0.5, 1}});
        }
    }

    private Typing foreign() {
        return reader.glString(
                        "A*80:01+A*80:01^B*82:01+B*82:01^C*18:01+C*18:01^DRB1*10:01+DRB1*10:01"
                                + "^DQB1*05:01+DQB1*05:01")
                .value();
    }

    @ParameterizedTest
    @CsvSource({"'0'", "'3'", "'2,1'", "'1,1'"})
    void sizes_that_rise_from_one_to_all_donors_are_asked_for(String sizes) throws IOException {
        typedInFull(2);
        try (var registry = Registry.open(folder, reader)) {
            assertThatThrownBy(() ->
                            likelihood(
                                    registry,
                                    List.of(sizes.split(",")).stream()
                                            .map(Integer::valueOf)
                                            .toArray(Integer[]::new)))
                    .hasMessageContaining("sizes rise from 1 to 2");
        }
    }

    @Test
    void a_survey_of_a_population_is_the_mean_of_its_patients_and_the_same_for_the_same_seed()
            throws IOException {
        typedAsUsual(40);
        try (var registry = Registry.open(folder, reader)) {
            var likelihood = likelihood(registry, 4, 40);
            var one = LikelihoodSurvey.of(likelihood, population, reader, 30, 9, _ -> {});
            assertThat(LikelihoodSurvey.of(likelihood, population, reader, 30, 9, _ -> {}))
                    .isEqualTo(one);
            assertThat(LikelihoodSurvey.of(likelihood, population, reader, 30, 8, _ -> {}))
                    .isNotEqualTo(one);

            var random = new SplittableRandom(9);
            var draw = new HaplotypeDraw(population);
            double sum = 0;
            for (int i = 0; i < 30; i++) {
                sum += likelihood.of(draw.person(random, reader))[1][0];
            }
            assertThat(one.shares().get(1).getFirst().mean()).isCloseTo(sum / 30, within(1e-12));
            assertThat(one.population()).isEqualTo("made up");
        }
    }

    /// The limits of Wilson (1927), worked out by R: `prop.test(5, 10, correct = FALSE)`,
    /// `prop.test(0, 20, correct = FALSE)`, `prop.test(100, 100, correct = FALSE)`.
    @ParameterizedTest
    @CsvSource({
        "5, 10, 0.2365931, 0.7634069",
        "0, 20, 0, 0.1611252",
        "100, 100, 0.9630065, 1",
    })
    void of_patients_who_have_a_donor_or_none_the_limits_are_those_of_a_proportion(
            int with, int all, double low, double high) {
        double[] chances = new double[all];
        for (int i = 0; i < with; i++) {
            chances[i] = 1;
        }
        var share = LikelihoodSurvey.Share.of(chances);
        assertThat(share.mean()).isEqualTo((double) with / all);
        assertThat(share.low()).isCloseTo(low, within(1e-6));
        assertThat(share.high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void patients_whose_chances_differ_less_tell_more() {
        var alike = LikelihoodSurvey.Share.of(new double[] {0.45, 0.55, 0.5, 0.5});
        var apart = LikelihoodSurvey.Share.of(new double[] {0, 1, 0, 1});
        assertThat(alike.mean()).isEqualTo(apart.mean());
        assertThat(alike.high() - alike.low()).isLessThan(apart.high() - apart.low());
        assertThat(LikelihoodSurvey.Share.of(new double[] {0.3}).low()).isLessThan(0.3);
    }

    @Test
    void haplotypes_are_drawn_in_proportion_to_their_frequencies() {
        var random = new SplittableRandom(1);
        var draw = new HaplotypeDraw(population);
        int[] counts = new int[population.haplotypeCount()];
        double sum = 0;
        for (int h = 0; h < counts.length; h++) {
            sum += population.frequency(h);
        }
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            counts[draw.next(random)]++;
        }
        for (int h = 0; h < counts.length; h++) {
            double expected = population.frequency(h) / sum;
            // Five standard errors.
            assertThat((double) counts[h] / n)
                    .isCloseTo(expected, within(5 * Math.sqrt(expected * (1 - expected) / n)));
        }
    }
}
