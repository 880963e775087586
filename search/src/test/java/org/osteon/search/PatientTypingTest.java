package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.match.LocusMatch;
import org.osteon.hla.match.Status;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.TypingReader;

/// Whose typing a chart's typing is, and which of several counts.
class PatientTypingTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);
    private static TypingReader reader;

    private final List<String> resources =
            new ArrayList<>(List.of("{\"resourceType\":\"Patient\",\"id\":\"p\"}"));

    @BeforeAll
    static void read() throws IOException {
        reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
    }

    private PatientTypingTest typed(String day, String glString, String... more) {
        resources.add(
                "{\"resourceType\":\"Observation\",\"id\":\"o"
                        + resources.size()
                        + "\",\"status\":\"final\",\"effectiveDateTime\":\""
                        + day
                        + "\",\"valueString\":\""
                        + glString
                        + "\""
                        + String.join("", more)
                        + "}");
        return this;
    }

    private Chart chart() {
        return switch (ChartReader.resources(
                String.join("\n", resources).getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    private String typing() {
        return PatientTyping.of(chart(), TODAY, reader).glString().orElse("none");
    }

    @Test
    void a_relatives_typing_in_the_chart_is_not_the_patients() {
        typed("2025-01-01", "A*01:01+A*02:01");
        typed("2025-02-01", "A*24:02+A*33:01", ",\"focus\":[{\"reference\":\"RelatedPerson/s\"}]");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01");
    }

    @Test
    void a_typing_whose_focus_is_the_patient_is_the_patients() {
        typed("2025-01-01", "A*01:01+A*02:01", ",\"focus\":[{\"reference\":\"Patient/p\"}]");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01");
    }

    @Test
    void a_typing_of_another_subject_is_not_the_patients() {
        typed("2025-01-01", "A*24:02+A*33:01", ",\"subject\":{\"reference\":\"Patient/donor\"}");

        assertThat(typing()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "entered-in-error, A*01:01+A*02:01",
        "cancelled, A*01:01+A*02:01",
        "registered, A*01:01+A*02:01",
        "preliminary, A*01:01+A*02:01",
        "final, A*01:01+A*02:01|A*24:02+A*33:01",
        "amended, A*01:01+A*02:01|A*24:02+A*33:01",
        "corrected, A*01:01+A*02:01|A*24:02+A*33:01",
    })
    void a_typing_withdrawn_or_preliminary_does_not_count_and_a_final_one_does(
            String status, String expected) {
        typed("2025-01-01", "A*01:01+A*02:01");
        resources.add(
                "{\"resourceType\":\"Observation\",\"id\":\"w\",\"status\":\""
                        + status
                        + "\",\"effectiveDateTime\":\"2025-03-01\",\"valueString\":"
                        + "\"A*24:02+A*33:01\"}");

        assertThat(typing()).isEqualTo(expected);
    }

    @Test
    void of_typings_that_agree_the_finer_counts_whichever_came_first_and_tomorrows_not_yet() {
        typed("2025-02-01", "A*01:01:01:01+A*02:01:01:01^B*08:01+B*44:02");
        typed("2025-01-01", "A*01:XX+A*02:XX");
        typed("2025-03-01", "A*01:01+A*02:01");
        typed("2025-03-01", "B*08:01:01+B*44:02:01");
        typed("2025-06-03", "A*68:01+A*69:01");

        assertThat(typing()).isEqualTo("A*01:01:01:01+A*02:01:01:01^B*08:01:01+B*44:02:01");
        assertThat(codes()).containsExactly("W_TYPING_NOT_USED");
        assertThat(findings().getFirst().sentence()).contains("dated later than 2025-06-02");
    }

    @Test
    void of_two_typings_equally_fine_that_agree_the_later_counts() {
        typed("2025-01-01", "A*01:01+A*02:01:01").typed("2025-02-01", "A*01:01+A*02:01:02");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01:02");
        assertThat(findings()).isEmpty();
    }

    @Test
    void two_typings_that_disagree_are_both_kept_and_nothing_there_is_certain() {
        typed("2025-01-01", "B*08:01+B*44:02^A*01:01+A*02:01");
        typed("2025-02-01", "B*07:02+B*44:02^A*01:01+A*02:01");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01^B*08:01+B*44:02|B*07:02+B*44:02");
        assertThat(codes()).containsExactly("W_TYPING_CONFLICT");
        assertThat(findings().getFirst().locus()).isEqualTo("B");
        assertThat(findings().getFirst().sentence())
                .contains("B*08:01+B*44:02 (Observation/o1 of 2025-01-01)")
                .contains("B*07:02+B*44:02 (Observation/o2 of 2025-02-01)");
        LocusMatch match =
                LocusComparison.compare(
                        reader.glString(typing()).value().at(Locus.B),
                        reader.glString("B*08:01+B*44:02").value().at(Locus.B));
        assertThat(match.status()).isEqualTo(Status.POTENTIAL);
    }

    @Test
    void a_third_coarser_typing_does_not_settle_a_conflict_and_a_finer_one_refines_its_side() {
        typed("2025-01-01", "B*08:01+B*44:02").typed("2025-02-01", "B*07:02+B*44:02");
        typed("2025-03-01", "B*44:XX+B*UUUU").typed("2025-04-01", "B*07:02:01+B*44:02:01");

        assertThat(typing()).isEqualTo("B*08:01+B*44:02|B*07:02:01+B*44:02:01");
        assertThat(codes()).containsExactly("W_TYPING_CONFLICT");
    }

    @Test
    void single_alleles_make_a_locus_and_a_genotype_that_agrees_takes_their_place() {
        typed("2025-01-01", "HLA-B*08:01").typed("2025-01-01", "HLA-B*44:02");
        assertThat(typing()).isEqualTo("HLA-B*08:01+HLA-B*44:02");

        typed("2025-02-01", "B*08:01+B*44:02");
        assertThat(typing()).isEqualTo("B*08:01+B*44:02");
        assertThat(findings()).isEmpty();

        typed("2025-03-01", "B*07:02+B*44:02");
        assertThat(typing()).isEqualTo("B*08:01+B*44:02|B*07:02+B*44:02");
    }

    @Test
    void one_single_allele_agrees_with_a_genotype_that_holds_it_and_is_open_beside_another() {
        typed("2025-01-01", "B*08:01+B*44:02").typed("2025-02-01", "B*44:02:01");
        assertThat(typing()).isEqualTo("B*08:01+B*44:02");

        resources.removeLast();
        typed("2025-02-01", "B*07:02");
        assertThat(typing()).isEqualTo("B*08:01+B*44:02|B*07:02+B*UUUU");
        assertThat(codes()).containsExactly("W_TYPING_CONFLICT");
    }

    @Test
    void three_single_alleles_are_a_conflict_unless_one_says_another_more_finely() {
        typed("2025-01-01", "B*08:01").typed("2025-02-01", "B*44:02");
        typed("2025-03-01", "B*44:02:01");
        assertThat(typing()).isEqualTo("B*08:01+B*44:02:01");

        resources.removeLast();
        typed("2025-03-01", "B*07:02");
        assertThat(typing()).isEqualTo("B*08:01+B*44:02|B*08:01+B*07:02|B*44:02+B*07:02");
        assertThat(codes()).containsExactly("W_TYPING_CONFLICT");
    }

    @Test
    void drb345_in_conflict_is_untyped_and_the_same_twice_is_not() {
        typed("2025-01-01", "DRB3*02:02+DRB3*NNNN^DRB1*03:01+DRB1*04:01");
        typed("2025-02-01", "DRB3*02:02+DRBX*NNNN");
        assertThat(typing()).isEqualTo("DRB1*03:01+DRB1*04:01^DRB3*02:02+DRBX*NNNN");
        assertThat(findings()).isEmpty();

        typed("2025-03-01", "DRB3*01:01+DRB3*02:02");
        assertThat(typing()).isEqualTo("DRB1*03:01+DRB1*04:01");
        assertThat(codes()).containsExactly("W_TYPING_CONFLICT");
    }

    @Test
    void three_genes_for_two_chromosomes_are_a_conflict_too() {
        typed("2025-01-01", "DRB3*02:02^DRB4*01:03").typed("2025-02-01", "DRB5*01:01");

        assertThat(typing()).isEqualTo("none");
        assertThat(codes()).containsExactly("W_TYPING_CONFLICT");
    }

    @Test
    void phased_loci_are_read_one_by_one_and_a_later_typing_refines_them() {
        typed("2025-01-01", "A*01:01~B*08:01+A*02:01~B*44:02");
        typed("2025-02-01", "B*08:01:01+B*44:02:01");

        assertThat(typing()).isEqualTo("A*01:01+A*02:01^B*08:01:01+B*44:02:01");
        assertThat(findings()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_told_and_alone_is_left_for_the_door_to_refuse() {
        typed("2025-01-01", "A*99:99+A*01:01");
        assertThat(typing()).isEqualTo("A*99:99+A*01:01");

        typed("2025-02-01", "A*02:01+A*01:01");
        assertThat(typing()).isEqualTo("A*02:01+A*01:01");
        assertThat(codes()).containsExactly("W_TYPING_NOT_USED");
    }

    @Test
    void a_misspelt_gene_is_no_silence_and_another_star_allele_is_none_of_ours() {
        typed("2025-01-01", "DBR1*03:01+DRB1*04:01").typed("2025-01-01", "CYP2D6*10");
        typed("2025-01-01", "MICA*002:01");

        assertThat(typing()).isEqualTo("DBR1*03:01+DRB1*04:01");
    }

    @Test
    void new_and_open_words_are_typings() {
        typed("2025-01-01", "A*NEW+A*01:01").typed("2025-01-01", "B*UUUU+B*08:01");
        assertThat(typing()).isEqualTo("A*NEW+A*01:01^B*UUUU+B*08:01");
    }

    @Test
    void what_is_not_used_is_listed_with_whose_it_is() {
        resources.add(
                "{\"resourceType\":\"RelatedPerson\",\"id\":\"s\",\"gender\":\"female\","
                        + "\"birthDate\":\"1990-02-03\",\"relationship\":[{\"text\":\"sister\"}]}");
        typed("2025-01-01", "A*24:02+A*33:01", ",\"focus\":[{\"reference\":\"RelatedPerson/s\"}]");
        typed("2025-01-02", "A*03:01+A*33:01", ",\"subject\":{\"reference\":\"Patient/d\"}");

        PatientTyping typing = PatientTyping.of(chart(), TODAY, reader);

        assertThat(typing.glString()).isEmpty();
        assertThat(typing.findings())
                .extracting(Finding::sentence)
                .satisfiesExactly(
                        relative -> assertThat(relative).contains("sister", "A*24:02+A*33:01"),
                        other -> assertThat(other).contains("Patient/d", "A*03:01+A*33:01"));
        assertThat(typing.relatives())
                .containsExactly(
                        new RelativeTyping(
                                "RelatedPerson/s",
                                "sister",
                                Relation.SIBLING,
                                "female",
                                Optional.of(LocalDate.of(1990, 2, 3)),
                                "A*24:02+A*33:01",
                                List.of()));
    }

    private List<Finding> findings() {
        return PatientTyping.of(chart(), TODAY, reader).findings();
    }

    private List<String> codes() {
        return findings().stream().map(finding -> finding.code().name()).toList();
    }
}
