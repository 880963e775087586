package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `osteon donors …`, each command, on a registry of a few donors.
class DonorsCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATIENT =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*05:01+C*07:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";

    @TempDir static Path folder;
    private static Path registry;

    @BeforeAll
    static void makeARegistry() throws IOException {
        registry = folder.resolve("donors");
        String header = "id;A_1;A_2;B_1;B_2;C_1;C_2;DRB1_1;DRB1_2;DQB1_1;DQB1_2;sex;abo;type\n";
        String same = ";01:01;02:01;08:01;44:02;05:01;07:01;03:01;04:01;02:01;03:02";
        Path table =
                write(
                        "donors.csv",
                        header
                                + ("TWIN" + same + ";female;A+;adult\n")
                                + ("NOT-B8" + same.replace("08:01", "07:02") + ";male;O-;adult\n")
                                + ("GONE" + same + ";male;O+;adult\n")
                                + ("BROKEN"
                                        + same.replace(";01:01;", ";99:ZZZZ;")
                                        + ";male;O+;adult\n"));

        CommandRun imported =
                CommandRun.of("donors", "import", "--registry", registry.toString(), "" + table);

        assertThat(imported.exitCode()).isZero();
        JsonNode summary = JSON.readTree(imported.output());
        assertThat(summary.path("accepted").asInt()).isEqualTo(4);
        assertThat(summary.path("withProblems").asInt()).isEqualTo(1);
        assertThat(imported.errors()).contains("E_MAC_UNKNOWN");
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static JsonNode json(String... arguments) throws IOException {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return JSON.readTree(run.output());
    }

    private static JsonNode search(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "donors",
                                "search",
                                "--registry",
                                registry.toString(),
                                "--patient",
                                PATIENT,
                                "--mismatches",
                                "2",
                                "--format",
                                "json"));
        arguments.addAll(List.of(more));
        return json(arguments.toArray(String[]::new));
    }

    private static List<String> ids(JsonNode result) {
        List<String> ids = new ArrayList<>();
        result.path("donors").forEach(donor -> ids.add(donor.path("id").asText()));
        return ids;
    }

    private static Path chart(String... observations) throws IOException {
        StringBuilder chart =
                new StringBuilder(
                        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                                + "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\"}}");
        for (int i = 0; i < observations.length; i++) {
            chart.append(",{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o")
                    .append(i)
                    .append("\",\"effectiveDateTime\":\"2025-0")
                    .append(i + 1)
                    .append("-01\",")
                    .append(observations[i])
                    .append("}}");
        }
        return write("chart-" + observations.length + ".json", chart + "]}");
    }

    @Test
    void search_ranks_the_donors_with_the_reason() throws IOException {
        JsonNode found = search();

        assertThat(ids(found)).contains("TWIN").endsWith("NOT-B8");
        assertThat(found.path("searched").asInt()).isEqualTo(4);
        assertThat(found.path("donors").path(0).path("reasons").isEmpty()).isFalse();
    }

    /// The page reads them by the same reader: DonorPagesTest.
    @Test
    void search_counts_an_antibody_in_either_form_and_refuses_what_it_cannot_read()
            throws IOException {
        assertThat(ids(search("--antibody", "B8:4000"))).startsWith("NOT-B8");
        assertThat(ids(search("--antibody", "B8 4000"))).startsWith("NOT-B8");
        CommandRun unreadable =
                CommandRun.of(
                        "donors",
                        "search",
                        "--registry",
                        registry.toString(),
                        "--patient",
                        PATIENT,
                        "--antibody",
                        "XYZ:4000");
        assertThat(unreadable.exitCode()).isEqualTo(2);
        assertThat(unreadable.output()).isEmpty();
        assertThat(unreadable.errors()).contains("--antibody", "XYZ");
    }

    @Test
    void search_reads_blood_groups_like_the_page() throws IOException {
        assertThat(ids(search("--abo", "a"))).containsExactly("TWIN");
        CommandRun none =
                CommandRun.of(
                        "donors",
                        "search",
                        "--registry",
                        registry.toString(),
                        "--patient",
                        PATIENT,
                        "--abo",
                        "A,Q");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.errors()).contains("“Q” is no blood group");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "ndjson", "csv"})
    void tables_come_in_every_format(String format) throws IOException {
        Path typings = write("typings.csv", "ID;A_1;A_2;B_1;B_2\n1;01:01;02:01;08:01;44:02\n");
        for (String[] command :
                List.of(
                        new String[] {
                            "donors",
                            "search",
                            "--registry",
                            registry.toString(),
                            "--patient",
                            PATIENT
                        },
                        new String[] {"donors", "typing", PATIENT},
                        new String[] {
                            "donors",
                            "frequencies",
                            "--typings",
                            typings.toString(),
                            "--loci",
                            "A,B"
                        })) {
            List<String> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of("--format", format));
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertThat(run.exitCode()).as(String.join(" ", arguments) + run.errors()).isZero();
            assertThat(run.output().strip().startsWith("{"))
                    .as(run.output())
                    .isEqualTo(format.endsWith("json"));
        }
    }

    @Test
    void typing_says_what_each_token_means_and_writes_it_shorter() throws IOException {
        JsonNode answer = json("donors", "typing", "A*02:XX+A*01:01:01:01", "--format", "json");

        assertThat(answer.path("loci").path("A")).hasSize(2);
        assertThat(
                        CommandRun.of(
                                        "donors",
                                        "typing",
                                        "--reduce",
                                        "lgx",
                                        "A*01:01:01+A*02:01:01",
                                        "--format",
                                        "text")
                                .output())
                .isEqualTo("A*01:01+A*02:01\n");
        assertThat(CommandRun.of("donors", "typing", "A*99:9999").exitCode()).isEqualTo(2);
    }

    @Test
    void typing_of_a_chart_is_the_patients_own_and_not_the_siblings() throws IOException {
        Path chart =
                chart(
                        "\"status\":\"final\",\"valueString\":\"A*01:01+A*02:01\"",
                        "\"status\":\"final\",\"valueString\":\"A*24:02+A*33:01\","
                                + "\"focus\":[{\"reference\":\"RelatedPerson/s\"}]",
                        "\"status\":\"entered-in-error\",\"valueString\":\"A*68:01+A*69:01\"");

        for (String typing : List.of(chart.toString(), "@" + chart)) {
            CommandRun run = CommandRun.of("donors", "typing", typing, "--format", "json");
            assertThat(JSON.readTree(run.output()).path("typing").asText())
                    .isEqualTo("A*01:01+A*02:01");
            assertThat(run.errors()).doesNotContain("resourceType");
        }
    }

    /// H1, reference 20.1; on the pages: DonorPagesTest.
    @Test
    void what_a_chart_says_of_its_typings_is_told_by_each_command_that_reads_it()
            throws IOException {
        String chart =
                chart(
                                "\"status\":\"final\",\"valueString\":\"" + PATIENT + "\"",
                                "\"status\":\"final\",\"valueString\":\"B*07:02+B*44:02\"",
                                "\"status\":\"preliminary\",\"valueString\":\"A*24:02+A*33:01\"",
                                "\"status\":\"final\",\"valueString\":\"A*01:01+A*02:01\"")
                        .toString();

        JsonNode typing = json("donors", "typing", chart, "--format", "json");
        JsonNode compared =
                json(
                        "donors",
                        "compare",
                        "--patient",
                        chart,
                        "--donor",
                        PATIENT,
                        "--format",
                        "json");
        JsonNode found =
                json(
                        "donors",
                        "search",
                        "--registry",
                        registry.toString(),
                        "--patient",
                        chart,
                        "--profile",
                        "conventional",
                        "--format",
                        "json");
        CommandRun text = CommandRun.of("donors", "typing", chart, "--format", "text");

        assertThat(typing.path("typing").asText()).contains("B*07:02+B*44:02|B*08:01+B*44:02");
        for (JsonNode findings :
                List.of(
                        typing.path("findings"),
                        compared.path("findings").path("patient"),
                        found.path("patient").path("findings"))) {
            assertThat(findings.findValuesAsText("code"))
                    .containsExactly("W_TYPING_NOT_USED", "W_TYPING_CONFLICT");
        }
        assertThat(compared.path("loci").path("B").path("status").asText()).isEqualTo("potential");
        assertThat(found.path("donors")).hasSizeGreaterThan(1);
        assertThat(text.errors()).contains("W_TYPING_CONFLICT B", "verification typing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A*UUUU+A*UUUU", "UUUU", "A*UUUU", "HLA-A*UUUU+A*UUUU^B*UUUU"})
    void a_typing_that_leaves_everything_open_is_untyped_and_told(String open) throws IOException {
        CommandRun run =
                CommandRun.of(
                        "donors",
                        "compare",
                        "--patient",
                        open,
                        "--donor",
                        PATIENT,
                        "--format",
                        "json");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        JsonNode locus = JSON.readTree(run.output()).path("loci").path("A");
        assertThat(locus.path("status").asText()).isEqualTo("untyped");
        assertThat(locus.path("mm").toString()).isEqualTo("[0,2]");
        assertThat(run.errors()).contains("patient: no locus is typed");
        CommandRun typing = CommandRun.of("donors", "typing", open);
        assertThat(typing.exitCode()).isZero();
        assertThat(typing.errors()).contains("no locus is typed");
    }

    @Test
    void one_open_position_is_typed_and_an_empty_or_wrong_text_is_refused() {
        CommandRun half =
                CommandRun.of(
                        "donors", "compare", "--patient", "A*02:01+A*UUUU", "--donor", PATIENT);
        assertThat(half.exitCode()).isZero();
        assertThat(half.errors()).doesNotContain("no locus");
        for (String wrong : List.of("A*UUU+A*UUU", "DBR1*UUUU", "")) {
            assertThat(
                            CommandRun.of(
                                            "donors",
                                            "compare",
                                            "--patient",
                                            wrong,
                                            "--donor",
                                            PATIENT)
                                    .exitCode())
                    .as(wrong)
                    .isEqualTo(2);
        }
    }

    @Test
    void a_chart_without_a_typing_and_a_file_that_is_neither_are_not_repeated_in_the_message()
            throws IOException {
        CommandRun without = CommandRun.of("donors", "typing", "@" + chart());
        Path lines = write("chart.ndjson", "{\"secret\":1}\n{\"secret\":2}\n");
        CommandRun neither = CommandRun.of("donors", "typing", "@" + lines);

        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.errors()).contains("no HLA typing of the patient");
        assertThat(neither.exitCode()).isEqualTo(2);
        assertThat(neither.errors()).doesNotContain("secret");
    }

    @Test
    void compare_counts_mismatches_by_direction() throws IOException {
        JsonNode same =
                json(
                        "donors",
                        "compare",
                        "--patient",
                        PATIENT,
                        "--donor",
                        PATIENT,
                        "--format",
                        "json");
        JsonNode other =
                json(
                        "donors",
                        "compare",
                        "--patient",
                        PATIENT,
                        "--donor",
                        PATIENT.replace("A*01:01", "A*03:01"),
                        "--format",
                        "json");

        assertThat(same.path("total").path("best").asText()).isEqualTo("10/10");
        assertThat(other.path("total").path("best").asText()).isEqualTo("9/10");
    }

    @Test
    void frequencies_sum_to_one_and_predict_uses_them() throws IOException {
        Path typings =
                write(
                        "cohort.csv",
                        """
                        ID;A_1;A_2;B_1;B_2
                        1;01:01;02:01;08:01;44:02
                        2;01:01;01:01;08:01;08:01
                        """);
        CommandRun estimated =
                CommandRun.of(
                        "donors",
                        "frequencies",
                        "--typings",
                        typings.toString(),
                        "--loci",
                        "A,B",
                        "--format",
                        "csv");
        Path frequencies = write("frequencies.csv", estimated.output());
        Path patients = write("patients.txt", "P%A*01:01+A*02:01^B*08:01+B*44:02\n");
        CommandRun predicted =
                CommandRun.of(
                        "donors",
                        "predict",
                        "--patients",
                        patients.toString(),
                        "--donors",
                        patients.toString(),
                        "--frequencies",
                        frequencies.toString(),
                        "--loci",
                        "A,B",
                        "--format",
                        "csv");

        double sum =
                estimated
                        .output()
                        .lines()
                        .skip(1)
                        .mapToDouble(line ->
                                Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                        .sum();
        assertThat(sum).isBetween(0.999999, 1.000001);
        assertThat(predicted.exitCode()).as(predicted.errors()).isZero();
        assertThat(predicted.output().lines().toList().getLast()).startsWith("P;P;").endsWith(";1");
    }

    @Test
    void remove_takes_a_donor_out_and_simulate_fills_a_registry_with_the_same_seed_alike()
            throws IOException {
        CommandRun removed =
                CommandRun.of("donors", "remove", "--registry", registry.toString(), "GONE");
        assertThat(removed.exitCode()).as(removed.errors()).isZero();
        assertThat(ids(search())).doesNotContain("GONE").contains("TWIN");
        CommandRun.of(
                "donors",
                "import",
                "--registry",
                registry.toString(),
                folder.resolve("donors.csv").toString());

        Path frequencies =
                write(
                        "simulated.csv",
                        """
                        haplotype,frequency
                        A*01:01~B*08:01~C*07:01~DRB1*03:01~DQB1*02:01,0.6
                        A*02:01~B*44:02~C*05:01~DRB1*04:01~DQB1*03:02,0.4
                        """);
        List<String> both = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Path drawn = folder.resolve(name);
            CommandRun run =
                    CommandRun.of(
                            "donors",
                            "simulate",
                            "--registry",
                            drawn.toString(),
                            "--count",
                            "30",
                            "--seed",
                            "7",
                            "--frequencies",
                            frequencies.toString());
            assertThat(run.exitCode()).as(run.errors()).isZero();
            both.add(
                    CommandRun.of(
                                    "donors",
                                    "search",
                                    "--registry",
                                    drawn.toString(),
                                    "--patient",
                                    PATIENT,
                                    "--mismatches",
                                    "10",
                                    "--format",
                                    "csv")
                            .output());
        }
        assertThat(both.getFirst()).isEqualTo(both.getLast());
        assertThat(both.getFirst().lines().count()).isGreaterThan(20);
    }

    @Test
    void family_gives_the_chance_before_typing_and_the_relation_after() throws IOException {
        assertThat(
                        json("donors", "family", "--siblings", "1", "--format", "json")
                                .path("chanceOfIdenticalSibling")
                                .asDouble())
                .isEqualTo(0.25);
        assertThat(
                        json(
                                        "donors",
                                        "family",
                                        "--patient",
                                        PATIENT,
                                        "--sibling",
                                        "Ida=" + PATIENT,
                                        "--format",
                                        "json")
                                .toString())
                .contains("Ida");
    }

    @Test
    void nomenclature_names_the_release_and_what_another_would_change() throws IOException {
        assertThat(json("donors", "nomenclature").path("release").asText()).isNotBlank();
        CommandRun none =
                CommandRun.of(
                        "donors",
                        "nomenclature",
                        "effect",
                        "--registry",
                        registry.toString(),
                        folder.resolve("no-such-release").toString());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.errors()).contains("no such nomenclature folder");
        assertThat(CommandRun.of("donors", "nomenclature", "install").exitCode()).isEqualTo(2);
    }
}
