package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.AskedAnswers;
import org.osteon.workflow.desk.WorklistEntry;

/// How many answers came of those expected: by instrument, and by arm where that is no secret
/// (records, 5.8).
class AnswersRatesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static AnswersPage.Row row(String chart, AskedAnswers.State... states) {
        List<AnswersPage.Shown> cells =
                List.of(states).stream()
                        .map(state ->
                                AnswersPage.Shown.of(
                                        new AskedAnswers.Cell(
                                                "Week 6", "KOOS", state, DAY, DAY, DAY, "", null,
                                                0),
                                        DAY))
                        .toList();
        return new AnswersPage.Row(
                WorklistEntry.unreadable(chart, "not read", DAY), List.of(), true, List.of(cells));
    }

    private static Map<String, String> rates(Map<String, String> arms) {
        List<AnswersPage.Row> rows =
                List.of(
                        row("one", AskedAnswers.State.RECEIVED),
                        row("two", AskedAnswers.State.MISSED),
                        row("three", AskedAnswers.State.RECEIVED),
                        row("four", AskedAnswers.State.OPEN));
        return AnswersPage.rates(List.of("Week 6"), rows, arms).stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                AnswersPage.Rates::of, one -> one.times().getFirst().rate()));
    }

    @Test
    void arms_that_are_known_have_a_line_each_of_their_own_people_only() {
        assertThat(
                        rates(
                                Map.of(
                                        "one", "Trial: saline",
                                        "two", "Trial: saline",
                                        "three", "Trial: cells",
                                        "elsewhere", "Trial: cells")))
                .isEqualTo(
                        Map.of(
                                "KOOS", "2 of 3, 67 %",
                                "Trial: saline", "1 of 2, 50 %",
                                "Trial: cells", "1 of 1, 100 %"));
    }

    @Test
    void without_arms_that_are_known_none_is_named() {
        assertThat(rates(Map.of())).isEqualTo(Map.of("KOOS", "2 of 3, 67 %"));
    }
}
