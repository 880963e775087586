package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sixth therapy of CONTRIBUTING, built as the page says it: its shell commands are run, its
/// files are written.
class ContributingTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FILE =
            Pattern.compile(
                    "^`(cold-pack/[^`]+)`\n\n```[a-z]+\n(.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern COMMANDS =
            Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir Path folder;

    @BeforeEach
    void follows_the_page() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
        String page = Files.readString(PROJECT.resolve("CONTRIBUTING.md"));
        run("mkdir knowledge && cp -r '" + PROJECT.resolve("knowledge/common") + "' knowledge/");
        List<String> commands =
                COMMANDS.matcher(page).results().map(found -> found.group(1)).toList();
        run(commands.get(0));
        for (MatchResult file : FILE.matcher(page).results().toList()) {
            Files.writeString(folder.resolve("trial").resolve(file.group(1)), file.group(2));
        }
        run(commands.get(1));
    }

    private void run(String commands) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("/bin/sh", "-e", "-c", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as("%s%n%s", commands, told).isZero();
    }

    @Test
    void its_cases_are_green_and_every_rule_has_one() {
        CommandRun run = CommandRun.of("cases", "cold-pack", "--knowledge", trial());

        assertThat(run.output())
                .isEqualTo("cold-pack: 3 of 3 cases agree, rules without a case: 0\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void its_rule_book_can_be_read() {
        assertThat(CommandRun.of("rules", "cold-pack", "--knowledge", trial()).output())
                .contains("Pain of 3 or more", "CP-1 -> LEAVE", "Cases: pain-2");
    }

    @Test
    void a_case_that_differs_is_told_and_a_rule_without_a_case() throws IOException {
        Path cases = folder.resolve("trial/cold-pack/cases");
        Files.delete(cases.resolve("pain-unknown.json"));
        Path low = cases.resolve("pain-2.json");
        Files.writeString(low, Files.readString(low).replace("\"LEAVE\"", "\"APPLY\""));

        CommandRun run = CommandRun.of("cases", "cold-pack", "--knowledge", trial());

        assertThat(run.output())
                .isEqualTo(
                        """
                        cold-pack, pain-2: A pain of 2 needs no cold pack
                          decision is LEAVE, expected APPLY
                        cold-pack, CP-2: no case raises it
                        cold-pack: 1 of 2 cases agree, rules without a case: 1
                        """);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void its_form_is_sound_and_its_cases_agree() throws IOException {
        String page = Files.readString(PROJECT.resolve("CONTRIBUTING.md"));
        Path forms = folder.resolve("trial/cold-pack/forms");
        Files.createDirectories(forms.resolve("cases"));
        Files.writeString(forms.resolve("cold-pack-check.json"), block(page, "form"));
        Files.writeString(forms.resolve("cases/cold-pack-check.json"), block(page, "case"));

        CommandRun run = CommandRun.of("forms", "--check", "--knowledge", trial());

        assertThat(run.output()).contains("2 of 2 cases agree, forms without a case: 0");
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    }

    @Test
    void a_form_that_cannot_be_used_is_named_and_the_others_work() throws IOException {
        String page = Files.readString(PROJECT.resolve("CONTRIBUTING.md"));
        Path forms = folder.resolve("trial/cold-pack/forms");
        Files.createDirectories(forms);
        Files.writeString(forms.resolve("cold-pack-check.json"), block(page, "form"));
        Files.writeString(
                forms.resolve("broken.json"),
                block(page, "form")
                        .replace("cold-pack-check", "broken")
                        .replace("\"#put-on\"", "\"#nowhere\""));

        CommandRun run = CommandRun.of("forms", "--knowledge", trial());

        assertThat(run.output())
                .contains(
                        "cold-pack/forms/broken.json, item put-on-at: there is no contained"
                                + " template #nowhere.")
                .contains("Before the cold pack");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private static String block(String page, String kind) {
        return Pattern.compile(
                        "^```json " + kind + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private String trial() {
        return folder.resolve("trial").toString();
    }
}
