package org.osteon.pathway;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads the calendar of doses of a pathway from one chart: its group `calendar`.
final class CalendarReading {
    private static final String GIVING = "give";
    private static final String MOVING = "move";

    private final RuleAnswers answers;

    CalendarReading(RuleAnswers answers) {
        this.answers = answers;
    }

    Optional<DoseCalendar> calendar(Rule rule) {
        List<DoseCalendar.Cell> cells =
                answers.orElse(
                        List.of(),
                        rule.id(),
                        () -> answers.maps(rule, "items").map(CalendarReading::cell).toList());
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DoseCalendar(
                                said(rule),
                                lines(rule, "lines"),
                                cells,
                                lines(rule, "deviations"),
                                form(rule, GIVING),
                                form(rule, MOVING)));
    }

    private String said(Rule rule) {
        String said = answers.orElse("", rule.id(), () -> answers.text(rule, "value"));
        return said.isEmpty() ? rule.title() : said;
    }

    private List<String> lines(Rule rule, String path) {
        return answers.orElse(List.of(), rule.id(), () -> answers.texts(rule, path));
    }

    /// The form of a part, where its condition holds.
    private String form(Rule rule, String part) {
        return rule.rules().stream()
                .filter(one -> one.id().equals(part))
                .filter(one -> answers.orElse(false, one.id(), () -> answers.holds(one)))
                .flatMap(one -> one.codes(PageReading.FORM_SYSTEM).stream())
                .findFirst()
                .orElse("");
    }

    private static DoseCalendar.Cell cell(Map<?, ?> map) {
        return new DoseCalendar.Cell(
                text(map, "row"),
                ((Number) Objects.requireNonNull(map.get("day"))).intValue(),
                map.get("date") instanceof LocalDate date ? Optional.of(date) : Optional.empty(),
                text(map, "planned"),
                text(map, "given"),
                text(map, "at"),
                text(map, "lot"),
                text(map, "signed"),
                DoseCalendar.State.valueOf(text(map, "state").toUpperCase(Locale.ROOT)));
    }

    private static String text(Map<?, ?> map, String part) {
        return RuleAnswers.textOf(map.get(part), "");
    }
}
