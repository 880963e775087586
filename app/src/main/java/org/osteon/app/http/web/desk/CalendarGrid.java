package org.osteon.app.http.web.desk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.pathway.DoseCalendar;
import org.osteon.workflow.desk.Wording;

/// A calendar of doses as a grid: medicines in the order of time, a column for each day.
record CalendarGrid(
        String title, List<Day> days, List<Row> rows, List<String> basis, List<String> deviations) {

    /// A column.
    record Day(String number, String date, boolean today) {}

    /// A medicine; a cell for each day, empty where nothing is for it.
    record Row(String title, List<Optional<DoseCalendar.Cell>> cells) {}

    static CalendarGrid of(DoseCalendar calendar) {
        List<Integer> days =
                calendar.cells().stream().map(DoseCalendar.Cell::day).distinct().sorted().toList();
        List<String> rows =
                calendar.cells().stream().map(DoseCalendar.Cell::row).distinct().toList();
        return new CalendarGrid(
                calendar.title(),
                days.stream().map(day -> day(day, calendar)).toList(),
                rows.stream()
                        .map(row ->
                                new Row(
                                        row,
                                        days.stream()
                                                .map(day ->
                                                        cells(calendar)
                                                                .filter(cell ->
                                                                        cell.row().equals(row)
                                                                                && cell.day()
                                                                                        == day)
                                                                .findFirst())
                                                .toList()))
                        .toList(),
                calendar.basis(),
                calendar.deviations());
    }

    private static Stream<DoseCalendar.Cell> cells(DoseCalendar calendar) {
        return calendar.cells().stream();
    }

    private static Day day(int day, DoseCalendar calendar) {
        List<DoseCalendar.Cell> ofDay = cells(calendar).filter(cell -> cell.day() == day).toList();
        return new Day(
                Wording.dayFrom(day),
                ofDay.stream()
                        .flatMap(cell -> cell.date().stream())
                        .findFirst()
                        .map(Wording::dayOfYear)
                        .orElse(""),
                ofDay.stream().anyMatch(cell -> isToday(cell.state())));
    }

    static boolean isToday(DoseCalendar.State state) {
        return state == DoseCalendar.State.TODAY;
    }

    /// The class of its colours.
    static String tone(DoseCalendar.State state) {
        return switch (state) {
            case PLANNED -> "none";
            case TODAY -> "advice";
            case GIVEN -> "clear";
            case DIFFERS, MISSED -> "hold";
        };
    }

    /// What is told beside the colour.
    static String mark(DoseCalendar.State state) {
        return switch (state) {
            case PLANNED -> "";
            case TODAY -> "today";
            case GIVEN -> "✓";
            case DIFFERS -> "given:";
            case MISSED -> "no record";
        };
    }
}
