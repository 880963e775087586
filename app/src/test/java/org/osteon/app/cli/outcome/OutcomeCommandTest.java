package org.osteon.app.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.Osteon;

/// `osteon outcome` on unusable and unusual input (K1, K14).
class OutcomeCommandTest {
    private static final String COHORT = Golden.BUNDLED.resolve("synth_hct480.csv").toString();

    @TempDir Path folder;

    /// What a command did.
    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("outcome"));
        all.addAll(List.of(arguments));
        int code =
                Osteon.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void an_unknown_column_names_those_there_are() {
        Run run = run("km", "--data", COHORT, "--time", "days", "--event", "death");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no column 'days'").contains("fu_days");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_missing_file_is_said_in_one_line() {
        Run run = run("km", "--data", "nowhere.csv", "--time", "t", "--event", "e");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines("osteon: no file nowhere.csv");
    }

    @Test
    void a_negative_time_is_refused_with_its_row() throws IOException {
        Run run =
                run(
                        "km",
                        "--data",
                        file("t,e\n5,1\n-1,0\n").toString(),
                        "--time",
                        "t",
                        "--event",
                        "e");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("row 2 has time -1.0");
    }

    @Test
    void rows_with_an_empty_field_are_left_out_and_counted() throws IOException {
        Run run =
                run(
                        "km",
                        "--data",
                        file("t,e\n5,1\n,0\n7,0\n").toString(),
                        "--time",
                        "t",
                        "--event",
                        "e",
                        "--format",
                        "json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("1 of 3 rows left out, empty: t 1");
        assertThat(run.out()).contains("\"n\" : 2");
    }

    @Test
    void a_line_with_too_few_fields_is_refused_with_its_number() throws IOException {
        Run run =
                run(
                        "km",
                        "--data",
                        file("t,e\n5,1\n6\n").toString(),
                        "--time",
                        "t",
                        "--event",
                        "e");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("line 3: only 1 fields where the header has 2");
    }

    @Test
    void incidence_of_censored_rows_only_is_refused() throws IOException {
        Run run =
                run(
                        "incidence",
                        "--data",
                        file("t,e\n5,0\n6,0\n").toString(),
                        "--time",
                        "t",
                        "--event",
                        "e");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("every row is censored");
    }

    @Test
    void the_same_input_gives_the_same_bytes() {
        String[] line = {
            "cox",
            "--data",
            COHORT,
            "--time",
            "fu_days",
            "--event",
            "death",
            "--covariates",
            "age,C(donor)"
        };
        assertThat(run(line).out()).isEqualTo(run(line).out());
    }

    @Test
    void the_order_of_rows_does_not_matter() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(COHORT)));
        String header = lines.removeFirst();
        java.util.Collections.reverse(lines);
        lines.addFirst(header);
        Path reversed = file(String.join("\n", lines) + "\n");
        String[] line = {
            "incidence",
            "--time",
            "efs_days",
            "--event",
            "event",
            "--by",
            "donor",
            "--at",
            "100,365",
            "--data"
        };
        assertThat(run(with(line, reversed.toString())).out())
                .isEqualTo(run(with(line, COHORT)).out());
    }

    private static String[] with(String[] line, String last) {
        String[] all = java.util.Arrays.copyOf(line, line.length + 1);
        all[line.length] = last;
        return all;
    }

    @Test
    void a_report_holds_curves_numbers_at_risk_and_tests() {
        Run run =
                run(
                        "report",
                        "--knowledge",
                        "../knowledge",
                        "--data",
                        COHORT,
                        "--template",
                        "transplant",
                        "--by",
                        "arm");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains(
                        "Overall survival",
                        "Cumulative incidence of relapse",
                        "At risk",
                        "Log-rank test",
                        "Gray's test",
                        "</html>")
                .doesNotContain("NaN");
    }

    @Test
    void a_report_of_groups_under_five_has_an_axis_of_their_days() throws java.io.IOException {
        java.nio.file.Path four = java.nio.file.Files.createTempFile("four", ".csv");
        java.nio.file.Files.writeString(
                four, "fu_days,death,arm\n100,1,a\n400,0,a\n200,1,b\n300,0,b\n");

        Run run =
                run(
                        "report",
                        "--knowledge",
                        "../knowledge",
                        "--data",
                        four.toString(),
                        "--template",
                        "transplant",
                        "--by",
                        "arm");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(">300<").doesNotContain("E-7");
        assertThat(
                        run(
                                        "report",
                                        "--knowledge",
                                        "../knowledge",
                                        "--data",
                                        four.toString(),
                                        "--template",
                                        "hip")
                                .err())
                .contains("no template \"hip\"; there are: joint, transplant");
    }

    @Test
    void a_joint_report_shows_survival_of_the_joint_and_change() {
        String doses = Golden.BUNDLED.resolve("synth_dose220.csv").toString();
        Run run =
                run(
                        "report",
                        "--knowledge",
                        "../knowledge",
                        "--data",
                        doses,
                        "--template",
                        "joint",
                        "--by",
                        "n_injections");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Survival free of joint replacement", "Change from pain_base to pain_12m")
                .doesNotContain("NaN");
    }

    @Test
    void text_and_csv_say_the_same_numbers() {
        String[] line = {
            "logrank",
            "--data",
            COHORT,
            "--time",
            "fu_days",
            "--event",
            "death",
            "--by",
            "arm",
            "--format"
        };
        assertThat(run(with(line, "csv")).out()).contains("chisq,,0.2106");
        assertThat(run(with(line, "text")).out()).contains("chisq").contains("0.2106");
    }

    @Test
    void a_list_of_blocks_is_the_same_again_and_names_its_algorithm() {
        String[] line = {
            "randomise",
            "--method",
            "blocks",
            "--ratio",
            "A=1,B=1",
            "--block-sizes",
            "4,6",
            "--n",
            "20",
            "--seed"
        };
        assertThat(run(with(line, "7")).out())
                .isEqualTo(run(with(line, "7")).out())
                .contains("permuted-blocks/1");
        assertThat(run(with(line, "8")).out()).isNotEqualTo(run(with(line, "7")).out());
    }
}
