package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Typings as laboratories and registries write them, each kind with its neighbours on both sides.
class DonorsFieldTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DRB1 = "DRB1*03:01+DRB1*01:01^";

    private static CommandRun compare(String patient, String donor, String loci) {
        return CommandRun.of(
                "donors",
                "compare",
                "--patient",
                patient,
                "--donor",
                donor,
                "--loci",
                loci,
                "--format",
                "json");
    }

    private static JsonNode compared(String patient, String donor, String loci) throws IOException {
        CommandRun run = compare(patient, donor, loci);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return JSON.readTree(run.output());
    }

    private static String mismatchesAtDrbx(String patient, String donor) throws IOException {
        return compared(DRB1 + patient, DRB1 + donor, "DRB1,DRBX")
                .path("loci")
                .path("DRBX")
                .path("mm")
                .toString();
    }

    @Test
    void a_gene_typed_as_absent_is_no_second_copy_of_the_other() throws IOException {
        assertThat(mismatchesAtDrbx("DRB3*02:02+DRBX*NNNN", "DRB3*02:02+DRB3*02:02"))
                .isEqualTo("[1,1]");
        assertThat(mismatchesAtDrbx("DRB3*02:02+DRB3*NNNN", "DRB3*02:02+DRB3*02:02"))
                .isEqualTo("[1,1]");
        assertThat(mismatchesAtDrbx("DRB3*02:02+DRBX*NNNN", "DRB3*02:02+DRB4*NNNN"))
                .isEqualTo("[0,0]");
        assertThat(mismatchesAtDrbx("DRB3*02:02+DRB3*02:02", "DRB3*02:02+DRB3*02:02"))
                .isEqualTo("[0,0]");
    }

    @Test
    void uuuu_is_untyped_on_both_copies_and_on_one_and_another_word_is_no_typing()
            throws IOException {
        CommandRun both = CommandRun.of("donors", "typing", "A*01:01+A*02:01^DRB1*UUUU+DRB1*UUUU");
        assertThat(both.exitCode()).as(both.errors()).isZero();
        assertThat(
                        compared(
                                        "A*UUUU+A*UUUU^B*08:01+B*44:02",
                                        "A*02:01+A*03:01^B*08:01+B*44:02",
                                        "A")
                                .path("loci")
                                .path("A")
                                .path("mm")
                                .toString())
                .isEqualTo("[0,2]");
        assertThat(
                        compared("A*02:01+A*UUUU", "A*02:01+A*03:01", "A")
                                .path("loci")
                                .path("A")
                                .path("mm")
                                .toString())
                .isEqualTo("[0,1]");
        assertThat(CommandRun.of("donors", "typing", "A*UUU+A*UUU").exitCode()).isEqualTo(2);
    }

    @Test
    void a_misspelt_gene_is_an_error_with_the_nearest_and_a_known_other_gene_is_none() {
        String donor = "A*01:01+A*02:01^DRB1*03:01+DRB1*04:01";
        CommandRun misspelt = compare("A*01:01+A*02:01^DBR1*03:01+DBR1*04:01", donor, "A,DRB1");
        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.errors()).contains("E_LOCUS", "DBR1", "DRB1");
        assertThat(compare(donor, donor, "A,DRB1").exitCode()).isZero();
        assertThat(compare(donor + "^MICA*002:01+MICA*008:01", donor, "A,DRB1").exitCode())
                .isZero();
    }

    @Test
    void sister_splits_are_an_antigen_mismatch_and_a_split_under_its_broad_antigen_is_none()
            throws IOException {
        String sisters = compared("B39+B39", "B38+B38", "B").toString();
        assertThat(sisters).contains("sister-split").doesNotContain("same-antigen");
        String broad = compared("B16+B16", "B38+B38", "B").toString();
        assertThat(broad).doesNotContain("sister-split");
        String equal = compared("B38+B38", "B38+B38", "B").toString();
        assertThat(equal).doesNotContain("sister-split");
    }

    @Test
    void a_reduced_list_is_in_the_order_of_the_fields_as_numbers() {
        CommandRun run =
                CommandRun.of(
                        "donors", "typing", "--reduce", "G", "A*29:01+A*29:01", "--format", "text");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        List<String> names = List.of(run.output().strip().split("\\+", -1)[0].split("/", -1));
        assertThat(names.getFirst()).isEqualTo("A*29:01:01G");
        assertThat(names).hasSizeGreaterThan(2);
        assertThat(names.stream().map(DonorsFieldTest::thirdField).toList()).isSorted();
    }

    private static int thirdField(String name) {
        return Integer.parseInt(name.split(":", -1)[2].replaceAll("\\D", ""));
    }
}
