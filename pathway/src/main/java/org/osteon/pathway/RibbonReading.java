package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirTime;

/// Reads the ribbon of days of a pathway from one chart: its group `ribbon`.
final class RibbonReading {
    private static final String SHAPE_SYSTEM = "urn:osteon:lane";

    private final RuleAnswers answers;

    RibbonReading(RuleAnswers answers) {
        this.answers = answers;
    }

    Optional<DayRibbon> ribbon(Rule rule) {
        Optional<LocalDate> anchor =
                answers.orElse(Optional.empty(), rule.id(), () -> answers.date(rule, "value"));
        List<Integer> days =
                answers.orElse(
                        List.<Integer>of(),
                        rule.id(),
                        () ->
                                answers.texts(rule, "days").stream()
                                        .map(Integer::valueOf)
                                        .sorted()
                                        .toList());
        return anchor.isEmpty() || days.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new DayRibbon(
                                rule.title(),
                                anchor.get(),
                                days,
                                answers.orElse(
                                        List.of(),
                                        rule.id(),
                                        () -> answers.maps(rule, "views").map(this::view).toList()),
                                rule.rules().stream().map(this::lane).toList()));
    }

    private DayRibbon.View view(Map<?, ?> map) {
        return new DayRibbon.View(
                RuleAnswers.textOf(map.get("title"), ""),
                ((Number) Objects.requireNonNull(map.get("from"))).intValue(),
                ((Number) Objects.requireNonNull(map.get("to"))).intValue());
    }

    private DayRibbon.Lane lane(Rule rule) {
        DayRibbon.Shape shape =
                rule.codes(SHAPE_SYSTEM).stream()
                        .findFirst()
                        .map(RibbonReading::shape)
                        .orElse(DayRibbon.Shape.MARKS);
        return new DayRibbon.Lane(
                rule.id(),
                rule.title(),
                shape,
                (rule.rules().isEmpty() ? List.of(rule) : rule.rules())
                        .stream().map(one -> series(one, rule, shape)).toList());
    }

    private static DayRibbon.Shape shape(String word) {
        return DayRibbon.Shape.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private DayRibbon.Series series(Rule rule, Rule lane, DayRibbon.Shape shape) {
        boolean marks =
                shape == DayRibbon.Shape.MARKS
                        || (!rule.equals(lane) && rule.codes(SHAPE_SYSTEM).contains("marks"));
        return new DayRibbon.Series(
                rule.id(),
                rule.title(),
                answers.orElse("", rule.id(), () -> answers.text(rule, "unit")),
                marks,
                answers.orElse(List.of(), rule.id(), () -> points(rule)),
                answers.orElse(List.of(), rule.id(), () -> answers.limits(rule)));
    }

    /// Tuples of a day and a value or words; of resources the day and what they say.
    private List<DayRibbon.Point> points(Rule rule) {
        List<DayRibbon.Point> points = new ArrayList<>();
        answers.maps(rule, "items").flatMap(RibbonReading::point).forEach(points::add);
        answers.resources(rule, "items").stream()
                .flatMap(resource ->
                        resource.date().flatMap(FhirTime::date).stream()
                                .map(date ->
                                        new DayRibbon.Point(
                                                date,
                                                Optional.empty(),
                                                answers.line(resource),
                                                resource.reference())))
                .forEach(points::add);
        points.sort(Comparator.comparing(DayRibbon.Point::date));
        return List.copyOf(points);
    }

    private static Stream<DayRibbon.Point> point(Map<?, ?> map) {
        return map.get("date") instanceof LocalDate date
                ? Stream.of(
                        new DayRibbon.Point(
                                date,
                                Optional.ofNullable(number(map.get("value"))),
                                RuleAnswers.textOf(map.get("text"), ""),
                                RuleAnswers.textOf(map.get("reference"), "")))
                : Stream.empty();
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Integer number -> BigDecimal.valueOf(number);
            case null, default -> null;
        };
    }
}
