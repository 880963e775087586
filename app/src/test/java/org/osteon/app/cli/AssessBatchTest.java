package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.app.cli.CoolingCases.ORDER;
import static org.osteon.app.cli.CoolingCases.PATIENT;
import static org.osteon.app.cli.CoolingCases.aCase;
import static org.osteon.app.cli.CoolingCases.bundle;
import static org.osteon.app.cli.CoolingCases.isRefused;
import static org.osteon.app.cli.CoolingCases.temperature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many charts at once: a folder, a file of lines, standard input (assessment contract 2.3).
class AssessBatchTest {
    @TempDir Path folder;

    @Test
    void a_batch_gives_the_same_objects_in_name_order_and_a_line_for_what_it_cannot_use()
            throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Files.writeString(cases.resolve("b.json"), aCase(bundle(PATIENT, ORDER)));
        Files.writeString(
                cases.resolve("a.json"), aCase(bundle(PATIENT, temperature("38"), ORDER)));
        Files.writeString(cases.resolve("c.json"), "broken");
        Files.writeString(cases.resolve("d.json"), "{\"asOf\":\"2025-03-02\"}");
        Files.writeString(cases.resolve("e.json"), aCase(bundle(PATIENT)).replace("cooling", "no"));
        Files.writeString(cases.resolve("ignored.txt"), "not a case");
        Files.createDirectory(cases.resolve("folder.json"));

        CommandRun run =
                CommandRun.of(
                        "assess",
                        "--batch=" + cases,
                        "--format=ndjson",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);

        assertThat(run.exitCode()).isEqualTo(2);
        List<String> lines = run.output().lines().toList();
        assertThat(lines).hasSize(5).allSatisfy(CoolingCases::isJson);
        assertThat(lines.get(0))
                .startsWith("{\"file\":\"a.json\",\"patient\":\"Patient/p1\"")
                .contains("\"decision\":\"GO\"");
        assertThat(lines.get(1)).contains("\"b.json\"").contains("\"decision\":\"CANNOT_TELL\"");
        assertThat(lines.get(2)).startsWith("{\"file\":\"c.json\",\"error\":\"not JSON");
        assertThat(lines.get(3)).contains("the key 'pathway' is missing");
        assertThat(lines.get(4)).contains("unknown pathway 'no'; known: cooling");

        Path chart = file("chart.json", bundle(PATIENT, ORDER));
        CommandRun single =
                CommandRun.of(
                        "assess",
                        chart.toString(),
                        "--as-of=2025-03-02",
                        "--pathway=cooling",
                        "--format=ndjson",
                        "--knowledge=" + CommandRun.TEST_KNOWLEDGE);
        assertThat(lines.get(1))
                .isEqualTo(
                        single.output()
                                .strip()
                                .replace("{\"patient", "{\"file\":\"b.json\",\"patient"));
    }

    @Test
    void a_batch_in_which_every_file_was_assessed_ends_with_0() throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        for (int i = 0; i < 500; i++) {
            Files.writeString(
                    cases.resolve("%03d.json".formatted(i)), aCase(bundle(PATIENT, ORDER)));
        }

        CommandRun run =
                CommandRun.of(
                        "assess", "--batch=" + cases, "--knowledge=" + CommandRun.TEST_KNOWLEDGE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines().map(line -> line.substring(9, 17)).toList())
                .hasSize(500)
                .isSorted();
    }

    @Test
    void a_file_of_lines_gives_what_a_folder_gives_with_the_number_of_the_line()
            throws IOException {
        String[] cases = {
            aCase(bundle(PATIENT, temperature("38"), ORDER)),
            "broken",
            aCase(bundle(PATIENT, ORDER)),
            "{\"asOf\":\"2025-03-02\"}"
        };
        Path folderOfCases = Files.createDirectory(folder.resolve("cases"));
        for (int i = 0; i < cases.length; i++) {
            Files.writeString(folderOfCases.resolve(i + ".json"), cases[i]);
        }
        List<String> named = batch(folderOfCases.toString()).output().lines().toList();

        String text =
                String.join(
                        "\n\r\n  \n",
                        List.of(cases).stream().map(AssessBatchTest::oneLine).toList());
        Path lines = file("cases.ndjson", text);
        CommandRun run = batch(lines.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        List<String> numbered = run.output().lines().toList();
        assertThat(numbered).hasSize(4).allSatisfy(CoolingCases::isJson);
        for (int i = 0; i < cases.length; i++) {
            assertThat(numbered.get(i))
                    .isEqualTo(
                            named.get(i)
                                    .replace(
                                            "\"file\":\"" + i + ".json\"",
                                            "\"file\":" + (3 * i + 1)));
        }
    }

    @Test
    void lines_come_from_standard_input_too_packed_or_not() throws IOException {
        String text = oneLine(aCase(bundle(PATIENT, temperature("38"), ORDER))) + "\n";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            CommandRun plain = batch("-");
            assertThat(plain.exitCode()).isZero();
            assertThat(plain.output()).startsWith("{\"file\":1,\"patient\":\"Patient/p1\"");
            System.setIn(new ByteArrayInputStream(packed.toByteArray()));
            assertThat(batch("-").output()).isEqualTo(plain.output());
            System.setIn(new ByteArrayInputStream(new byte[0]));
            assertThat(batch("-")).isEqualTo(new CommandRun(0, "", ""));
            System.setIn(
                    new ByteArrayInputStream(
                            Arrays.copyOf(packed.toByteArray(), packed.size() - 12)));
            CommandRun torn = batch("-");
            assertThat(torn.exitCode()).isEqualTo(2);
            assertThat(torn.errors()).contains("line 1 cannot be read");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_batch_that_is_not_there_is_refused() {
        isRefused(batch(folder.resolve("none.ndjson").toString()), "none.ndjson");
    }

    private static String oneLine(String json) {
        return json.replaceAll("\\R", " ");
    }

    private static CommandRun batch(String source) {
        return CommandRun.of(
                "assess", "--batch=" + source, "--knowledge=" + CommandRun.TEST_KNOWLEDGE);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
