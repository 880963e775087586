package org.osteon.pathway;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.FhirTime;

/// Reads the trends and the timeline of a pathway from one chart.
final class CourseReading {
    /// How a measurement (`logarithmic`) or a kind of event (`beside-measurements`) is drawn.
    private static final String DRAWN_SYSTEM = "urn:osteon:drawn";

    private final Pathway pathway;
    private final RuleAnswers answers;

    CourseReading(Pathway pathway, RuleAnswers answers) {
        this.pathway = pathway;
        this.answers = answers;
    }

    /// The day from which days are counted.
    Optional<LocalDate> dayZero() {
        return pathway.definition()
                .group("timeline")
                .flatMap(rule ->
                        answers.orElse(
                                Optional.empty(), rule.id(), () -> answers.date(rule, "value")));
    }

    Course course() {
        Optional<LocalDate> anchor = dayZero();
        return new Course(
                pathway.definition().rules("trends").stream()
                        .flatMap(rule ->
                                answers
                                        .orElse(
                                                Optional.<Course.Trend>empty(),
                                                rule.id(),
                                                () -> Optional.of(trend(rule)))
                                        .stream())
                        .filter(trend -> !trend.points().isEmpty())
                        .toList(),
                pathway.definition().rules("timeline").stream()
                        .flatMap(rule ->
                                answers
                                        .orElse(
                                                List.<Course.Event>of(),
                                                rule.id(),
                                                () -> events(rule, anchor).toList())
                                        .stream())
                        .sorted(Comparator.comparing(Course.Event::date))
                        .toList());
    }

    private Course.Trend trend(Rule rule) {
        return new Course.Trend(
                rule.id(),
                rule.title(),
                answers.text(rule, "unit"),
                answers.points(rule),
                answers.limits(rule),
                rule.codes(DRAWN_SYSTEM).contains("logarithmic"));
    }

    private Stream<Course.Event> events(Rule rule, Optional<LocalDate> anchor) {
        return answers.resources(rule, "items").stream()
                .flatMap(resource ->
                        resource.date().flatMap(FhirTime::date).stream()
                                .map(date ->
                                        new Course.Event(
                                                date,
                                                rule.title(),
                                                answers.line(resource),
                                                resource.reference(),
                                                anchor.map(zero ->
                                                        (int) ChronoUnit.DAYS.between(zero, date)),
                                                rule.codes(DRAWN_SYSTEM)
                                                        .contains("beside-measurements"))));
    }
}
