package org.osteon.app.http.web.desk;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osteon.pathway.Course;
import org.osteon.report.Svg;
import org.osteon.workflow.desk.Wording;

/// A trend as SVG: points over time, the limits that matter as labelled lines. Drawn for a width of
/// 320 pixels, so that its words can be read on a phone; colours come from the style sheet.
final class TrendDrawing {
    private static final double WIDTH = 340;
    private static final double HEIGHT = 210;
    private static final double LEFT = 40;
    private static final double RIGHT = 14;
    private static final double TOP = 16;
    private static final double BOTTOM = 28;
    private static final double LABEL_HEIGHT = 13;
    private static final int MANY_POINTS = 40;

    private final Course.Trend trend;
    private final LocalDate first;
    private final LocalDate last;
    private final double low;
    private final double high;
    private final Svg svg;

    private TrendDrawing(Course.Trend trend) {
        this.trend = trend;
        this.first = trend.points().getFirst().date();
        this.last = trend.points().getLast().date();
        double[] values =
                Stream.concat(
                                trend.points().stream().map(Course.Point::value),
                                trend.limits().stream().map(Course.Limit::value))
                        .mapToDouble(BigDecimal::doubleValue)
                        .toArray();
        double least = java.util.Arrays.stream(values).min().orElse(0);
        double most = java.util.Arrays.stream(values).max().orElse(1);
        double room = most > least ? (most - least) * 0.12 : Math.max(Math.abs(most) * 0.1, 0.5);
        this.low = least >= 0 && least - room < 0 ? 0 : least - room;
        this.high = most + room;
        this.svg = new Svg("trend", WIDTH, HEIGHT, description());
    }

    /// The drawing of a trend that has at least one point.
    static String svg(Course.Trend trend) {
        return new TrendDrawing(trend).draw();
    }

    private String draw() {
        axis();
        limits();
        line();
        return svg.finished();
    }

    private String description() {
        Course.Point latest = trend.points().getLast();
        return trend.title()
                + ", "
                + Wording.count(trend.points().size(), "value", "values")
                + ", the latest "
                + Wording.number(latest.value())
                + " "
                + trend.unit()
                + " on "
                + Wording.day(latest.date())
                + ". The table below has all of them.";
    }

    private void axis() {
        for (double tick : ticks()) {
            svg.line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
            svg.words(
                    "tick", LEFT - 6, y(tick) + 4, "end", Wording.number(BigDecimal.valueOf(tick)));
        }
        double bottom = HEIGHT - 8;
        if (first.equals(last)) {
            svg.words("tick", x(first), bottom, "middle", Wording.day(first));
        } else {
            svg.words("tick", LEFT, bottom, "start", Wording.day(first));
            svg.words("tick", WIDTH - RIGHT, bottom, "end", Wording.day(last));
        }
    }

    /// Three to six round numbers within the range.
    private List<Double> ticks() {
        double raw = (high - low) / 4;
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                Stream.of(1.0, 2.0, 2.5, 5.0, 10.0)
                        .map(factor -> factor * magnitude)
                        .filter(candidate -> candidate >= raw)
                        .findFirst()
                        .orElse(raw);
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            ticks.add(Math.round(tick * 1e6) / 1e6);
        }
        return ticks;
    }

    /// Labels stand above their line, from the top down, and give way to each other.
    private void limits() {
        double free = TOP - LABEL_HEIGHT;
        List<Course.Limit> fromTop =
                trend.limits().stream()
                        .sorted(Comparator.comparing(Course.Limit::value).reversed())
                        .toList();
        for (Course.Limit limit : fromTop) {
            double y = y(limit.value().doubleValue());
            double label = Math.max(y - 4, free + LABEL_HEIGHT);
            free = label;
            svg.line("limit", LEFT, y, WIDTH - RIGHT, y);
            svg.words(
                    "limit-label",
                    LEFT + 4,
                    label,
                    "start",
                    Wording.number(limit.value()) + " " + limit.label());
        }
    }

    private void line() {
        List<Course.Point> points = trend.points();
        double[] course = new double[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            course[2 * i] = x(points.get(i));
            course[2 * i + 1] = y(points.get(i));
        }
        svg.course("course", course);
        double radius = points.size() > MANY_POINTS ? 2 : 3.5;
        for (Course.Point point : points.subList(0, points.size() - 1)) {
            svg.mark("point", x(point), y(point), radius, words(point));
        }
        Course.Point latest = points.getLast();
        svg.mark("point latest", x(latest), y(latest), 5, words(latest));
        svg.words(
                "value",
                Math.min(x(latest) + 8, WIDTH - 2),
                y(latest) < TOP + 14 ? y(latest) + 18 : y(latest) - 9,
                "end",
                Wording.number(latest.value()));
    }

    private String words(Course.Point point) {
        return Wording.number(point.value())
                + " "
                + trend.unit()
                + " on "
                + Wording.day(point.date());
    }

    private double x(Course.Point point) {
        return x(point.date());
    }

    private double y(Course.Point point) {
        return y(point.value().doubleValue());
    }

    private double x(LocalDate date) {
        long days = ChronoUnit.DAYS.between(first, last);
        double share = days == 0 ? 0.5 : (double) ChronoUnit.DAYS.between(first, date) / days;
        return LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }
}
