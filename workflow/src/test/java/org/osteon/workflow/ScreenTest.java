package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a form showed is told apart from what is, in words.
class ScreenTest {
    private static final Screen SHOWN =
            new Screen(
                    "v1",
                    "Zoledronic acid",
                    Map.of("Day", "2 Jun 2025"),
                    "Proceed",
                    Map.of("CA-LOW", "calcium 2.0 mmol/L"));

    private static Screen with(String order, String title, String day, String decision) {
        return new Screen(order, title, Map.of("Day", day), decision, SHOWN.findings());
    }

    @Test
    void the_same_is_no_difference_even_after_it_went_through_a_form() {
        assertThat(Screen.parse(SHOWN.text()).orElseThrow().differences(SHOWN)).isEmpty();
    }

    @Test
    void another_agent_in_another_year_is_told() {
        assertThat(SHOWN.differences(with("v2", "Pamidronate", "2 Jun 2026", "Proceed")))
                .containsExactly(
                        "Ordered: Zoledronic acid before, Pamidronate now.",
                        "Day: 2 Jun 2025 before, 2 Jun 2026 now.");
    }

    @Test
    void another_decision_of_the_same_order_is_told() {
        assertThat(SHOWN.differences(with("v1", "Zoledronic acid", "2 Jun 2025", "Hold")))
                .containsExactly("Decision: Proceed before, Hold now.");
    }

    @Test
    void findings_that_came_went_or_read_otherwise_are_told() {
        Screen now =
                new Screen(
                        "v1", SHOWN.title(), SHOWN.lines(), "Proceed", Map.of("REN", "creatinine"));

        assertThat(SHOWN.differences(now))
                .containsExactly(
                        "New finding: creatinine.", "No longer found: calcium 2.0 mmol/L.");
        assertThat(
                        SHOWN.differences(
                                new Screen(
                                        "v1",
                                        SHOWN.title(),
                                        SHOWN.lines(),
                                        "Proceed",
                                        Map.of("CA-LOW", "calcium 1.9 mmol/L"))))
                .containsExactly("Finding: calcium 2.0 mmol/L before, calcium 1.9 mmol/L now.");
    }

    @Test
    void what_is_not_shown_but_saved_again_is_a_difference() {
        assertThat(SHOWN.differences(with("v2", "Zoledronic acid", "2 Jun 2025", "Proceed")))
                .singleElement()
                .asString()
                .contains("saved again");
    }

    @Test
    void a_draft_that_appeared_meanwhile_is_told() {
        assertThat(Screen.empty().differences(SHOWN))
                .contains("Ordered: nothing before, Zoledronic acid now.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "not json", "{"})
    void what_no_form_of_ours_sent_is_none(String text) {
        assertThat(Screen.parse(text)).isEmpty();
    }
}
