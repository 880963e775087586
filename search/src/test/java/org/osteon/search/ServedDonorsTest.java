package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;

/// The donors of a server are made ready beside it, tell how far they are, and take up what another
/// process imported (H3).
@Timeout(60)
class ServedDonorsTest {
    private static final int FEW = 1200;

    @TempDir private Path folder;
    private final StringWriter told = new StringWriter();
    private final PrintWriter err = new PrintWriter(told);

    private ServedDonors.Ready ready(Registry registry) {
        return ServedDonors.ready(
                MadeUpSearch.reader(), Optional.of(registry), Optional.empty(), false);
    }

    @Test
    void while_they_are_made_ready_the_state_says_so_and_then_they_are_there() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Registry registry = MadeUpSearch.registry(folder);
        try (ServedDonors donors =
                ServedDonors.start(
                        _ -> {
                            waitFor(go);
                            return ready(registry);
                        },
                        err)) {
            assertThat(donors.state()).isInstanceOf(ServedDonors.Preparing.class);
            go.countDown();

            assertThat(donors.await().registry()).containsSame(registry);
            assertThat(donors.state()).isInstanceOf(ServedDonors.Ready.class);
        }
        assertThat(told.toString()).startsWith("osteon: 5 donors of " + folder + " ready in ");
        assertThat(told.toString()).containsPattern("ready in \\d{1,2}\\.\\d s\n");
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void donors_that_cannot_be_used_say_why_to_who_started_the_server() {
        ServedDonors donors =
                ServedDonors.start(
                        _ -> {
                            throw new IOException("the disk is gone");
                        },
                        err);

        assertThatThrownBy(donors::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is gone");
        assertThat(donors.state()).isEqualTo(new ServedDonors.Unusable("the disk is gone"));
        assertThat(told.toString().strip())
                .isEqualTo("osteon: the donors cannot be used: the disk is gone");
        donors.close();
    }

    @Test
    void what_is_for_later_is_read_when_it_is_begun_or_asked_for_and_once() throws Exception {
        AtomicInteger read = new AtomicInteger();
        ServedDonors.Preparation preparation =
                _ -> {
                    read.incrementAndGet();
                    return ready(MadeUpSearch.registry(folder));
                };
        try (ServedDonors begun = ServedDonors.later(preparation, err)) {
            assertThat(read).hasValue(0);
            begun.begin();
            begun.begin();
            begun.await();
            assertThat(read).hasValue(1);
        }
        try (ServedDonors asked = ServedDonors.later(preparation, err)) {
            asked.state();
            asked.await();
            assertThat(read).hasValue(2);
        }
    }

    @Test
    void what_another_process_imports_is_taken_up() throws Exception {
        try (ServedDonors donors =
                ServedDonors.start(_ -> ready(MadeUpSearch.registry(folder)), err)) {
            donors.await();
            assertThat(count(donors.state())).isEqualTo(5);
            try (Registry other = Registry.open(folder, MadeUpSearch.reader())) {
                other.put(Donor.adult("SIXTH"), MadeUpSearch.typing(MadeUpSearch.PATIENT));
                other.merge();
            }

            while (count(donors.state()) == 5 || !told.toString().contains("6 donors now")) {
                Thread.sleep(5);
            }

            assertThat(count(donors.state())).isEqualTo(6);
        }
        assertThat(told.toString()).contains("osteon: 6 donors now");
    }

    private static int count(ServedDonors.State state) {
        return ((ServedDonors.Ready) state).registry().orElseThrow().version().donorCount();
    }

    @Test
    void without_a_registry_typings_can_be_read_and_nothing_is_said() throws Exception {
        try (ServedDonors donors = ServedDonors.none()) {
            ServedDonors.Ready ready = donors.await();

            assertThat(ready.registry()).isEmpty();
            assertThat(ready.frequencies()).isEmpty();
            assertThat(ready.madeUp()).isFalse();
            assertThat(ready.reader().release().version()).isEqualTo("3.58.0");
        }
    }

    @Test
    void made_up_donors_are_drawn_once_and_are_the_same_ever_after() throws Exception {
        Map<String, String> first = glStrings();

        assertThat(first).hasSize(FEW);
        assertThat(glStrings()).isEqualTo(first);
    }

    private Map<String, String> glStrings() throws Exception {
        Map<String, String> texts = new HashMap<>();
        drawn(folder).forEach((id, typing) -> texts.put(id, typing.glString()));
        return texts;
    }

    private static Map<String, Typing> drawn(Path folder) throws Exception {
        Map<String, Typing> typings = new HashMap<>();
        try (ServedDonors donors = ServedDonors.madeUp(folder, FEW)) {
            ServedDonors.Ready ready = donors.await();
            assertThat(ready.madeUp()).isTrue();
            assertThat(ready.frequencies()).isPresent();
            var version = ready.registry().orElseThrow().version();
            for (int donor = 0; donor < version.donorCount(); donor++) {
                typings.put(version.id(donor), version.typing(version.rowOf(donor)));
            }
        }
        return typings;
    }

    @Test
    void the_haplotypes_of_the_made_up_population_add_up_to_nearly_all_of_it() throws Exception {
        FrequencySet set = new MadeUpPopulation(MadeUpSearch.reader()).frequencies();
        double most = 0;
        for (int i = 0; i < set.haplotypeCount(); i++) {
            most = Math.max(most, set.frequency(i));
        }

        assertThat(set.name()).isEqualTo("made-up population");
        assertThat(set.loci()).containsExactlyInAnyOrderElementsOf(Locus.TEN);
        assertThat(set.unknownAlleles()).isEmpty();
        assertThat(set.givenSum()).isBetween(0.95, 1 + 1e-9);
        assertThat(set.cohortSize()).isEqualTo(250_000);
        // The first of [whole]: 34 of its 100, and some that come together by chance.
        assertThat(most * set.givenSum()).isEqualTo(0.16 * 0.34, offset(0.005));
    }

    @Test
    void three_of_five_made_up_donors_are_typed_at_dpb1_as_its_alleles_are_shared_out()
            throws Exception {
        List<String> typed =
                drawn(folder).values().stream()
                        .map(typing -> typing.at(Locus.DPB1))
                        .filter(LocusTyping::isTyped)
                        .map(LocusTyping::text)
                        .toList();
        List<String> alleles =
                typed.stream().flatMap(text -> Stream.of(text.split("\\+", -1))).toList();

        assertThat(typed.size() / (double) FEW).isEqualTo(0.6, offset(0.05));
        assertThat(share("DPB1*04:01", alleles)).isEqualTo(0.42, offset(0.05));
        assertThat(share("DPB1*02:01", alleles)).isEqualTo(0.13, offset(0.04));
        assertThat(share("DPB1*09:01", alleles)).isEqualTo(0.01, offset(0.01));
    }

    private static double share(String allele, List<String> alleles) {
        return alleles.stream().filter(allele::equals).count() / (double) alleles.size();
    }

    @Test
    void donors_are_not_made_up_without_a_nomenclature() throws Exception {
        try (ServedDonors donors =
                ServedDonors.madeUp(
                        folder,
                        () -> {
                            throw new IOException("no nomenclature");
                        },
                        err)) {
            assertThatThrownBy(donors::await).hasMessage("no nomenclature");
        }
        assertThat(told.toString()).contains("the donors cannot be used: no nomenclature");
    }
}
