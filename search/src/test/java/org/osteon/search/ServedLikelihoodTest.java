package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.registry.Donor;

/// Who has a donor among those served: worked out beside the pages, once (H3).
@Timeout(120)
class ServedLikelihoodTest {
    @TempDir private Path folder;

    private final ServedLikelihood likelihood = new ServedLikelihood();

    private ServedDonors.Ready ready(boolean withRegistry, boolean withFrequencies)
            throws Exception {
        return ServedDonors.ready(
                MadeUpSearch.reader(),
                withRegistry ? Optional.of(MadeUpSearch.registry(folder)) : Optional.empty(),
                withFrequencies ? Optional.of(frequencies()) : Optional.empty(),
                true);
    }

    private static FrequencySet frequencies() {
        return FrequencySet.of(
                "made up",
                MadeUpSearch.reader(),
                List.of(Gene.A, Gene.C, Gene.B, Gene.DRB1, Gene.DQB1),
                List.of(
                        new FrequencySet.Entry(
                                List.of(
                                        "A*01:01",
                                        "C*07:01",
                                        "B*08:01",
                                        "DRB1*03:01",
                                        "DQB1*02:01"),
                                0.5),
                        new FrequencySet.Entry(
                                List.of(
                                        "A*02:01",
                                        "C*05:01",
                                        "B*44:02",
                                        "DRB1*04:01",
                                        "DQB1*03:01"),
                                0.5)),
                0);
    }

    private ServedLikelihood.State ended(ServedDonors.Ready ready, Set<Donor.Kind> kinds)
            throws InterruptedException {
        while (true) {
            ServedLikelihood.State state = likelihood.ask(ready, kinds, 40);
            if (!(state instanceof ServedLikelihood.Counting)) {
                return state;
            }
            Thread.sleep(5);
        }
    }

    @Test
    void it_is_counted_beside_whoever_asks_and_then_stays() throws Exception {
        ServedDonors.Ready ready = ready(true, true);

        assertThat(likelihood.ask(ready, Set.of(), 40))
                .isEqualTo(new ServedLikelihood.Counting(0, 40));
        ServedLikelihood.State state = ended(ready, Set.of());

        assertThat(state).isInstanceOf(ServedLikelihood.Counted.class);
        assertThat(likelihood.ask(ready, Set.of(), 40)).isSameAs(state);
        var survey = ((ServedLikelihood.Counted) state).survey();
        // One of the five cannot be asked.
        assertThat(survey.sizes()).containsExactly(4);
        // Half the patients drawn have both haplotypes, whom TEN matches.
        assertThat(survey.shares().getFirst().getFirst().mean()).isBetween(0.2, 0.8);
        ready.registry().orElseThrow().close();
    }

    @Test
    void without_donors_or_frequencies_it_says_what_is_missing() throws Exception {
        assertThat(likelihood.ask(ready(false, true), Set.of(), 40))
                .isEqualTo(new ServedLikelihood.None("This server has no registry."));
        ServedDonors.Ready ready = ready(true, false);
        assertThat(likelihood.ask(ready, Set.of(), 40))
                .isInstanceOf(ServedLikelihood.None.class)
                .asString()
                .contains("no haplotype frequencies");
        ready.registry().orElseThrow().close();
    }

    @Test
    void sizes_are_powers_of_ten_and_all() {
        assertThat(ServedLikelihood.sizes(1)).containsExactly(1);
        assertThat(ServedLikelihood.sizes(1000)).containsExactly(1000);
        assertThat(ServedLikelihood.sizes(1001)).containsExactly(1000, 1001);
        assertThat(new ArrayList<>(ServedLikelihood.sizes(2_000_000_000)))
                .startsWith(1000)
                .endsWith(1_000_000_000, 2_000_000_000);
    }

    @Test
    void what_is_neither_nothing_nor_all_never_reads_so() {
        var none = new org.osteon.hla.search.LikelihoodSurvey.Share(0.0001, 0, 0.9999);
        var row = new LikelihoodTable.Row("x", 1, 1, "10/10", none);
        assertThat(row.percent()).isEqualTo("<0.1 %");
        assertThat(row.limits()).isEqualTo("0.0 % to >99.9 %");
    }
}
