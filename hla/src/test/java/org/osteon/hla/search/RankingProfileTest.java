package org.osteon.hla.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.SharedData;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Registry;

/// H7: the two orders of donors (reference, section 17) on the worked input of section 25.
class RankingProfileTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final String SAME =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";
    private static final String OTHER_A = SAME.replace("A*02:01", "A*03:01");

    @TempDir private Path folder;

    private static Donor donor(String id, Optional<LocalDate> born) {
        return donor(id, born, Donor.Kind.ADULT, Donor.Cmv.UNKNOWN);
    }

    private static Donor donor(
            String id, Optional<LocalDate> born, Donor.Kind kind, Donor.Cmv cmv) {
        return new Donor(
                id,
                kind,
                born,
                Donor.Sex.UNKNOWN,
                Donor.BloodGroup.UNKNOWN,
                cmv,
                Donor.Availability.AVAILABLE,
                "",
                Map.of());
    }

    private static Map<Donor, String> fourDonors() {
        Map<Donor, String> donors = new LinkedHashMap<>();
        donors.put(donor("of 54", Optional.of(TODAY.minusYears(54))), SAME);
        donors.put(donor("7/8 of 22", Optional.of(TODAY.minusYears(22))), OTHER_A);
        donors.put(donor("of 27", Optional.of(TODAY.minusYears(27))), SAME);
        donors.put(donor("7/8 of unknown age", Optional.empty()), OTHER_A);
        return donors;
    }

    private List<RankedDonor> found(Map<Donor, String> donors, SearchSettings settings)
            throws IOException {
        var reader = SharedData.reader();
        try (var writer = Registry.writer(folder, reader)) {
            donors.forEach((donor, typing) -> writer.put(donor, reader.glString(typing).value()));
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            return new DonorSearch(Optional.empty())
                    .search(registry.version(), reader.glString(SAME).value(), settings)
                    .donors();
        }
    }

    private static List<String> ids(List<RankedDonor> found) {
        return found.stream().map(one -> one.donor().id()).toList();
    }

    private List<String> ranked(SearchSettings settings) throws IOException {
        return ids(found(fourDonors(), settings));
    }

    private static String value(RankedDonor donor, String key) {
        return donor.reasons().stream()
                .filter(reason -> reason.key().equals(key))
                .map(RankedDonor.Reason::value)
                .findFirst()
                .orElse("-");
    }

    @Test
    void each_profile_says_what_place_the_other_gives() throws IOException {
        var conventional = found(fourDonors(), SearchSettings.of(1, TODAY));
        var ptcy =
                found(fourDonors(), SearchSettings.of(1, TODAY).withProfile(RankingProfile.PTCY));

        for (RankedDonor here : conventional) {
            for (RankedDonor there : ptcy) {
                if (here.donor().id().equals(there.donor().id())) {
                    assertThat(here.elsewhere()).isEqualTo(Map.of("ptcy", there.rank()));
                    assertThat(there.elsewhere()).isEqualTo(Map.of("conventional", here.rank()));
                }
            }
        }
        assertThat(conventional.get(1).elsewhere()).containsEntry("ptcy", 3);
    }

    @Test
    void a_band_of_age_ends_on_the_birthday_and_cord_units_have_none() throws IOException {
        Map<Donor, String> donors = new LinkedHashMap<>();
        donors.put(donor("30 tomorrow", Optional.of(TODAY.minusYears(30).plusDays(1))), OTHER_A);
        donors.put(donor("30 today", Optional.of(TODAY.minusYears(30))), SAME);
        donors.put(donor("34", Optional.of(TODAY.minusYears(34))), SAME);
        donors.put(donor("35", Optional.of(TODAY.minusYears(35))), SAME);
        donors.put(donor("69", Optional.of(TODAY.minusYears(69))), SAME);
        donors.put(donor("70", Optional.of(TODAY.minusYears(70))), SAME);
        donors.put(
                donor("cord", Optional.of(TODAY.minusYears(1)), Donor.Kind.CORD, Donor.Cmv.UNKNOWN),
                SAME);

        var found = found(donors, SearchSettings.of(1, TODAY).withProfile(RankingProfile.PTCY));

        assertThat(ids(found))
                .containsExactly("30 tomorrow", "30 today", "34", "35", "69", "70", "cord");
        assertThat(found)
                .extracting(one -> value(one, "age band"))
                .containsExactly(
                        "under 30",
                        "30 to 34",
                        "30 to 34",
                        "35 to 39",
                        "60 to 69",
                        "70 and older",
                        "unknown");
    }

    @Test
    void the_centres_floor_is_four_of_eight_and_comes_before_age() throws IOException {
        String four =
                "A*03:01+A*11:01^B*07:02+B*15:01^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01"
                        + "^DQB1*02:01+DQB1*03:02";
        String three = four.replace("C*07:01", "C*01:02");
        Map<Donor, String> donors = new LinkedHashMap<>();
        donors.put(donor("3/8 of 20", Optional.of(TODAY.minusYears(20))), three);
        donors.put(donor("4/8 of 60", Optional.of(TODAY.minusYears(60))), four);

        var found = found(donors, SearchSettings.of(10, TODAY).withProfile(RankingProfile.PTCY));

        assertThat(ids(found)).containsExactly("4/8 of 60", "3/8 of 20");
        assertThat(found)
                .extracting(one -> value(one, "centre's floor"))
                .containsExactly("inside", "outside");
    }

    @Test
    void the_match_group_looks_at_eight_positions_whichever_are_counted() throws IOException {
        Map<Donor, String> donors = new LinkedHashMap<>();
        donors.put(
                donor("9/10 by DQB1", Optional.of(TODAY.minusYears(25))),
                SAME.replace("DQB1*03:02", "DQB1*05:01"));
        donors.put(donor("7/8", Optional.of(TODAY.minusYears(24))), OTHER_A);
        donors.put(
                donor("6/8", Optional.of(TODAY.minusYears(23))),
                OTHER_A.replace("B*44:02", "B*07:02"));

        var found = found(donors, SearchSettings.of(2, TODAY).withProfile(RankingProfile.PTCY));

        assertThat(ids(found)).containsExactly("9/10 by DQB1", "7/8", "6/8");
        assertThat(found)
                .extracting(one -> value(one, "match group"))
                .containsExactly("8/8", "7/8", "below 7/8");
    }

    @Test
    void an_unknown_cmv_status_stands_between_the_preferred_and_the_other() throws IOException {
        Map<Donor, String> donors = new LinkedHashMap<>();
        var born = Optional.of(TODAY.minusYears(25));
        donors.put(donor("a", born, Donor.Kind.ADULT, Donor.Cmv.POSITIVE), SAME);
        donors.put(donor("b", born, Donor.Kind.ADULT, Donor.Cmv.UNKNOWN), SAME);
        donors.put(donor("c", born, Donor.Kind.ADULT, Donor.Cmv.NEGATIVE), SAME);
        var settings = SearchSettings.of(0, TODAY).withProfile(RankingProfile.PTCY);

        assertThat(ids(found(donors, settings))).containsExactly("a", "b", "c");
        var preferred = found(donors, settings.withPreferredCmv(Donor.Cmv.NEGATIVE));
        assertThat(ids(preferred)).containsExactly("c", "b", "a");
        assertThat(preferred)
                .extracting(one -> value(one, "CMV status"))
                .containsExactly("as preferred", "unknown", "other");
    }

    @Test
    void hla_decides_before_age_in_the_conventional_profile() throws IOException {
        assertThat(ranked(SearchSettings.of(1, TODAY)))
                .containsExactly("of 27", "of 54", "7/8 of 22", "7/8 of unknown age");
    }

    @Test
    void the_band_of_age_decides_before_a_mismatch_under_cyclophosphamide() throws IOException {
        assertThat(ranked(SearchSettings.of(1, TODAY).withProfile(RankingProfile.PTCY)))
                .containsExactly("of 27", "7/8 of 22", "of 54", "7/8 of unknown age");
    }

    @Test
    void a_page_shows_its_part_of_the_order() throws IOException {
        assertThat(
                        ranked(
                                SearchSettings.of(1, TODAY)
                                        .withProfile(RankingProfile.PTCY)
                                        .withPage(1, 2)))
                .containsExactly("7/8 of 22", "of 54");
    }

    @Test
    void every_key_has_its_explanation_source_and_certainty() {
        assertThat(RankingProfile.all())
                .containsExactly(RankingProfile.CONVENTIONAL, RankingProfile.PTCY);
        for (RankingProfile profile : RankingProfile.all()) {
            assertThat(profile.title()).isNotBlank();
            assertThat(profile.dissent()).isNotBlank();
            assertThat(profile.keys())
                    .isNotEmpty()
                    .allSatisfy(key -> {
                        assertThat(key.explanation()).isNotBlank();
                        assertThat(key.source()).isNotBlank();
                        assertThat(key.certainty()).isIn("A", "B", "C");
                    });
        }
        assertThat(RankingProfile.named("none")).isEmpty();
    }

    @Test
    void the_profile_of_the_prophylaxis_that_is_ordered_is_the_default() {
        assertThat(RankingProfile.ordered(Map.of("gvhdProphylaxis", "ptcy-cni-mmf")))
                .contains(RankingProfile.PTCY);
        assertThat(RankingProfile.ordered(Map.of("gvhdProphylaxis", "cni-mtx")))
                .contains(RankingProfile.CONVENTIONAL);
        assertThat(RankingProfile.ordered(Map.of("gvhdProphylaxis", "cni-mmf")))
                .contains(RankingProfile.CONVENTIONAL);
    }

    @Test
    void nothing_that_is_known_to_be_ordered_is_no_profile() {
        assertThat(RankingProfile.ordered(Map.of())).isEmpty();
        assertThat(RankingProfile.ordered(Map.of("gvhdProphylaxis", "cni"))).isEmpty();
        assertThat(RankingProfile.ordered(Map.of("gvhdProphylaxis", 1))).isEmpty();
        assertThat(RankingProfile.ordered(Map.of("regimen", "ptcy-cni-mmf"))).isEmpty();
    }
}
