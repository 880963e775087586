package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.Course;
import org.osteon.report.TrendDrawing;
import org.osteon.report.TrendFigure;
import org.osteon.workflow.desk.PatientBanner;

/// A patient's measurement with what happened meanwhile, as a drawing.
final class CourseFigure {
    private CourseFigure() {}

    /// @param events of the course: those that are told beside measurements are marked
    static String svg(Course.Trend trend, List<Course.Event> events, PatientBanner patient) {
        return TrendDrawing.svg(
                new TrendFigure(
                        trend.title(),
                        trend.unit(),
                        whose(patient),
                        trend.isLogarithmic(),
                        dayZero(events),
                        trend.points().stream()
                                .map(point ->
                                        new TrendFigure.Point(
                                                point.date(), point.value().doubleValue()))
                                .toList(),
                        trend.limits().stream()
                                .map(limit ->
                                        new TrendFigure.Line(
                                                limit.label(), limit.value().doubleValue()))
                                .toList(),
                        events.stream()
                                .filter(Course.Event::isMarked)
                                .map(event ->
                                        new TrendFigure.Mark(
                                                event.date(), event.kind(), event.text()))
                                .toList()));
    }

    private static String whose(PatientBanner patient) {
        return Stream.of(patient.name(), patient.born().isEmpty() ? "" : "born " + patient.born())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static Optional<LocalDate> dayZero(List<Course.Event> events) {
        return events.stream()
                .flatMap(event -> event.day().stream().map(event.date()::minusDays))
                .findFirst();
    }
}
