package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.OnePathway;

/// The orders of keys on the command line, on the worked input of the reference (section 25).
class DonorsProfilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATIENT =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*05:01+C*07:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";

    @TempDir static Path folder;
    private static Path registry;
    private static Path knowledge;

    @BeforeAll
    static void makeARegistry() throws IOException {
        knowledge = OnePathway.copied(folder, "marrow-transplant");
        registry = folder.resolve("donors");
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        String same = ";01:01;02:01;08:01;44:02;05:01;07:01;03:01;04:01;02:01;03:02\n";
        String other = same.replace("02:01;08:01", "03:01;08:01");
        Path table =
                Files.writeString(
                        folder.resolve("donors.csv"),
                        "id;dob;A_1;A_2;B_1;B_2;C_1;C_2;DRB1_1;DRB1_2;DQB1_1;DQB1_2\n"
                                + ("OF-54;" + today.minusYears(54) + same)
                                + ("ONE-OFF-OF-22;" + today.minusYears(22) + other)
                                + ("OF-27;" + today.minusYears(27) + same)
                                + ("ONE-OFF-OF-UNKNOWN-AGE;" + other));
        CommandRun imported =
                CommandRun.of("donors", "import", "--registry", registry.toString(), "" + table);
        assertThat(imported.exitCode()).as(imported.errors()).isZero();
    }

    private static CommandRun search(String... more) {
        return searchFor(PATIENT, more);
    }

    private static CommandRun searchFor(String patient, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "donors",
                                "search",
                                "--registry",
                                registry.toString(),
                                "--patient",
                                patient,
                                "--mismatches",
                                "1"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static List<String> ids(JsonNode result) {
        List<String> ids = new ArrayList<>();
        result.path("donors").forEach(donor -> ids.add(donor.path("id").asText()));
        return ids;
    }

    @Test
    void each_profile_ranks_in_its_own_order_and_gives_the_place_of_the_other() throws IOException {
        JsonNode conventional = JSON.readTree(search("--format", "json").output());
        JsonNode ptcy = JSON.readTree(search("--profile", "ptcy", "--format", "json").output());

        assertThat(ids(conventional))
                .containsExactly("OF-27", "OF-54", "ONE-OFF-OF-22", "ONE-OFF-OF-UNKNOWN-AGE");
        assertThat(ids(ptcy))
                .containsExactly("OF-27", "ONE-OFF-OF-22", "OF-54", "ONE-OFF-OF-UNKNOWN-AGE");
        assertThat(conventional.path("donors").path(1).path("elsewhere").path("ptcy").asInt())
                .isEqualTo(3);
        assertThat(ptcy.path("donors").path(1).path("elsewhere").path("conventional").asInt())
                .isEqualTo(3);
        assertThat(ptcy.path("profile").path("dissent").asText()).contains("cord blood");
    }

    @Test
    void why_a_donor_stands_second_is_said_in_the_keys_of_the_profile() throws IOException {
        JsonNode conventional = JSON.readTree(search("--format", "json").output());
        JsonNode ptcy = JSON.readTree(search("--profile", "ptcy", "--format", "json").output());

        assertThat(conventional.path("donors").path(0).has("why")).isFalse();
        assertThat(conventional.path("donors").path(1).path("why").asText())
                .isEqualTo("age 54 (above: 27)");
        assertThat(ptcy.path("donors").path(1).path("why").asText())
                .isEqualTo("match group 7/8 (above: 8/8)");
        assertThat(search("--profile", "ptcy", "--format", "text").output())
                .contains("Ranked for post-transplant cyclophosphamide. Newer evidence")
                .contains("below: match group 7/8 (above: 8/8)")
                .contains("elsewhere: 3 for conventional prophylaxis");
    }

    @Test
    void a_profile_that_does_not_exist_ends_the_command_with_those_that_do() {
        CommandRun run = search("--profile", "haplo");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--profile", "haplo", "conventional", "ptcy");
    }

    @Test
    void the_profiles_are_shown_with_what_each_key_rests_on() throws IOException {
        JsonNode profiles =
                JSON.readTree(CommandRun.of("donors", "profiles", "--format", "json").output());

        assertThat(profiles).hasSize(2);
        for (JsonNode profile : profiles) {
            assertThat(profile.path("keys")).isNotEmpty();
            for (JsonNode key : profile.path("keys")) {
                assertThat(key.path("better").asText()).isNotBlank();
                assertThat(key.path("source").asText()).isNotBlank();
                assertThat(key.path("certainty").asText()).isIn("A", "B", "C");
            }
        }
        assertThat(CommandRun.of("donors", "profiles", "--format", "text").output())
                .startsWith("conventional: conventional prophylaxis.")
                .contains("EBMT, Blood 2024 (143:2534)");
        assertThat(CommandRun.of("donors", "profiles", "--format", "csv").exitCode()).isEqualTo(2);
    }

    @Test
    void a_key_left_out_does_not_rank_and_a_wrong_one_ends_the_command() throws IOException {
        JsonNode ptcy =
                JSON.readTree(
                        search("--profile", "ptcy", "--without", "age-band", "--format", "json")
                                .output());

        assertThat(ids(ptcy))
                .containsExactly("OF-27", "OF-54", "ONE-OFF-OF-22", "ONE-OFF-OF-UNKNOWN-AGE");
        assertThat(ptcy.path("profile").path("keys").findValuesAsText("key"))
                .contains("match-group")
                .doesNotContain("age-band");
        CommandRun wrong = search("--without", "age-band");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors()).contains("--without", "age-band");
    }

    @Test
    void types_of_donors_come_with_the_relatives_given_by_hand() throws IOException {
        String haploidentical =
                "A*01:01+A*24:02^B*08:01+B*35:01^C*07:01+C*04:01^DRB1*03:01+DRB1*11:01";

        JsonNode result =
                JSON.readTree(
                        search("--relative", "brother=" + haploidentical, "--format", "json")
                                .output());

        JsonNode comparison = result.path("comparison");
        assertThat(comparison.findValuesAsText("donorType"))
                .containsExactly(
                        "matched-sibling",
                        "unrelated-matched",
                        "unrelated-one-mismatch",
                        "unrelated-mismatched",
                        "haploidentical",
                        "cord");
        assertThat(comparison.findValuesAsText("count"))
                .containsExactly("0", "2", "2", "0", "1", "0");
        assertThat(comparison.path(1).path("bestConventional").asText()).isEqualTo("OF-27");
        assertThat(comparison.path(1).path("bestAge").asInt()).isEqualTo(27);
        assertThat(comparison.path(4).path("bestPtcy").asText()).isEqualTo("brother");
        assertThat(comparison.path(5).path("bestPtcy").isNull()).isTrue();
        assertThat(comparison.path(5).path("needs")).isNotEmpty();
        assertThat(search("--types", "--format", "text").output())
                .contains("unrelated, 8/8 or 10/10: 2, best OF-27");
    }

    private static CommandRun searchForChart(Path chart, String... more) {
        List<String> asked =
                new ArrayList<>(List.of("--knowledge", knowledge.toString(), "--format", "json"));
        asked.addAll(List.of(more));
        return searchFor(chart.toString(), asked.toArray(String[]::new));
    }

    /// The pages do the same: OrderedRankingTest.
    @Test
    void a_chart_is_ranked_for_the_prophylaxis_that_its_plan_orders() throws IOException {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        String chart =
                """
                {"resourceType": "Bundle", "type": "collection", "entry": [
                 {"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1980-03-01"}},
                 {"resource": {"resourceType": "Observation", "id": "hla", "status": "final",
                  "subject": {"reference": "Patient/p"}, "code": {"text": "HLA typing"},
                  "effectiveDateTime": "%s", "valueCodeableConcept": {"coding": [
                   {"system": "http://www.ebi.ac.uk/ipd/imgt/hla", "code": "%s"}]}}},
                 {"resource": {"resourceType": "ServiceRequest", "id": "transplant",
                  "status": "active", "intent": "plan", "subject": {"reference": "Patient/p"},
                  "code": {"coding": [{"system": "http://snomed.info/sct", "code": "234336002"},
                   {"system": "urn:osteon:chart", "code": "allogeneic"}]},
                  "orderDetail": [{"coding": [{"system": "urn:osteon:chart", "code": "ORDERED"}]}],
                  "authoredOn": "%s", "occurrenceDateTime": "%s"}}
                ]}
                """
                        .formatted(
                                today.minusDays(9),
                                PATIENT,
                                today.minusDays(9),
                                today.plusDays(20));
        Path ptcy =
                Files.writeString(
                        folder.resolve("ptcy.json"), chart.replace("ORDERED", "gvhd-ptcy"));
        Path other =
                Files.writeString(
                        folder.resolve("mtx.json"), chart.replace("ORDERED", "gvhd-cni-mtx"));

        CommandRun ordered = searchForChart(ptcy);
        assertThat(ordered.exitCode()).as(ordered.errors()).isZero();
        assertThat(JSON.readTree(ordered.output()).at("/profile/id").asText()).isEqualTo("ptcy");
        assertThat(ordered.errors())
                .contains(
                        "note: ranked for post-transplant cyclophosphamide, which the patient's plan"
                                + " orders");
        CommandRun chosen = searchForChart(ptcy, "--profile", "conventional");
        assertThat(JSON.readTree(chosen.output()).at("/profile/id").asText())
                .isEqualTo("conventional");
        assertThat(chosen.errors()).doesNotContain("ranked for");
        CommandRun usual = searchForChart(other);
        assertThat(JSON.readTree(usual.output()).at("/profile/id").asText())
                .isEqualTo("conventional");
        assertThat(usual.errors()).doesNotContain("ranked for");
    }
}
