package org.osteon.hla.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.search.RankingProfile.KeyKind;
import org.osteon.hla.typing.Typing;

/// H7: each key of the rank by itself, switched off, and donors of all types side by side
/// (reference, section 17).
class RankingKeysTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final String SAME =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";
    private static final String HAPLOIDENTICAL =
            "A*01:01+A*24:02^B*08:01+B*35:01^C*07:01+C*04:01^DRB1*03:01+DRB1*11:01"
                    + "^DQB1*02:01+DQB1*03:01";

    private static final String NOBODYS =
            "A*80:01+A*80:01^B*82:01+B*82:01^C*18:01+C*18:01^DRB1*10:01+DRB1*10:01"
                    + "^DQB1*05:01+DQB1*05:01";

    @TempDir private Path folder;

    private final Map<Donor, String> donors = new LinkedHashMap<>();
    private final Map<Donor, String> relatives = new LinkedHashMap<>();

    private static Donor donor(String id, int years, Sex sex, Map<String, String> attributes) {
        return new Donor(
                id,
                Donor.Kind.ADULT,
                Optional.of(TODAY.minusYears(years)),
                sex,
                Donor.BloodGroup.UNKNOWN,
                Donor.Cmv.UNKNOWN,
                Donor.Availability.AVAILABLE,
                "",
                attributes);
    }

    private static Donor related(String relation, int years, Sex sex) {
        return donor(relation + " of " + years, years, sex, Map.of(Donor.RELATION, relation));
    }

    private interface Asking<T> {
        T ask(DonorSearch search, Registry registry, Typing patient);
    }

    private <T> T with(Asking<T> asking) throws IOException {
        var reader = SharedData.reader();
        try (var writer = Registry.writer(folder, reader)) {
            writer.put(Donor.adult("nobody's"), reader.glString(NOBODYS).value());
            donors.forEach((donor, typing) -> writer.put(donor, reader.glString(typing).value()));
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            return asking.ask(
                    new DonorSearch(Optional.empty()), registry, reader.glString(SAME).value());
        }
    }

    private Map<Donor, Typing> typedRelatives() throws IOException {
        var reader = SharedData.reader();
        var typed = new LinkedHashMap<Donor, Typing>();
        relatives.forEach((donor, typing) -> typed.put(donor, reader.glString(typing).value()));
        return typed;
    }

    private List<RankedDonor> found(SearchSettings settings) throws IOException {
        var beside = typedRelatives();
        return with((search, registry, patient) ->
                search.search(registry.versionWith(beside), patient, settings).donors());
    }

    private List<String> ranked(SearchSettings settings) throws IOException {
        return found(settings).stream().map(one -> one.donor().id()).toList();
    }

    private static SearchSettings ptcy(int mismatches) {
        return SearchSettings.of(mismatches, TODAY).withProfile(RankingProfile.PTCY);
    }

    private static SearchSettings without(RankingProfile profile, KeyKind... off) {
        return SearchSettings.of(1, TODAY).withProfile(profile.without(Set.of(off)));
    }

    private void fourDonors() {
        donors.put(donor("a of 54", 54, Sex.UNKNOWN, Map.of()), SAME);
        donors.put(donor("b of 27", 27, Sex.UNKNOWN, Map.of()), SAME);
        donors.put(
                donor("c 7/8 of 22", 22, Sex.UNKNOWN, Map.of()),
                SAME.replace("A*02:01", "A*03:01"));
    }

    @Test
    void a_key_switched_off_decides_nothing_and_is_not_among_the_reasons() throws IOException {
        fourDonors();

        assertThat(ranked(without(RankingProfile.CONVENTIONAL)))
                .containsExactly("b of 27", "a of 54", "c 7/8 of 22");
        assertThat(ranked(without(RankingProfile.CONVENTIONAL, KeyKind.AGE)))
                .containsExactly("a of 54", "b of 27", "c 7/8 of 22");
        assertThat(
                        ranked(
                                without(
                                        RankingProfile.CONVENTIONAL,
                                        KeyKind.MISMATCHES,
                                        KeyKind.CERTAIN_MATCHES,
                                        KeyKind.SINGLE_MISMATCH)))
                .containsExactly("c 7/8 of 22", "b of 27", "a of 54");
        assertThat(ranked(without(RankingProfile.PTCY, KeyKind.AGE_BAND)))
                .containsExactly("a of 54", "b of 27", "c 7/8 of 22");
        var found = found(without(RankingProfile.PTCY, KeyKind.AGE_BAND));
        assertThat(found.getFirst().reasons())
                .extracting(RankedDonor.Reason::key)
                .contains("match group")
                .doesNotContain("age band");
        assertThat(found.getFirst().elsewhere()).containsOnlyKeys("conventional");
    }

    @Test
    void an_antibody_switched_off_bars_nobody_and_the_other_profile_keeps_its_own()
            throws IOException {
        fourDonors();
        var antibody = new Antibody("A2", 5000, Optional.empty());
        var settings = withAntibody(antibody, RankingProfile.CONVENTIONAL);

        assertThat(ranked(settings)).containsExactly("c 7/8 of 22", "b of 27", "a of 54");
        var off =
                found(
                        withAntibody(
                                antibody,
                                RankingProfile.CONVENTIONAL.without(Set.of(KeyKind.ANTIBODY))));
        assertThat(off)
                .extracting(one -> one.donor().id())
                .containsExactly("b of 27", "a of 54", "c 7/8 of 22");
        assertThat(off.getLast().elsewhere()).containsEntry("ptcy", 1);
    }

    @Test
    void an_antibody_below_the_threshold_counts_for_cyclophosphamide_only() throws IOException {
        fourDonors();
        var weak = new Antibody("A2", 500, Optional.empty());

        assertThat(ranked(withAntibody(weak, RankingProfile.CONVENTIONAL)))
                .containsExactly("b of 27", "a of 54", "c 7/8 of 22");
        assertThat(ranked(withAntibody(weak, RankingProfile.PTCY)))
                .containsExactly("c 7/8 of 22", "b of 27", "a of 54");
    }

    private static SearchSettings withAntibody(Antibody antibody, RankingProfile profile) {
        return settings(profile, List.of(antibody), Set.of());
    }

    private static SearchSettings settings(
            RankingProfile profile, List<Antibody> antibodies, Set<Donor.BloodGroup> groups) {
        return new SearchSettings(
                Locus.TEN,
                1,
                2,
                SearchSettings.Direction.BOTH,
                false,
                DonorFilter.AVAILABLE,
                antibodies,
                1000,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                TODAY,
                0,
                50,
                profile,
                groups,
                Optional.empty());
    }

    @Test
    void a_parent_stands_behind_a_sibling_or_child_and_alone_behind_nobody() throws IOException {
        relatives.put(related("parent", 31, Sex.MALE), HAPLOIDENTICAL);
        relatives.put(related("sibling", 32, Sex.MALE), HAPLOIDENTICAL);
        relatives.put(related("parent", 27, Sex.MALE), HAPLOIDENTICAL);

        assertThat(ranked(ptcy(5)))
                .containsExactly("parent of 27", "sibling of 32", "parent of 31");
        assertThat(ranked(SearchSettings.of(5, TODAY)))
                .containsExactly("parent of 27", "parent of 31", "sibling of 32");
    }

    @Test
    void without_a_sibling_or_child_a_parent_is_judged_like_another_relative() throws IOException {
        relatives.put(related("parent", 31, Sex.MALE), HAPLOIDENTICAL);
        relatives.put(related("uncle", 32, Sex.MALE), HAPLOIDENTICAL);

        assertThat(ranked(ptcy(5))).containsExactly("parent of 31", "uncle of 32");
    }

    @Test
    void a_female_relative_stands_behind_for_a_male_patient_and_not_for_a_female_one()
            throws IOException {
        relatives.put(related("sibling", 25, Sex.FEMALE), HAPLOIDENTICAL);
        relatives.put(related("sibling", 26, Sex.MALE), HAPLOIDENTICAL);

        assertThat(ranked(ptcy(5))).containsExactly("sibling of 25", "sibling of 26");
        assertThat(ranked(ptcy(5).withPatientSex(Sex.FEMALE)))
                .containsExactly("sibling of 25", "sibling of 26");
        var forAMan = found(ptcy(5).withPatientSex(Sex.MALE));
        assertThat(forAMan)
                .extracting(one -> one.donor().id())
                .containsExactly("sibling of 26", "sibling of 25");
        assertThat(forAMan.getLast().reasons())
                .contains(
                        new RankedDonor.Reason(
                                "relative", "haploidentical sibling, female for a male patient"));
    }

    @Test
    void the_floor_is_one_haplotype_for_relatives_and_four_of_eight_for_others()
            throws IOException {
        String twoAtA = "A*24:02+A*33:01^B*08:01+B*44:02^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01";
        relatives.put(related("cousin", 20, Sex.MALE), twoAtA);
        relatives.put(related("child", 33, Sex.MALE), HAPLOIDENTICAL);
        donors.put(donor("6/8", 34, Sex.MALE, Map.of()), twoAtA);

        var found = found(ptcy(5));

        assertThat(found)
                .extracting(one -> one.donor().id())
                .containsExactly("6/8", "child of 33", "cousin of 20");
    }

    @Test
    void among_equals_fewer_days_to_collection_then_weight_decide_and_unknown_is_last()
            throws IOException {
        put("a", Map.of());
        put("b", Map.of(Donor.WEIGHT, "90"));
        put("c", Map.of(Donor.DAYS_TO_COLLECTION, "30", Donor.WEIGHT, "60"));
        put("d", Map.of(Donor.DAYS_TO_COLLECTION, "30", Donor.WEIGHT, "80"));
        put("e", Map.of(Donor.DAYS_TO_COLLECTION, "9"));

        assertThat(ranked(ptcy(0))).containsExactly("e", "d", "c", "b", "a");
        assertThat(ranked(SearchSettings.of(0, TODAY))).containsExactly("b", "d", "c", "a", "e");
        assertThat(ranked(without(RankingProfile.PTCY, KeyKind.DAYS_TO_COLLECTION, KeyKind.WEIGHT)))
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(found(ptcy(0)).get(1).reasons())
                .contains(
                        new RankedDonor.Reason("days to collection", "30"),
                        new RankedDonor.Reason("donor's weight in kg", "80"));
    }

    private void put(String id, Map<String, String> attributes) {
        donors.put(donor(id, 25, Sex.UNKNOWN, attributes), SAME);
    }

    @Test
    void a_preferred_blood_group_comes_first_among_equals() throws IOException {
        for (Donor.BloodGroup group :
                List.of(Donor.BloodGroup.A_POSITIVE, Donor.BloodGroup.O_NEGATIVE)) {
            donors.put(
                    new Donor(
                            group.text(),
                            Donor.Kind.ADULT,
                            Optional.of(TODAY.minusYears(25)),
                            Sex.UNKNOWN,
                            group,
                            Donor.Cmv.UNKNOWN,
                            Donor.Availability.AVAILABLE,
                            "",
                            Map.of()),
                    SAME);
        }
        for (RankingProfile profile : RankingProfile.all()) {
            assertThat(ranked(settings(profile, List.of(), Set.of()))).containsExactly("A+", "O-");
            assertThat(ranked(settings(profile, List.of(), Set.of(Donor.BloodGroup.O_NEGATIVE))))
                    .containsExactly("O-", "A+");
        }
    }

    @Test
    void relatives_beside_a_registry_are_seen_by_one_search_only() throws IOException {
        relatives.put(related("sibling", 30, Sex.MALE), SAME);
        var beside = typedRelatives();

        List<Integer> counts =
                with((search, registry, patient) ->
                        List.of(
                                search.search(
                                                registry.versionWith(beside),
                                                patient,
                                                SearchSettings.of(0, TODAY))
                                        .found(),
                                search.search(
                                                registry.version(),
                                                patient,
                                                SearchSettings.of(0, TODAY))
                                        .found()));

        assertThat(counts).containsExactly(1, 0);
    }

    /// The worked input of section 17.3: an old sibling beside young unrelated donors.
    @Test
    void types_of_donors_stand_side_by_side_those_without_a_donor_too() throws IOException {
        fourDonors();
        relatives.put(related("sibling", 60, Sex.MALE), SAME);
        relatives.put(related("child", 33, Sex.MALE), HAPLOIDENTICAL);
        var beside = typedRelatives();

        List<DonorTypeComparison.Row> rows =
                with((search, registry, patient) ->
                        DonorTypeComparison.of(
                                search,
                                registry.versionWith(beside),
                                patient,
                                SearchSettings.of(0, TODAY)));

        assertThat(rows)
                .extracting(row -> row.type().id())
                .containsExactly(
                        "matched-sibling",
                        "unrelated-matched",
                        "unrelated-one-mismatch",
                        "unrelated-mismatched",
                        "haploidentical",
                        "cord");
        assertThat(rows)
                .extracting(DonorTypeComparison.Row::count)
                .containsExactly(1, 2, 1, 0, 1, 0);
        assertThat(rows.get(0).bestConventional().orElseThrow().donor().id())
                .isEqualTo("sibling of 60");
        assertThat(rows.get(0).bestAge()).isEqualTo(OptionalInt.of(60));
        assertThat(rows.get(1).bestPtcy().orElseThrow().donor().id()).isEqualTo("b of 27");
        assertThat(rows.get(4).bestConventional().orElseThrow().donor().id())
                .isEqualTo("child of 33");
        assertThat(rows.get(5).bestConventional()).isEmpty();
        assertThat(rows)
                .allSatisfy(row -> {
                    assertThat(row.type().known()).containsPattern("n = \\d+");
                    assertThat(row.type().needs()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 44, 55, 62})
    void keys_of_any_width_are_sorted(int bits) {
        var random = new Random(bits);
        long[] keys =
                IntStream.range(0, 5000)
                        .mapToLong(i -> i % 7 == 0 ? 3 : random.nextLong() >>> (64 - bits))
                        .toArray();

        int[] order =
                RankKey.order(
                        keys, RankKey.Asked.between(0, 5000), i -> -i, Comparator.naturalOrder());

        assertThat(order)
                .containsExactly(
                        IntStream.range(0, 5000)
                                .boxed()
                                .sorted(
                                        Comparator.<Integer>comparingLong(i -> keys[i])
                                                .thenComparing(Comparator.reverseOrder()))
                                .mapToInt(i -> i)
                                .toArray());
    }
}
