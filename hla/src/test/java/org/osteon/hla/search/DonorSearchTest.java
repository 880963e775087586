package org.osteon.hla.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.SharedData;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.registry.Simulator;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// H3: the search against comparing every donor one by one, on a made-up population.
class DonorSearchTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final int DONORS = 3000;

    private final TypingReader reader = SharedData.reader();
    private final FrequencySet set = population();
    private final Map<String, Typing> donors = new HashMap<>();

    @TempDir private Path folder;

    /// Sixty haplotypes of common alleles, their frequencies falling by rank; made up, not of any
    /// people.
    private static FrequencySet population() {
        var a = List.of("A*01:01", "A*02:01", "A*02:05", "A*03:01", "A*24:02", "A*11:01");
        var b = List.of("B*07:02", "B*08:01", "B*44:02", "B*44:03", "B*35:01", "B*15:01");
        var c = List.of("C*07:02", "C*07:01", "C*05:01", "C*16:01", "C*04:01", "C*03:03");
        var dr = List.of("DRB1*15:01", "DRB1*03:01", "DRB1*04:01", "DRB1*04:04", "DRB1*07:01");
        var dq = List.of("DQB1*06:02", "DQB1*02:01", "DQB1*03:02", "DQB1*03:01");
        var entries = new ArrayList<FrequencySet.Entry>();
        for (int i = 0; i < 60; i++) {
            entries.add(
                    new FrequencySet.Entry(
                            List.of(
                                    a.get(i % 6),
                                    c.get((i / 2) % 6),
                                    b.get((i / 3 + i) % 6),
                                    dr.get((i * 7) % 5),
                                    dq.get((i / 5) % 4)),
                            1.0 / (i + 3)));
        }
        return FrequencySet.of(
                "made up",
                SharedData.reader(),
                List.of(Gene.A, Gene.C, Gene.B, Gene.DRB1, Gene.DQB1),
                entries,
                0);
    }

    @BeforeEach
    void makeRegistry() throws IOException {
        var simulator = new Simulator(set, reader, 7, TODAY);
        try (var writer = Registry.writer(folder, reader)) {
            simulator.draw(
                    1,
                    DONORS,
                    (donor, typing) -> {
                        donors.put(donor.id(), typing);
                        writer.put(donor, typing);
                    });
            writer.commit();
        }
    }

    private static SearchSettings everyone(int mismatches) {
        var settings = SearchSettings.of(mismatches, TODAY);
        return new SearchSettings(
                settings.loci(),
                mismatches,
                2,
                SearchSettings.Direction.BOTH,
                false,
                new DonorFilter(
                        Set.of(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        false),
                List.of(),
                1000,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                TODAY,
                0,
                DONORS);
    }

    @Test
    void the_search_finds_the_donors_that_comparing_each_one_finds() throws IOException {
        var simulator = new Simulator(set, reader, 99, TODAY);
        try (var registry = Registry.open(folder, reader)) {
            for (int i = 0; i < 20; i++) {
                var patient = simulator.typing();
                for (int mismatches = 0; mismatches <= 2; mismatches++) {
                    int limit = mismatches;
                    var expected = new HashSet<String>();
                    donors.forEach((id, typing) -> {
                        if (Comparison.of(patient, typing, Locus.TEN).mismatches().min() <= limit) {
                            expected.add(id);
                        }
                    });
                    var result =
                            new DonorSearch(Optional.of(set))
                                    .search(registry.version(), patient, everyone(mismatches));
                    assertThat(result.found()).isEqualTo(expected.size());
                    assertThat(result.donors())
                            .extracting(ranked -> ranked.donor().id())
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @Test
    void probabilities_and_order_are_those_of_each_pair() throws IOException {
        var simulator = new Simulator(set, reader, 5, TODAY);
        var imputer = new Imputer(set, Locus.TEN, true);
        try (var registry = Registry.open(folder, reader)) {
            for (int i = 0; i < 5; i++) {
                var patient = simulator.typing();
                var imputation = imputer.impute(patient);
                var result =
                        new DonorSearch(Optional.of(set))
                                .search(registry.version(), patient, everyone(1));
                int before = 0;
                int stepBefore = 10;
                for (RankedDonor ranked : result.donors()) {
                    var typing = donors.get(ranked.donor().id());
                    var expected = MatchProbability.of(imputation, imputer.impute(typing));
                    var found = ranked.probability().orElseThrow().total();
                    assertThat(found.zero()).isCloseTo(expected.total().zero(), offset(1e-12));
                    int least = ranked.comparison().mismatches().min();
                    assertThat(least).isGreaterThanOrEqualTo(before);
                    int step = (int) Math.floor(found.zero() * 10 + 1e-9);
                    if (least == before) {
                        assertThat(step).isLessThanOrEqualTo(stepBefore);
                    }
                    before = least;
                    stepBefore = step;
                }
            }
        }
    }

    @Test
    void pages_put_together_are_the_whole_list() throws IOException {
        var patient = new Simulator(set, reader, 3, TODAY).typing();
        try (var registry = Registry.open(folder, reader)) {
            var search = new DonorSearch(Optional.of(set));
            var whole = search.search(registry.version(), patient, everyone(2));
            var pages = new ArrayList<String>();
            for (int from = 0; from < whole.found(); from += 7) {
                search.search(registry.version(), patient, everyone(2).withPage(from, 7))
                        .donors()
                        .forEach(ranked -> pages.add(ranked.donor().id()));
            }
            assertThat(pages)
                    .isEqualTo(whole.donors().stream().map(ranked -> ranked.donor().id()).toList());
        }
    }

    @Test
    void a_change_is_seen_by_the_next_search_and_survives_reopening_and_merging()
            throws IOException {
        var patient =
                reader.glString(
                                "A*01:01+A*33:03^B*58:01+B*07:02^C*03:02+C*07:02^DRB1*13:02+DRB1*15:01^DQB1*06:09+DQB1*06:02")
                        .value();
        var search = new DonorSearch(Optional.of(set));
        try (var registry = Registry.open(folder, reader)) {
            var before = registry.version();
            assertThat(search.search(before, patient, everyone(0)).found()).isZero();
            registry.put(Donor.adult("new one"), patient);
            assertThat(search.search(registry.version(), patient, everyone(0)).donors())
                    .extracting(ranked -> ranked.donor().id())
                    .containsExactly("new one");
            assertThat(search.search(before, patient, everyone(0)).found()).isZero();
        }
        try (var registry = Registry.open(folder, reader)) {
            assertThat(search.search(registry.version(), patient, everyone(0)).found()).isOne();
            registry.merge();
            assertThat(registry.version().donorCount()).isEqualTo(DONORS + 1);
            assertThat(search.search(registry.version(), patient, everyone(0)).found()).isOne();
            assertThat(registry.remove("new one")).isTrue();
            assertThat(registry.remove("new one")).isFalse();
            assertThat(search.search(registry.version(), patient, everyone(0)).found()).isZero();
        }
        try (var registry = Registry.open(folder, reader)) {
            assertThat(registry.version().donorCount()).isEqualTo(DONORS);
        }
    }

    @Test
    void a_search_sees_one_state_whatever_is_written_meanwhile() throws Exception {
        var patient =
                reader.glString(
                                "A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01")
                        .value();
        try (var registry = Registry.open(folder, reader)) {
            var state = registry.version();
            var first = ids(new DonorSearch(Optional.of(set)), state, patient);
            var writing =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    for (int i = 0; i < 200; i++) {
                                        registry.put(Donor.adult("late " + i), patient);
                                        registry.remove(first.get(i % first.size()));
                                        if (i == 100) {
                                            registry.merge();
                                        }
                                    }
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            var search = new DonorSearch(Optional.of(set));
            long number = -1;
            while (writing.isAlive()) {
                assertThat(ids(search, state, patient)).isEqualTo(first);
                var now = registry.version();
                assertThat(now.number()).isGreaterThanOrEqualTo(number);
                number = now.number();
                assertThat(ids(search, now, patient)).isEqualTo(ids(search, now, patient));
            }
            writing.join();
            assertThat(ids(search, state, patient)).isEqualTo(first);
            assertThat(ids(search, registry.version(), patient))
                    .contains("late 0", "late 199")
                    .doesNotContain(first.getFirst());
        }
    }

    private static List<String> ids(DonorSearch search, RegistryVersion state, Typing patient) {
        return search.search(state, patient, everyone(1)).donors().stream()
                .map(ranked -> ranked.donor().id())
                .toList();
    }

    @Test
    void a_registry_tells_when_another_process_has_written() throws IOException {
        try (var reading = Registry.open(folder, reader);
                var writing = Registry.open(folder, reader)) {
            assertThat(reading.isOutdated()).isFalse();
            writing.remove(writing.version().id(0));
            assertThat(reading.isOutdated()).isTrue();
            assertThat(writing.isOutdated()).isFalse();
            writing.merge();
            assertThat(reading.isOutdated()).isTrue();
            assertThat(writing.isOutdated()).isFalse();
        }
    }

    @Test
    void a_donor_that_comes_again_replaces_itself() throws IOException {
        var typing =
                reader.glString("A*01:01+A*02:01^B*08:01+B*44:02^DRB1*03:01+DRB1*04:01").value();
        try (var writer = Registry.writer(folder, reader)) {
            assertThat(writer.put(Donor.adult("twice"), typing)).isFalse();
            assertThat(writer.put(Donor.adult("twice"), typing)).isTrue();
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            assertThat(registry.version().donorCount()).isEqualTo(DONORS + 1);
            assertThat(registry.version().find("twice")).isPresent();
        }
    }
}
