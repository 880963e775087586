package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.DayRibbon;
import org.osteon.report.RibbonDrawing;
import org.osteon.report.RibbonFigure;
import org.osteon.workflow.desk.Wording;

/// A patient's ribbon of days as the page shows it: a drawing, and each lane as a table.
///
/// @param views windows of days, each a link; the one shown among them
record RibbonView(String title, String svg, List<View> views, List<RibbonLane.Table> tables) {

    /// A window of days.
    record View(String title, int from, int to, boolean current) {}

    /// The days that were asked for.
    record Window(int from, int to) {
        /// All that the ribbon has, where nothing else was asked for, or nothing that has days.
        static Window of(DayRibbon ribbon, List<Integer> asked) {
            return asked.size() == 2 && asked.getFirst() < asked.getLast()
                    ? new Window(asked.getFirst(), asked.getLast())
                    : new Window(ribbon.days().getFirst(), ribbon.days().getLast());
        }
    }

    static RibbonView of(
            DayRibbon ribbon, RibbonLane.Beside beside, LocalDate asOf, Window window) {
        List<RibbonLane> lanes =
                ribbon.lanes().stream()
                        .map(lane -> RibbonLane.of(lane, beside))
                        .filter(lane -> !lane.isEmpty())
                        .toList();
        return new RibbonView(
                ribbon.title(),
                RibbonDrawing.svg(
                        new RibbonFigure(
                                description(ribbon, lanes, window),
                                window.from(),
                                window.to(),
                                day(ribbon.anchor(), asOf),
                                ribbon.days(),
                                lanes.stream().map(lane -> lane.figure(ribbon.anchor())).toList())),
                Stream.concat(
                                Stream.of(
                                        new DayRibbon.View(
                                                "All",
                                                ribbon.days().getFirst(),
                                                ribbon.days().getLast())),
                                ribbon.views().stream())
                        .map(view ->
                                new View(
                                        view.title(),
                                        view.from(),
                                        view.to(),
                                        new Window(view.from(), view.to()).equals(window)))
                        .toList(),
                lanes.stream().map(lane -> lane.table(ribbon.anchor())).toList());
    }

    private static String description(DayRibbon ribbon, List<RibbonLane> lanes, Window window) {
        return ribbon.title()
                + ", "
                + Wording.dayFrom(window.from())
                + " to "
                + Wording.dayFrom(window.to())
                + ": "
                + lanes.stream().map(RibbonLane::title).collect(Collectors.joining(", "))
                + ". The tables below have all of it.";
    }

    static int day(LocalDate anchor, LocalDate date) {
        return (int) ChronoUnit.DAYS.between(anchor, date);
    }
}
