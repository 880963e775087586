package org.osteon.hla.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
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
        return new Donor(
                id,
                Donor.Kind.ADULT,
                born,
                Donor.Sex.UNKNOWN,
                Donor.BloodGroup.UNKNOWN,
                Donor.Cmv.UNKNOWN,
                Donor.Availability.AVAILABLE,
                "",
                Map.of());
    }

    private List<String> ranked(SearchSettings settings) throws IOException {
        var reader = SharedData.reader();
        try (var writer = Registry.writer(folder, reader)) {
            var same = reader.glString(SAME).value();
            var other = reader.glString(OTHER_A).value();
            writer.put(donor("of 54", Optional.of(TODAY.minusYears(54))), same);
            writer.put(donor("7/8 of 22", Optional.of(TODAY.minusYears(22))), other);
            writer.put(donor("of 27", Optional.of(TODAY.minusYears(27))), same);
            writer.put(donor("7/8 of unknown age", Optional.empty()), other);
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            return new DonorSearch(Optional.empty())
                            .search(registry.version(), reader.glString(SAME).value(), settings)
                            .donors()
                            .stream()
                            .map(found -> found.donor().id())
                            .toList();
        }
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
        for (RankingProfile profile : List.of(RankingProfile.CONVENTIONAL, RankingProfile.PTCY)) {
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
}
