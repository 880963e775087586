package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osteon.pathway.Course;
import org.osteon.report.Svg;
import org.osteon.workflow.desk.Wording;

/// A course's events as SVG: a lane for each kind, a mark for each event, a line for the day of the
/// assessment.
final class TimelineDrawing {
    private static final double WIDTH = 720;
    private static final double LANE = 34;
    private static final double TOP = 8;
    private static final double BOTTOM = 26;
    private static final double SECOND_LINE = 14;

    /// Days between the marks of a timeline that counts from Day 0, from fine to coarse.
    private static final int[] STEPS = {1, 7, 14, 28, 91, 182, 365, 730};

    private static final int MOST_MARKS = 8;
    private static final double SIDE = 12;

    /// So many are drawn as they are.
    private static final int MOST_EVENTS = 500;

    private static final double APART = 4;

    private final List<Course.Event> events;
    private final List<String> kinds;
    private final LocalDate asOf;
    private final Optional<LocalDate> dayZero;
    private final LocalDate first;
    private final LocalDate last;

    private TimelineDrawing(List<Course.Event> events, LocalDate asOf) {
        this.events = events;
        this.asOf = asOf;
        this.dayZero =
                events.stream()
                        .flatMap(event -> event.day().stream().map(event.date()::minusDays))
                        .findFirst();
        this.kinds = events.stream().map(Course.Event::kind).distinct().toList();
        LocalDate earliest = events.getFirst().date();
        LocalDate latest = events.getLast().date();
        this.first = earliest.isBefore(asOf) ? earliest : asOf;
        this.last = latest.isAfter(asOf) ? latest : asOf;
    }

    /// The drawing of at least one event.
    static String svg(List<Course.Event> events, LocalDate asOf) {
        return new TimelineDrawing(events, asOf).draw();
    }

    private String draw() {
        double bottom = TOP + kinds.size() * LANE;
        double height = bottom + BOTTOM + (dayZero.isPresent() ? SECOND_LINE : 0);
        Svg svg = new Svg("lanes", WIDTH, height, description());
        for (int lane = 0; lane < kinds.size(); lane++) {
            svg.words("lane", SIDE, TOP + lane * LANE + 11, "start", kinds.get(lane));
            svg.line("grid", SIDE, middle(lane), WIDTH - SIDE, middle(lane));
        }
        for (LocalDate tick : ticks()) {
            svg.words("tick", x(tick), bottom + 18, anchor(tick), tickText(tick));
            dayZero.ifPresent(_ ->
                    svg.words(
                            "tick",
                            x(tick),
                            bottom + 18 + SECOND_LINE,
                            anchor(tick),
                            Wording.day(tick)));
            svg.line("grid", x(tick), bottom, x(tick), bottom + 5);
        }
        svg.line("today", x(asOf), TOP, x(asOf), bottom + 4);
        Set<List<Object>> drawn = new HashSet<>();
        for (Course.Event event : events) {
            // Of very many that would lie on each other one is enough.
            if (events.size() > MOST_EVENTS
                    && !drawn.add(
                            List.of(
                                    event.kind(),
                                    Math.round(x(event.date()) / APART),
                                    event.date().isAfter(asOf)))) {
                continue;
            }
            svg.mark(
                    event.date().isAfter(asOf) ? "event ahead" : "event",
                    x(event.date()),
                    middle(kinds.indexOf(event.kind())),
                    5,
                    Wording.day(event.date())
                            + event.day().map(day -> ", " + Wording.dayFrom(day)).orElse("")
                            + ": "
                            + event.text());
        }
        return svg.finished();
    }

    private static double middle(int lane) {
        return TOP + lane * LANE + 23;
    }

    private String description() {
        return "Timeline from "
                + Wording.day(first)
                + " to "
                + Wording.day(last)
                + " with "
                + String.join(", ", kinds)
                + (events.size() > MOST_EVENTS
                        ? ". Of several of a kind that lie on each other one is drawn; the list"
                                + " below leads to every event."
                        : ". The list below has every event.");
    }

    /// From Day 0 in even steps, where there is one.
    private List<LocalDate> ticks() {
        return dayZero.map(this::ticksFrom).orElseGet(this::calendarTicks);
    }

    private List<LocalDate> ticksFrom(LocalDate zero) {
        long days = Math.max(1, ChronoUnit.DAYS.between(first, last));
        int step =
                IntStream.of(STEPS)
                        .filter(one -> days / one < MOST_MARKS)
                        .findFirst()
                        .orElse(STEPS[STEPS.length - 1] * (int) (1 + days / 5000));
        long before = ChronoUnit.DAYS.between(first, zero) / step;
        return Stream.iterate(
                        zero.minusDays(before * step),
                        tick -> !tick.isAfter(last),
                        tick -> tick.plusDays(step))
                .toList();
    }

    /// Words at the edges stay within the drawing.
    private String anchor(LocalDate tick) {
        if (isClearOfTheEdges(tick)) {
            return "middle";
        }
        return x(tick) < WIDTH / 2 ? "start" : "end";
    }

    private boolean isClearOfTheEdges(LocalDate tick) {
        return x(tick) > SIDE + 30 && x(tick) < WIDTH - SIDE - 30;
    }

    /// Quarters, or years where there are too many of them; days of a short course.
    private List<LocalDate> calendarTicks() {
        long days = ChronoUnit.DAYS.between(first, last);
        List<LocalDate> ticks = new ArrayList<>();
        if (days < 70) {
            ticks.add(first.plusDays(days / 8));
            ticks.add(last.minusDays(days / 8));
            return days < 8 ? List.of(asOf) : ticks;
        }
        int months = days < 400 ? 2 : days < 900 ? 4 : days < 2000 ? 12 : 24;
        LocalDate tick = first.withDayOfMonth(1).plusMonths(1);
        while (tick.isBefore(last)) {
            boolean onGrid = (tick.getMonthValue() - 1 + tick.getYear() * 12) % months == 0;
            if (onGrid && isClearOfTheEdges(tick)) {
                ticks.add(tick);
            }
            tick = tick.plusMonths(1);
        }
        return ticks;
    }

    private String tickText(LocalDate tick) {
        if (dayZero.isPresent()) {
            return Wording.dayFrom((int) ChronoUnit.DAYS.between(dayZero.get(), tick));
        }
        return ChronoUnit.DAYS.between(first, last) < 70
                ? Wording.day(tick)
                : Wording.day(tick).substring(Wording.day(tick).indexOf(' ') + 1);
    }

    private double x(LocalDate date) {
        long days = Math.max(1, ChronoUnit.DAYS.between(first, last));
        double share = (double) ChronoUnit.DAYS.between(first, date) / days;
        return SIDE + 8 + share * (WIDTH - 2 * SIDE - 16);
    }
}
