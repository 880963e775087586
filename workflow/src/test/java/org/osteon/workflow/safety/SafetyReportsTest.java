package org.osteon.workflow.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osteon.workflow.forms.DeliveredForms;
import org.osteon.workflow.forms.FormLibrary;

/// To whom which events are reported, and how soon (records, 7.3; bmac-knee, section 10).
class SafetyReportsTest {
    private static final Regions REGIONS = Regions.of(DeliveredForms.FORMS);

    /// A Friday.
    private static final ZonedDateTime FRIDAY =
            ZonedDateTime.of(2025, 6, 6, 10, 0, 0, 0, ZoneOffset.UTC);

    private static List<String> rules(String country, Map<String, Set<String>> facts) {
        return REGIONS.region(country).orElseThrow().reports().stream()
                .filter(one -> one.isAbout(facts))
                .map(ReportRule::id)
                .toList();
    }

    private static Map<String, Set<String>> facts(String product, String serious, String related) {
        return Map.of(
                ReportRule.CLASS,
                product.isEmpty() ? Set.of() : Set.of(product),
                ReportRule.SERIOUS,
                Set.of(serious),
                ReportRule.RELATED,
                related.isEmpty() ? Set.of() : Set.of(related),
                ReportRule.EXPECTED,
                Set.of("unknown"));
    }

    private static ReportRule rule(Regions regions, String id) {
        return regions.regions().stream()
                .flatMap(one -> one.reports().stream())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_row_has_its_source_and_none_is_confirmed_by_a_site_as_delivered() {
        assertThat(REGIONS.problems()).isEmpty();
        assertThat(REGIONS.regions()).isNotEmpty();
        REGIONS.regions()
                .forEach(region ->
                        assertThat(region.reports())
                                .allSatisfy(row -> {
                                    assertThat(row.source()).isNotEmpty();
                                    assertThat(row.sure()).isIn("found", "verify");
                                    assertThat(row.isConfirmed()).isFalse();
                                }));
    }

    @Test
    void a_serious_reaction_to_cells_in_the_united_kingdom_is_due_within_24_hours() {
        assertThat(rules("GB", facts("cells", "Serious", "Probably-Likely")))
                .containsExactly("uk-hta");
        assertThat(rule(REGIONS, "uk-hta").due(FRIDAY)).isEqualTo(FRIDAY.plusHours(24));
    }

    @Test
    void what_is_not_serious_or_not_related_is_reported_to_nobody() {
        assertThat(rules("GB", facts("cells", "Non-serious", "Certain"))).isEmpty();
        assertThat(rules("GB", facts("cells", "Serious", "cause-unrelated"))).isEmpty();
        assertThat(rules("GB", facts("cells", "Serious", "Unlikely"))).isEmpty();
    }

    @Test
    void what_is_not_known_never_makes_it_another_event() {
        assertThat(rules("GB", facts("cells", "Serious", ""))).contains("uk-hta");
        assertThat(rules("GB", facts("", "Serious", ""))).contains("uk-hta");
    }

    @Test
    void in_a_trial_a_fatal_event_is_due_in_seven_days_and_a_listed_one_is_not() {
        Map<String, Set<String>> fatal =
                Map.of(
                        ReportRule.CLASS,
                        Set.of("trial"),
                        ReportRule.SERIOUS,
                        Set.of("Serious"),
                        ReportRule.BECAUSE,
                        Set.of("serious-death"),
                        ReportRule.EXPECTED,
                        Set.of("no"));
        assertThat(rules("US", fatal)).contains("us-trial-fatal", "us-trial-serious");
        assertThat(rule(REGIONS, "us-trial-fatal").due(FRIDAY)).isEqualTo(FRIDAY.plusDays(7));

        Map<String, Set<String>> listed = new java.util.HashMap<>(fatal);
        listed.put(ReportRule.EXPECTED, Set.of("yes"));
        assertThat(rules("US", listed)).isEmpty();
    }

    @Test
    void working_days_count_as_days_until_the_site_confirms_the_row() {
        ReportRule unconfirmed = rule(REGIONS, "us-device");
        assertThat(unconfirmed.due(FRIDAY)).isEqualTo(FRIDAY.plusDays(10));
        assertThat(unconfirmed.clockInWords()).contains("until confirmed");

        String own =
                """
                {"id": "us", "reports": [
                  {"id": "us-device", "confirmed": {"by": "L. Example, counsel", "on": "2025-01-02"}},
                  {"id": "us-state", "to": "State", "when": {"class": ["cells"]}, "clock": {"days": 2, "counted": "working"},
                   "source": "state law", "sure": "found", "confirmed": {"by": "L. Example", "on": "2025-01-02"}}]}
                """;
        Regions site =
                Regions.of(
                        FormLibrary.of(
                                DeliveredForms.KNOWLEDGE, Map.of("site/regions/us.json", own)));
        assertThat(rule(site, "us-device").due(FRIDAY)).isEqualTo(FRIDAY.plusDays(14));
        assertThat(rule(site, "us-state").due(FRIDAY)).isEqualTo(FRIDAY.plusDays(4));
        assertThat(rule(site, "us-tissue").isConfirmed()).isFalse();

        // What was confirmed in the file can be taken back at the page.
        FormLibrary library =
                FormLibrary.of(DeliveredForms.KNOWLEDGE, Map.of("site/regions/us.json", own));
        library.typedBy(() ->
                Map.of(
                        "site/regions/typed.json",
                        "{\"id\": \"us\", \"reports\": [{\"id\": \"us-device\", \"confirmed\": {\"by\": \"\","
                                + " \"on\": \"\"}}]}"));
        assertThat(rule(Regions.of(library), "us-device").isConfirmed()).isFalse();
        assertThat(rule(Regions.of(library), "us-state").isConfirmed()).isTrue();
    }

    @Test
    void a_row_without_a_clock_is_due_at_once_and_every_country_has_a_region() {
        assertThat(rule(REGIONS, "jp-local").due(FRIDAY)).isEqualTo(FRIDAY);
        assertThat(REGIONS.region("CH").orElseThrow().id()).isEqualTo("other");
        assertThat(REGIONS.region("fr").orElseThrow().id()).isEqualTo("eu");
    }
}
