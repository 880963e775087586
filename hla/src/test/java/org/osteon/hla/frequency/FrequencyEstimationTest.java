package org.osteon.hla.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.frequency.FrequencyEstimation.LocusGenotypes;

/// H3: expectation-maximisation against published results (reference, section 15.3).
class FrequencyEstimationTest {
    @Test
    void the_demonstration_data_of_haplo_stats_give_the_expected_likelihood_and_haplotypes() {
        var subjects = new ArrayList<List<LocusGenotypes>>();
        var header = new ArrayList<String>();
        for (String line : SharedData.lines("em/hla.demo.tab")) {
            var columns = Arrays.asList(line.replace("\"", "").split("\t", -1));
            if (header.isEmpty()) {
                header.addAll(columns);
                continue;
            }
            int shift = columns.size() - header.size();
            var subject = new ArrayList<LocusGenotypes>();
            for (String locus : List.of("DQB", "DRB", "B")) {
                var one = columns.get(header.indexOf(locus + ".a1") + shift);
                var other = columns.get(header.indexOf(locus + ".a2") + shift);
                if (!one.equals("NA") && !other.equals("NA") && !one.equals("0")) {
                    subject.add(LocusGenotypes.of(one, other));
                }
            }
            if (subject.size() == 3) {
                subjects.add(subject);
            }
        }
        var estimate = FrequencyEstimation.of(subjects);
        assertThat(estimate.subjects()).isEqualTo(218);
        assertThat(estimate.logLikelihood()).isCloseTo(-1840.0256, offset(1e-3));
        assertThat(estimate.haplotypes().get(0).alleles()).containsExactly("21", "3", "8");
        assertThat(estimate.haplotypes().get(0).frequency()).isCloseTo(0.1050, offset(5e-5));
        assertThat(estimate.haplotypes().get(1).alleles()).containsExactly("62", "2", "7");
        assertThat(estimate.haplotypes().get(1).frequency()).isCloseTo(0.0507, offset(5e-5));
    }

    @Test
    void portuguese_donors_give_the_expected_likelihood() {
        var subjects = new ArrayList<List<LocusGenotypes>>();
        for (String line : SharedData.lines("registry/donors-portugal-37993.csv.gz")) {
            var columns = line.split(",", -1);
            if (!columns[0].equals("ID")) {
                var subject = new ArrayList<LocusGenotypes>();
                for (int locus = 0; locus < 4; locus++) {
                    subject.add(LocusGenotypes.of(columns[1 + 2 * locus], columns[2 + 2 * locus]));
                }
                subjects.add(subject);
            }
        }
        var estimate = FrequencyEstimation.of(subjects);
        assertThat(estimate.logLikelihood()).isCloseTo(-489_908.98, offset(0.01));
        assertThat(estimate.haplotypes().getFirst().alleles()).containsExactly("1", "8", "7", "3");
        assertThat(estimate.haplotypes().getFirst().frequency()).isCloseTo(0.0306, offset(5e-5));
    }

    @Test
    void with_one_locus_frequencies_are_allele_counts() {
        var estimate =
                FrequencyEstimation.of(
                        List.of(
                                List.of(LocusGenotypes.of("a", "a")),
                                List.of(LocusGenotypes.of("a", "b"))));
        assertThat(estimate.haplotypes().get(0).frequency()).isEqualTo(0.75);
        assertThat(estimate.haplotypes().get(1).frequency()).isEqualTo(0.25);
    }
}
