package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;

/// Boards over all worked cases: the column of a patient says nothing else than the assessment
/// (records, 5.5 and 5.6; H2, X7).
class BoardTest {
    private record Standing(
            WorkedCase one, Pathway pathway, Assessment assessment, Optional<BoardPlace> place) {
        String column() {
            return place.map(BoardPlace::column).orElse("");
        }
    }

    private static final List<Standing> ALL = all();

    private static List<Standing> all() {
        List<Standing> all = new ArrayList<>();
        for (WorkedCase one : Knowledge.allCases()) {
            Pathway pathway = Knowledge.pathwayOf(one);
            if (pathway.board().isPresent()) {
                ChartOnDay onDay = new ChartOnDay(List.of(pathway), one.chart(), one.asOf());
                Assessment assessment = onDay.assess(pathway);
                all.add(new Standing(one, pathway, assessment, onDay.place(pathway, assessment)));
            }
        }
        return all;
    }

    @Test
    void who_may_be_given_today_is_not_held() {
        assertThat(ALL)
                .filteredOn(standing -> standing.column().equals("held"))
                .filteredOn(standing -> standing.assessment().decision().isPresent())
                .isNotEmpty()
                .noneSatisfy(standing ->
                        assertThat(standing.assessment().decision().orElseThrow())
                                .startsWith("PROCEED"));
    }

    @Test
    void every_column_has_somebody_on_the_day_of_a_case_or_of_its_procedure() {
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            List<Standing> own =
                    ALL.stream().filter(standing -> standing.pathway() == pathway).toList();
            Set<String> columns = new HashSet<>();
            pathway.board()
                    .ifPresent(board -> board.rules().forEach(rule -> columns.add(rule.id())));
            own.forEach(standing -> columns.remove(standing.column()));
            for (int i = 0; i < own.size() && !columns.isEmpty(); i++) {
                Chart chart = own.get(i).one().chart();
                for (Resource procedure : chart.resources("Procedure")) {
                    procedure
                            .date()
                            .ifPresent(date ->
                                    columns.remove(column(pathway, chart, date.earliest())));
                }
            }
            assertThat(columns).as("columns of %s without anybody", pathway.id()).isEmpty();
        }
    }

    private static String column(Pathway pathway, Chart chart, LocalDate day) {
        ChartOnDay onDay = new ChartOnDay(List.of(pathway), chart, day);
        return onDay.place(pathway, onDay.assess(pathway)).map(BoardPlace::column).orElse("");
    }

    @Test
    void what_may_not_be_released_does_not_stand_to_be_released() {
        assertThat(ALL)
                .filteredOn(standing -> standing.column().startsWith("release"))
                .isNotEmpty()
                .allSatisfy(standing ->
                        assertThat(standing.assessment().decision())
                                .as(standing.one().id())
                                .isPresent()
                                .hasValueSatisfying(word ->
                                        assertThat(
                                                        standing.pathway()
                                                                .decision(word)
                                                                .orElseThrow()
                                                                .effect())
                                                .isEqualTo(DecisionWord.Effect.ADVISES)));
    }

    @Test
    void the_transplant_columns_are_the_phases_of_the_assessment() {
        assertThat(ALL)
                .filteredOn(standing -> standing.pathway().id().equals("marrow-transplant"))
                .filteredOn(standing -> standing.place().isPresent())
                .allSatisfy(standing ->
                        assertThat(phase(standing.column()))
                                .as(standing.one().id())
                                .isEqualTo(standing.assessment().results().get("phase")));
    }

    private static String phase(String column) {
        return switch (column) {
            case "referred", "work-up", "donor", "cells" -> "WORKUP";
            case "conditioning" -> "CONDITIONING";
            default -> "POST_TRANSPLANT";
        };
    }

    /// Asked on the day itself and on the day before (records, 5.6: days in column).
    @Test
    void a_card_stands_in_its_column_since_a_day_on_which_it_was_there_and_not_the_day_before() {
        assertThat(ALL)
                .filteredOn(standing -> standing.place().map(BoardPlace::since).isPresent())
                .hasSizeGreaterThan(20)
                .allSatisfy(standing -> {
                    LocalDate since = standing.place().orElseThrow().since();
                    Chart chart = standing.one().chart();
                    assertThat(since).isBeforeOrEqualTo(standing.one().asOf());
                    assertThat(column(standing.pathway(), chart.knownOn(since), since))
                            .as(standing.one().id())
                            .isEqualTo(standing.column());
                    LocalDate before = since.minusDays(1);
                    assertThat(column(standing.pathway(), chart.knownOn(before), before))
                            .as(standing.one().id())
                            .isNotEqualTo(standing.column());
                });
    }

    /// What was said the day before spares asking earlier days, and says the same.
    @Test
    void who_stood_there_the_day_before_came_when_it_was_said_then() {
        int spared = 0;
        for (Standing standing : ALL) {
            ChartOnDay before =
                    new ChartOnDay(
                            List.of(standing.pathway()),
                            standing.one().chart(),
                            standing.one().asOf().minusDays(1));
            Optional<BoardPlace> yesterday =
                    before.place(standing.pathway(), before.assess(standing.pathway()));
            ChartOnDay onDay =
                    new ChartOnDay(
                            List.of(standing.pathway()),
                            standing.one().chart(),
                            standing.one().asOf());
            if (yesterday.map(BoardPlace::column).equals(standing.place().map(BoardPlace::column))
                    && yesterday.map(BoardPlace::since).isPresent()) {
                spared++;
                assertThat(
                                onDay.place(standing.pathway(), standing.assessment(), yesterday)
                                        .map(BoardPlace::since))
                        .as(standing.one().id())
                        .isEqualTo(standing.place().map(BoardPlace::since));
            }
        }
        assertThat(spared).isGreaterThan(10);
    }

    @Test
    void days_in_a_column_are_counted_where_the_board_has_a_goal_for_it_only() {
        for (Standing standing : ALL) {
            boolean counted =
                    standing.pathway().board().orElseThrow().rules().stream()
                            .filter(column -> column.id().equals(standing.column()))
                            .anyMatch(column -> column.goal().isPresent());
            if (!counted) {
                assertThat(standing.place().map(BoardPlace::since))
                        .as(standing.one().id())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_transplant_that_is_to_come_is_found_by_its_donor_and_by_the_monday_of_its_week() {
        assertThat(ALL)
                .filteredOn(standing -> standing.column().equals("cells"))
                .flatExtracting(standing -> standing.place().orElseThrow().traits())
                .filteredOn(trait -> trait.id().equals("week"))
                .isNotEmpty()
                .allSatisfy(trait ->
                        assertThat(LocalDate.parse(trait.value()).getDayOfWeek())
                                .isEqualTo(DayOfWeek.MONDAY));
        assertThat(ALL)
                .flatExtracting(
                        standing -> standing.place().map(BoardPlace::traits).orElse(List.of()))
                .filteredOn(trait -> trait.id().equals("donor"))
                .extracting(BoardPlace.Trait::value)
                .contains("matched sibling donor", "own cells", "cord blood");
    }

    @Test
    void a_card_says_something_in_words() {
        assertThat(ALL)
                .flatExtracting(
                        standing -> standing.place().map(BoardPlace::lines).orElse(List.of()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).isNotBlank().doesNotMatch("[A-Z_]{4,}"));
    }
}
