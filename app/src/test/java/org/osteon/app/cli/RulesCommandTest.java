package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesCommandTest {
    @Test
    void without_a_pathway_it_lists_them() {
        assertThat(rules().output()).startsWith("cooling 0.1.0: Cooling\n").contains("2 alerts");
    }

    @Test
    void every_criterion_and_alert_has_its_words_its_source_and_its_cases() {
        assertThat(rules("cooling").output())
                .containsSubsequence(
                        "STOP: Do not cool",
                        "Criterion warm-enough: Body temperature is 36 or more",
                        "Source: section 1, S1",
                        "COLD -> STOP: Too cold",
                        "Warm the patient first.",
                        "Source: section 2, S1",
                        "Cases: cooling-01",
                        "NO-TEMPERATURE -> CANNOT_TELL",
                        "Cases",
                        "cooling-01: Half a degree too cold",
                        "S1: The tests themselves");
    }

    @Test
    void as_json_it_says_the_same() {
        assertThat(rules("cooling", "--format=json").output())
                .containsSubsequence(
                        "\"pathway\" : \"cooling\"",
                        "\"id\" : \"COLD\"",
                        "\"source\" : \"section 2, S1\"",
                        "\"cases\" : [",
                        "\"cooling-01\"");
    }

    @Test
    void an_unknown_pathway_gets_the_known_ones() {
        CommandRun run = rules("cupping");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("known: cooling");
    }

    @Test
    void an_unknown_command_gets_the_known_ones() {
        CommandRun run = CommandRun.of("asses");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors())
                .startsWith("osteon: there is no command 'asses'; there are assess, ")
                .doesNotContain("warm-up");
    }

    private static CommandRun rules(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "rules";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 1] = "--knowledge=" + CommandRun.TEST_KNOWLEDGE;
        return CommandRun.of(all);
    }
}
