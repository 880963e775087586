package org.osteon.hla.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// H3: import of donors, good and broken.
class DonorTableTest {
    private final Map<String, Typing> donors = new LinkedHashMap<>();
    private final List<Donor> facts = new ArrayList<>();
    private final List<DonorTable.Problem> problems = new ArrayList<>();

    private DonorTable.Outcome read(String text) throws IOException {
        return new DonorTable(
                        SharedData.reader(),
                        (donor, typing) -> {
                            donors.put(donor.id(), typing);
                            facts.add(donor);
                        },
                        problems::add)
                .read(new BufferedReader(new StringReader(text)));
    }

    @Test
    void a_line_with_an_error_at_one_locus_keeps_the_donor() throws IOException {
        var outcome =
                read(
                        """
                        id;A_1;A_2;B_1;B_2;birthDate;sex;abo;cmv;bank
                        1;A*01:01;A*02:01;B*08:01;B*44:02;2001-02-03;F;O+;N;x
                        2;A*01:9998;A*02:01;B*08:01;B*44:02;2001-02-30;Z;Q;N;
                        ;A*01:01;A*02:01;;;;;;;
                        4;;;;;;;;;
                        5;A*01:01;
                        """);
        assertThat(outcome).isEqualTo(new DonorTable.Outcome(6, 3, 2, 4));
        assertThat(donors.get("1").typedLoci()).containsExactly(Locus.A, Locus.B);
        assertThat(donors.get("2").typedLoci()).containsExactly(Locus.B);
        assertThat(donors.get("5").at(Locus.A).text()).isEqualTo("A*01:01+A*01:01");
        assertThat(facts.getFirst().bloodGroup()).isEqualTo(Donor.BloodGroup.O_POSITIVE);
        assertThat(facts.getFirst().attributes()).containsEntry("bank", "x");
        assertThat(problems)
                .extracting(DonorTable.Problem::code)
                .containsExactly(
                        "E_UNKNOWN_ALLELE",
                        "FIELD",
                        "FIELD",
                        "FIELD",
                        "REJECTED",
                        "REJECTED",
                        "FIELD");
    }

    @Test
    void a_separator_inside_quotes_is_text() throws IOException {
        var outcome =
                read(
                        """
                        id,bank,A_1,A_2
                        1,"Leiden, 2nd ""floor"" ",A*01:01,"A*02:01"
                        2,6" tube,A*01:01,A*02:01
                        """);
        assertThat(outcome.withProblems()).isZero();
        assertThat(donors.get("1").glString()).isEqualTo("A*01:01+A*02:01");
        assertThat(donors.get("2").glString()).isEqualTo("A*01:01+A*02:01");
        assertThat(facts.getFirst().attributes()).containsEntry("bank", "Leiden, 2nd \"floor\"");
    }

    @Test
    void serology_stands_in_for_dna_and_is_held_against_it() throws IOException {
        read(
                """
                id,A_1,A_2,A_ser_1,A_ser_2,B_ser_1,B_ser_2
                1,A*01:01,A*02:01,A1,A3,B8,B44
                2,A*01:01,A*02:01,A1,A2,,
                """);
        assertThat(problems)
                .extracting(DonorTable.Problem::id, DonorTable.Problem::code)
                .containsExactly(tuple("1", "W_SEROLOGY_CONFLICT"));
        assertThat(donors.get("1").at(Locus.A).text()).isEqualTo("A*01:01+A*02:01");
        assertThat(donors.get("1").typedLoci()).containsExactly(Locus.A, Locus.B);
    }

    @Test
    void a_file_without_typings_is_refused() {
        assertThatThrownBy(() -> read("name;age\nx;3\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("A_1;A_2\nA*01:01;A*02:01\n"))
                .hasMessageContaining("no column id");
        assertThatThrownBy(() -> read("")).hasMessageContaining("empty");
    }

    @Test
    void one_broken_line_in_a_hundred_loses_no_good_donor() throws IOException {
        var broken =
                List.of(
                        "A*01:01/",
                        "B*07:02",
                        "A*99:99",
                        "A*02:100",
                        "A*01:01:99G",
                        "A*02:QQQQQQ",
                        "A*99:AC",
                        "A77",
                        "A*0é");
        var text = new StringBuilder("id,A_1,A_2,B_1,B_2\n");
        int bad = 0;
        for (int i = 0; i < 20_000; i++) {
            text.append(i).append(',');
            text.append(i % 100 == 99 ? broken.get(bad++ % broken.size()) : "A*01:01");
            text.append(",A*02:01,B*08:01,B*44:02\n");
        }
        var outcome = read(text.toString());
        assertThat(outcome.accepted()).isEqualTo(20_000);
        assertThat(outcome.withProblems()).isEqualTo(200);
        assertThat(problems).hasSize(200);
        assertThat(problems).extracting(DonorTable.Problem::line).first().isEqualTo(101L);
        var codes = new TreeSet<String>();
        problems.forEach(problem -> codes.add(problem.code()));
        assertThat(codes)
                .containsExactly(
                        "E_DELETED_ALLELE",
                        "E_GROUP_UNKNOWN",
                        "E_LOCUS",
                        "E_MAC_EMPTY",
                        "E_MAC_UNKNOWN",
                        "E_SEROLOGY_UNKNOWN",
                        "E_SYNTAX",
                        "E_UNKNOWN_ALLELE");
    }

    @Test
    void donors_in_every_form_of_another_system_are_read() throws IOException {
        read(String.join("\n", SharedData.lines("registry/atlas-InitialDonors.csv")));
        assertThat(donors).hasSizeGreaterThan(100);
    }
}
