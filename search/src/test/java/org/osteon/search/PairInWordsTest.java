package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.Typing;

/// One donor against the patient, position by position, in text and in JSON (H1, H9).
class PairInWordsTest {
    private static final Release RELEASE = MadeUpSearch.reader().release();
    private static final ComparisonJson JSON = new ComparisonJson(RELEASE);

    private static Typing typing(String glString) {
        return MadeUpSearch.typing(glString);
    }

    private static JsonNode full(String patient, String donor, Locus... loci) {
        return JSON.full(typing(patient), typing(donor), List.of(loci));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void the_text_has_a_line_for_each_locus_the_sum_and_what_else_is_known() {
        assertThat(
                        ComparisonText.of(
                                RELEASE,
                                typing(MadeUpSearch.PATIENT),
                                MadeUpSearch.typingOf("TEN"),
                                List.of(Locus.A, Locus.DRBX)))
                .isEqualTo(
                        """
                        locus  status          mm   GvH  HvG  patient                        donor
                        A      match           0    0    0    A*01:01+A*02:01                A*01:01+A*02:01
                        DRBX   untyped         0-2  0-2  0-2  untyped                        untyped
                        total  4/4 possible    0-2  0-2  0-2  2/4 certain
                        DPB1 nonpermissive-GvH (T-cell epitope groups, version 2)
                        KIR ligands: patient Bw4 C1 C2, donor Bw4 C1 C2
                        IPD-IMGT/HLA 3.58.0
                        """);
    }

    @Test
    void the_text_leaves_out_what_one_of_the_two_is_not_typed_for() {
        String b = "A*01:01+A*02:01^B*07:02+B*44:02";
        String text =
                ComparisonText.of(
                        RELEASE,
                        typing(b + "^C*07:01+C*07:02^DPB1*04:01+DPB1*04:01"),
                        typing(b.replace("B*07:02", "B*35:01")),
                        List.of(Locus.A));

        assertThat(text).contains("total  2/2             0    0    0    2/2 certain");
        assertThat(text).contains("HLA-B leader MTT\n");
        assertThat(text).doesNotContain("DPB1").doesNotContain("KIR");
    }

    @Test
    void epitope_groups_come_with_their_class_as_published() {
        // DPB1*09:01 is of group 1, 02:01 and 04:01 of group 3; the patient alone has group 1
        JsonNode tce =
                full("DPB1*04:01+DPB1*09:01", "DPB1*04:01+DPB1*02:01", Locus.DPB1).path("tceV2");

        assertThat(texts(tce.path("patient"))).containsExactlyInAnyOrder("3", "1");
        assertThat(texts(tce.path("donor"))).containsExactly("3", "3");
        assertThat(tce.path("class").textValue()).isEqualTo("nonpermissive-GvH");
        assertThat(tce.has("possible")).isFalse();
        assertThat(tce.has("predicted")).isFalse();
    }

    @Test
    void epitope_groups_that_are_open_leave_the_class_open_and_say_which_it_may_be() {
        JsonNode tce =
                full("DPB1*04:01+DPB1*04:01", "DPB1*04:02/DPB1*09:01+DPB1*02:01", Locus.DPB1)
                        .path("tceV2");

        assertThat(tce.path("class").textValue()).isEqualTo("unknown");
        assertThat(texts(tce.path("possible")))
                .containsExactlyInAnyOrder("permissive", "nonpermissive-HvG");
        assertThat(texts(tce.path("donor"))).contains("3");
    }

    @Test
    void a_single_mismatch_at_b_has_its_leader_code() {
        // B*07 has leader M, B*35 and B*44 leader T (reference, section 11)
        JsonNode leader = full("B*07:02+B*44:02", "B*35:01+B*44:02", Locus.B).path("bLeader");

        assertThat(texts(leader.path("patientLeaders"))).containsExactly("M", "T");
        assertThat(texts(leader.path("leaders"))).containsExactly("T", "T");
        assertThat(leader.path("shared").textValue()).isEqualTo("B*44:02");
        assertThat(leader.path("patientUnshared").textValue()).isEqualTo("B*07:02");
        assertThat(leader.path("donorUnshared").textValue()).isEqualTo("B*35:01");
        assertThat(leader.path("code").textValue()).isEqualTo("MTT");
        assertThat(leader.path("leaderMatched").booleanValue()).isFalse();
        assertThat(
                        full("B*07:02+B*44:02", "B*08:01+B*44:02", Locus.B)
                                .at("/bLeader/leaderMatched")
                                .booleanValue())
                .isTrue();
    }

    @Test
    void a_leader_that_is_open_is_unknown_and_so_is_what_hangs_on_it() {
        JsonNode open = full("B*07:02+B*44:02", "B*08:01/B*44:05+B*44:02", Locus.B).path("bLeader");

        assertThat(texts(open.path("leaders"))).contains("unknown");
        assertThat(open.path("code").textValue()).contains("?");
        assertThat(open.path("leaderMatched").asText()).isEqualTo("unknown");
        // B*08:03 and B*08:04 have no leader in the release
        assertThat(leaderMatched("B*08:04+B*08:03")).isEqualTo("unknown");
        assertThat(leaderMatched("B*14:02+B*08:03")).isEqualTo("true");
        assertThat(leaderMatched("B*35:01+B*08:03")).isEqualTo("false");
    }

    private static String leaderMatched(String donor) {
        return full("B*07:02+B*08:03", donor, Locus.B).at("/bLeader/leaderMatched").asText();
    }

    @Test
    void kir_ligands_of_each_and_what_the_other_lacks() {
        // C*07 carries C1, C*05 carries C2, B*44 Bw4, B*07 and B*08 Bw6 (reference, section 12)
        JsonNode kir =
                full(
                                "A*01:01+A*02:01^B*07:02+B*08:01^C*07:01+C*07:02",
                                "A*01:01+A*02:01^B*07:02+B*44:02^C*05:01+C*07:02")
                        .path("kir");

        assertThat(texts(kir.path("patientLigands"))).containsExactly("C1");
        assertThat(texts(kir.path("donorLigands"))).containsExactly("Bw4", "C1", "C2");
        assertThat(texts(kir.path("missingInPatient"))).containsExactly("Bw4", "C2");
        assertThat(texts(kir.path("missingInDonor"))).isEmpty();
        assertThat(texts(kir.path("notes"))).containsExactly("donor: B*44:02 is Bw4-80T");
        assertThat(texts(full("B*07:02+B*44:02", "B*08:01+B*08:01").at("/kir/notes")))
                .contains("patient: B*44:02 is Bw4-80T");
        assertThat(full("A*01:01+A*02:01", "A*01:01+A*02:01").has("kir")).isFalse();
        assertThat(full("C*07:01+C*07:02", "C*07:01+C*07:02").has("kir")).isTrue();
        assertThat(full("B*07:02+B*44:02", "C*07:01+C*07:02").has("kir")).isFalse();
    }

    @Test
    void positions_say_how_well_they_fit_and_mismatches_whether_the_antigen_differs() {
        JsonNode json = full("A*01:01+A*02:01", "A*01:01+A*03:01", Locus.A, Locus.B);

        assertThat(json.at("/positions/A/0/patient").textValue()).isEqualTo("A*01:01");
        assertThat(json.at("/positions/A/0/grade").textValue()).isEqualTo("same-two-fields");
        assertThat(json.at("/positions/A/0/confidence").textValue()).isEqualTo("exact");
        assertThat(json.at("/positions/A/0").has("antigen")).isFalse();
        assertThat(json.at("/positions/A/1/donor").textValue()).isEqualTo("A*03:01");
        assertThat(json.at("/positions/A/1/antigen").textValue()).isEqualTo("antigen-mismatch");
        assertThat(json.path("positions").has("B")).isFalse();
        assertThat(json.at("/antigenMismatch/A").intValue()).isEqualTo(1);
        assertThat(json.path("release").textValue()).isEqualTo("3.58.0");
        assertThat(full("A*01:01+A*02:01", "A*01:01+A*02:01", Locus.A).has("antigenMismatch"))
                .isFalse();
    }

    @Test
    void counts_are_those_of_the_comparison_and_what_is_not_typed_is_left_out() {
        // the donor is homozygous: one mismatch towards the host, none towards the graft
        JsonNode json =
                full("A*01:01+A*02:01^B*08:01+B*44:02", "A*01:01+A*01:01", Locus.A, Locus.B);

        assertThat(json.at("/loci/A/status").textValue()).isEqualTo("mismatch");
        assertThat(json.at("/loci/A/mm").toString()).isEqualTo("[1,1]");
        assertThat(json.at("/loci/A/gvh").toString()).isEqualTo("[1,1]");
        assertThat(json.at("/loci/A/hvg").toString()).isEqualTo("[0,0]");
        assertThat(json.at("/total/outOf").intValue()).isEqualTo(4);
        assertThat(json.at("/total/mm").toString()).isEqualTo("[1,3]");
        assertThat(json.at("/total/gvh").toString()).isEqualTo("[1,3]");
        assertThat(json.at("/total/hvg").toString()).isEqualTo("[0,2]");
        assertThat(json.at("/total/best").textValue()).isEqualTo("3/4");
        assertThat(json.at("/total/worst").textValue()).isEqualTo("1/4");
        assertThat(json.at("/total/certainMatches").intValue()).isZero();
        assertThat(json.at("/total/typedOnBothSides").intValue()).isEqualTo(1);
        assertThat(json.has("tceV1")).isFalse();
        assertThat(json.has("bLeader")).isFalse();
    }
}
