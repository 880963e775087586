package org.osteon.hla.nomenclature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;

/// H3: facts of release 3.58.0 (reference, section 5.1).
class DeliveredReleaseTest {
    private final Release release = SharedData.reader().release();

    @Test
    void the_release_holds_the_published_numbers_of_names() {
        assertThat(release.version()).isEqualTo("3.58.0");
        assertThat(release.contents().alleles()).isEqualTo(41_433);
        assertThat(release.contents().bySuffix())
                .isEqualTo(
                        Map.of(
                                Suffix.NONE,
                                39_286,
                                Suffix.N,
                                1_779,
                                Suffix.Q,
                                360,
                                Suffix.L,
                                6,
                                Suffix.S,
                                2));
        assertThat(release.formerNames().deletedCount()).isEqualTo(182);
        assertThat(release.formerNames().withSuccessorCount()).isEqualTo(169);
    }

    @Test
    void units_follow_the_p_groups() {
        assertThat(unit(Gene.B, "44:27")).isEqualTo("B*44:02");
        assertThat(unit(Gene.C, "07:06")).isEqualTo("C*07:01");
        assertThat(unit(Gene.C, "07:18")).isEqualTo("C*07:01");
        assertThat(unit(Gene.DQB1, "02:02")).isEqualTo("DQB1*02:01");
        assertThat(unit(Gene.DRB1, "14:54")).isEqualTo("DRB1*14:01");
        assertThat(unit(Gene.DPB1, "105:01")).isEqualTo("DPB1*04:02");
        assertThat(unit(Gene.A, "02:09")).isEqualTo("A*02:01");
        assertThat(unit(Gene.DRB1, "12:06")).isEqualTo("DRB1*12:01");
        assertThat(unit(Gene.C, "17:03")).isEqualTo("C*17:01");
        assertThat(unit(Gene.A, "24:02:01:02L")).isEqualTo("A*24:02");
        assertThat(unit(Gene.A, "32:11Q")).isEqualTo("A*32:11");
        assertThat(unit(Gene.C, "03:03")).isNotEqualTo(unit(Gene.C, "03:04"));
        assertThat(unit(Gene.C, "04:09N")).isEqualTo("none");
    }

    @Test
    void leaders_are_read_from_the_sequences() throws IOException {
        var features = release.proteinFeatures();
        var gene = release.gene(Gene.B);
        int m = 0;
        int t = 0;
        int unknown = 0;
        for (int i = 0; i < gene.count(); i++) {
            switch (features.leader(i)) {
                case 'M' -> m++;
                case 'T' -> t++;
                case ProteinFeatures.UNKNOWN -> unknown++;
                default -> {}
            }
        }
        assertThat(t).isEqualTo(5_227);
        assertThat(m).isEqualTo(1_534);
        // 3 410 sequences start after the leader, and six alleles have no sequence in the file
        assertThat(unknown).isEqualTo(3_416);
        assertThat(gene.count() - t - m - unknown).isEqualTo(6);
    }

    private String unit(Gene gene, String fields) {
        var alleles = release.gene(gene);
        var found = (Resolution.Found) release.resolve(gene, fields);
        int unit = alleles.unit(found.alleles().first());
        return unit == GeneAlleles.NO_UNIT ? "none" : alleles.ardNameText(unit);
    }
}
