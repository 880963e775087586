package org.osteon.workflow.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.studies.DataPermissions.Answer.DENIED;
import static org.osteon.workflow.studies.DataPermissions.Answer.NOT_SAID;
import static org.osteon.workflow.studies.DataPermissions.Answer.PERMITTED;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Data go to others, and people are found, only as they said (records, 6.4).
class DataPermissionsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static DataPermissions of(String... consents) {
        String entries =
                Arrays.stream(consents)
                        .map(one -> ",{\"resource\":" + one + "}")
                        .collect(Collectors.joining());
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Patient\",\"id\":\"p\"}}"
                        + entries
                        + "]}";
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> DataPermissions.of(chart, DAY);
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    /// "No" to what is genetic is no "no" to research.
    @Test
    void a_label_that_is_denied_denies_that_part_and_no_more() {
        DataPermissions said =
                of(
                        consent(
                                "active",
                                "2026-01-02",
                                "{\"type\":\"permit\",\"code\":[{\"coding\":[{\"code\":\"permission-share-registry\"}]}]}",
                                "{\"type\":\"deny\",\"purpose\":[{\"code\":\"HRESCH\"}],\"securityLabel\":[{\"code\":\"GDIS\"}]}"));
        assertThat(said.sharing()).isEqualTo(PERMITTED);
        assertThat(said.denied()).containsExactly("GDIS");
    }

    private static String consent(String status, String day, String... provisions) {
        return """
        {"resourceType":"Consent","id":"c%s","status":"%s","dateTime":"%s","patient":{"reference":"Patient/p"},
         "provision":{"provision":[%s]}}
        """
                .formatted(
                        Integer.toHexString(
                                (status + day + String.join("", provisions)).hashCode()),
                        status,
                        day,
                        String.join(",", provisions));
    }

    private static String code(String type, String what) {
        return "{\"type\":\"%s\",\"code\":[{\"coding\":[{\"system\":\"urn:osteon:chart\",\"code\":\"%s\"}]}]}"
                .formatted(type, what);
    }

    private static String sharing(String type) {
        return code(type, "permission-share-registry");
    }

    @Test
    void who_was_never_asked_has_not_agreed() {
        assertThat(of().sharing()).isEqualTo(NOT_SAID);
        assertThat(of(consent("active", "2026-01-01")).sharing()).isEqualTo(NOT_SAID);
        assertThat(
                        of(consent("active", "2026-01-01", code("permit", "permission-video")))
                                .sharing())
                .isEqualTo(NOT_SAID);
    }

    @Test
    void the_latest_word_counts_in_either_order() {
        String first = consent("active", "2026-01-01", sharing("permit"));
        String second = consent("active", "2026-02-01", sharing("deny"));
        String third = consent("active", "2026-02-02", sharing("permit"));

        assertThat(of(first).sharing()).isEqualTo(PERMITTED);
        assertThat(of(first, second).sharing()).isEqualTo(DENIED);
        assertThat(of(second, first).sharing()).isEqualTo(DENIED);
        assertThat(of(third, second, first).sharing()).isEqualTo(PERMITTED);
    }

    @Test
    void of_two_words_of_one_day_the_one_that_denies_counts() {
        assertThat(
                        of(
                                        consent("active", "2026-02-01", sharing("deny")),
                                        consent("active", "2026-02-01", sharing("permit")))
                                .sharing())
                .isEqualTo(DENIED);
    }

    @Test
    void what_is_withdrawn_or_given_later_permits_nothing() {
        assertThat(of(consent("inactive", "2026-02-01", sharing("permit"))).sharing())
                .isEqualTo(NOT_SAID);
        assertThat(of(consent("active", "2026-03-01", sharing("permit"))).sharing())
                .isEqualTo(PERMITTED);
        assertThat(of(consent("active", "2026-03-02", sharing("permit"))).sharing())
                .isEqualTo(NOT_SAID);
    }

    @Test
    void a_permission_ends_with_its_period() {
        String until =
                "{\"type\":\"permit\",\"period\":{\"end\":\"%s\"}," + sharing("x").substring(12);

        assertThat(of(consent("active", "2026-01-01", until.formatted("2026-03-01"))).sharing())
                .isEqualTo(PERMITTED);
        assertThat(of(consent("active", "2026-01-01", until.formatted("2026-02-28"))).sharing())
                .isEqualTo(NOT_SAID);
    }

    @Test
    void a_consent_of_which_a_part_cannot_be_read_permits_nothing_and_still_denies() {
        String permit = consent("active", "2026-01-01", sharing("permit"));
        String deny = consent("active", "2026-01-01", sharing("deny"));

        assertThat(of(permit.replaceFirst("\"status\"", "\"verification\":7,\"status\"")).sharing())
                .isEqualTo(NOT_SAID);
        assertThat(of(deny.replaceFirst("\"status\"", "\"verification\":7,\"status\"")).sharing())
                .isEqualTo(DENIED);
    }

    @Test
    void no_research_denies_all_of_it() {
        String none =
                "{\"type\":\"deny\",\"purpose\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HRESCH\"}]}";
        DataPermissions said =
                of(
                        consent("active", "2026-01-01", none),
                        consent("active", "2026-02-01", sharing("permit")));

        assertThat(said.sharing()).isEqualTo(DENIED);
        assertThat(said.research()).isEqualTo(DENIED);
    }

    @Test
    void not_to_be_asked_again_hides_from_those_who_look_for_people_only() {
        DataPermissions said =
                of(
                        consent(
                                "active",
                                "2026-01-01",
                                sharing("permit"),
                                code("deny", "permission-recontact")));

        assertThat(said.sharing()).isEqualTo(PERMITTED);
        assertThat(said.research()).isEqualTo(DENIED);
    }
}
