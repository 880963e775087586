package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.BoardPlace;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.CareSetting;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.WorklistEntry;

/// Whose patients a board shows (records, 5.6).
class BoardFilterTest {
    private static final WorklistEntry SIBLING =
            entry("one", "Ayla Demir", "sibling", "2026-12-07");
    private static final WorklistEntry CORD = entry("two", "Greta Holm", "cord", "2026-11-30");
    private static final WorklistEntry UNKNOWN = entry("three", "", "", "");
    private static final List<WorklistEntry> THERE = List.of(SIBLING, CORD, UNKNOWN);

    private static WorklistEntry entry(
            String chart, String coordinator, String donor, String week) {
        return new WorklistEntry(
                LocalDate.of(2026, 11, 30),
                chart,
                "t",
                Priority.NONE,
                Attention.LATER,
                0,
                chart,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                null,
                "",
                new BoardPlace(
                        "cells",
                        List.of(),
                        List.of(),
                        null,
                        List.of(
                                new BoardPlace.Trait("donor", "Donor", donor),
                                new BoardPlace.Trait("week", "Week", week))),
                null,
                List.of(),
                List.of(),
                new CareSetting("", coordinator),
                "");
    }

    private static List<String> shown(Map<String, String> chosen) {
        BoardFilter filter = BoardFilter.of(chosen, THERE);
        return THERE.stream().filter(filter::takes).map(WorklistEntry::chart).toList();
    }

    @Test
    void nothing_chosen_shows_everybody() {
        assertThat(shown(Map.of())).containsExactly("one", "two", "three");
        assertThat(shown(Map.of("coordinator", "", "column", "cells"))).hasSize(3);
    }

    @Test
    void one_choice_shows_whom_it_is_known_of() {
        assertThat(shown(Map.of("coordinator", "Greta Holm"))).containsExactly("two");
        assertThat(shown(Map.of("donor", "sibling"))).containsExactly("one");
        assertThat(shown(Map.of("week", "2026-11-30"))).containsExactly("two");
    }

    @Test
    void two_choices_show_who_is_both() {
        assertThat(shown(Map.of("donor", "sibling", "coordinator", "Ayla Demir")))
                .containsExactly("one");
        assertThat(shown(Map.of("donor", "sibling", "coordinator", "Greta Holm"))).isEmpty();
    }

    @Test
    void a_value_of_nobody_shows_nobody_and_says_what_was_chosen() {
        assertThat(shown(Map.of("coordinator", "Nobody"))).isEmpty();
        assertThat(shown(Map.of("place", "Nowhere"))).isEmpty();
        assertThat(BoardFilter.of(Map.of("place", "Nowhere"), THERE).choices())
                .filteredOn(choice -> choice.id().equals("place"))
                .singleElement()
                .satisfies(choice -> {
                    assertThat(choice.values()).containsExactly("Nowhere");
                    assertThat(choice.value()).isEqualTo("Nowhere");
                });
    }

    @Test
    void what_is_known_of_nobody_is_not_offered() {
        assertThat(BoardFilter.of(Map.of(), THERE).choices())
                .extracting(BoardFilter.Choice::id)
                .containsExactly("coordinator", "donor", "week");
    }

    @Test
    void days_are_offered_in_their_order_and_in_words() {
        BoardFilter.Choice week = BoardFilter.of(Map.of(), THERE).choices().getLast();
        assertThat(week.values()).containsExactly("2026-11-30", "2026-12-07");
        assertThat(week.words("2026-12-07")).isEqualTo("7 Dec 2026");
        assertThat(week.words("cord")).isEqualTo("cord");
    }

    @Test
    void the_address_of_a_choice_gives_it_again() {
        assertThat(
                        BoardFilter.of(
                                        Map.of("coordinator", "Greta Holm", "week", "2026-11-30"),
                                        THERE)
                                .query())
                .isEqualTo("&coordinator=Greta+Holm&week=2026-11-30");
    }
}
