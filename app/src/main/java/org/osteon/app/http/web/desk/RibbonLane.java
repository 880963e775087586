package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.osteon.chart.FhirTime;
import org.osteon.pathway.Course;
import org.osteon.pathway.DayRibbon;
import org.osteon.pathway.PlanItem;
import org.osteon.report.RibbonFigure;
import org.osteon.workflow.desk.ReleaseSheet;
import org.osteon.workflow.desk.Wording;

/// A lane of the ribbon of days with all that stands in it: to be drawn, and as a table.
record RibbonLane(String title, RibbonFigure.Shape shape, List<Row> rows) {

    /// What belongs to one thing.
    private record Row(
            String title,
            String unit,
            boolean marks,
            List<Spot> spots,
            List<Course.Limit> limits) {}

    /// @param until the last day of a window
    /// @param said the value with its unit, or what it was
    private record Spot(
            LocalDate date,
            LocalDate until,
            OptionalDouble value,
            String tone,
            String said,
            String reference) {}

    /// What stands in a lane and is no fact of the pathway's own.
    ///
    /// @param plan the plan of the assessment
    /// @param forms what was entered
    record Beside(List<PlanItem> plan, List<Entered> forms) {}

    /// A form that was filled in.
    record Entered(String title, Optional<FhirTime> when, boolean draft, String reference) {}

    /// A lane as a table, from the latest back.
    record Table(String title, List<Line> lines) {
        /// @param reference the resource behind it; empty where there is none
        record Line(String day, String date, String what, String said, String reference) {}
    }

    static RibbonLane of(DayRibbon.Lane lane, Beside beside) {
        return switch (lane.shape()) {
            case PLAN -> marks(lane, beside.plan().stream().flatMap(RibbonLane::planned));
            case FORMS -> marks(lane, beside.forms().stream().flatMap(RibbonLane::entered));
            case MARKS -> filled(lane, RibbonFigure.Shape.MARKS);
            case VALUES -> filled(lane, RibbonFigure.Shape.VALUES);
            case LOG_VALUES -> filled(lane, RibbonFigure.Shape.LOG_VALUES);
            case STAGES -> filled(lane, RibbonFigure.Shape.STAGES);
        };
    }

    private static RibbonLane marks(DayRibbon.Lane lane, Stream<Spot> spots) {
        return new RibbonLane(
                lane.title(),
                RibbonFigure.Shape.MARKS,
                List.of(new Row(lane.title(), "", true, spots.toList(), List.of())));
    }

    private static RibbonLane filled(DayRibbon.Lane lane, RibbonFigure.Shape shape) {
        return new RibbonLane(
                lane.title(),
                shape,
                lane.series().stream()
                        .filter(series ->
                                !series.points().isEmpty() || shape == RibbonFigure.Shape.STAGES)
                        .map(series ->
                                new Row(
                                        series.title(),
                                        series.unit(),
                                        series.marks(),
                                        series.points().stream()
                                                .map(point -> spot(point, series))
                                                .toList(),
                                        series.limits()))
                        .toList());
    }

    private static Spot spot(DayRibbon.Point point, DayRibbon.Series series) {
        String value =
                point.value()
                        .map(number -> (Wording.number(number) + " " + series.unit()).strip())
                        .orElse("");
        return new Spot(
                point.date(),
                point.date(),
                point.value()
                        .map(number -> OptionalDouble.of(number.doubleValue()))
                        .orElse(OptionalDouble.empty()),
                "",
                point.text().isEmpty() ? value : point.text(),
                point.reference());
    }

    private static Stream<Spot> planned(PlanItem item) {
        return item.from().or(item::to).stream()
                .map(start ->
                        new Spot(
                                start,
                                item.to().orElse(start),
                                OptionalDouble.empty(),
                                ReleaseSheet.PlanLine.tone(item.status()),
                                item.title() + ", " + item.status().word(),
                                ""));
    }

    private static Stream<Spot> entered(Entered form) {
        return form.when().flatMap(FhirTime::date).stream()
                .map(day ->
                        new Spot(
                                day,
                                day,
                                OptionalDouble.empty(),
                                form.draft() ? "ahead" : "",
                                form.title() + (form.draft() ? ", draft" : ""),
                                form.reference()));
    }

    boolean isEmpty() {
        return rows.stream().allMatch(row -> row.spots().isEmpty());
    }

    RibbonFigure.Lane figure(LocalDate anchor) {
        return new RibbonFigure.Lane(
                title, shape, rows.stream().map(row -> figure(row, anchor)).toList());
    }

    private static RibbonFigure.Row figure(Row row, LocalDate anchor) {
        return new RibbonFigure.Row(
                row.title(),
                row.marks(),
                row.spots().stream()
                        .map(spot ->
                                new RibbonFigure.Spot(
                                        RibbonView.day(anchor, spot.date()),
                                        RibbonView.day(anchor, spot.until()),
                                        spot.value(),
                                        spot.tone(),
                                        when(spot, anchor)
                                                + ": "
                                                + (spot.value().isPresent()
                                                        ? row.title() + " "
                                                        : "")
                                                + spot.said()))
                        .toList(),
                row.limits().stream()
                        .map(limit ->
                                new RibbonFigure.Limit(
                                        limit.value().doubleValue(),
                                        Wording.number(limit.value()) + " " + limit.label()))
                        .toList());
    }

    private static String when(Spot spot, LocalDate anchor) {
        return Wording.dayFrom(RibbonView.day(anchor, spot.date()))
                + ", "
                + Wording.span(spot.date(), spot.until());
    }

    Table table(LocalDate anchor) {
        record Dated(LocalDate date, Table.Line line) {}
        return new Table(
                title,
                rows.stream()
                        .flatMap(row ->
                                row.spots().stream()
                                        .map(spot ->
                                                new Dated(spot.date(), line(row, spot, anchor))))
                        .sorted(Comparator.comparing(Dated::date).reversed())
                        .map(Dated::line)
                        .toList());
    }

    private Table.Line line(Row row, Spot spot, LocalDate anchor) {
        return new Table.Line(
                Wording.dayFrom(RibbonView.day(anchor, spot.date())),
                Wording.span(spot.date(), spot.until()),
                row.title().equals(title) ? "" : row.title(),
                spot.said(),
                spot.reference());
    }
}
