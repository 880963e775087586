package org.osteon.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// A [TrendFigure] as SVG, by the published criteria for graphs of laboratory results (Sittig and
/// others, J Am Med Inform Assoc 2015;22:900): whose it is, what it is, axes with names, scales and
/// values, references, each value to be read at its point, a legend. Drawn for a width in which its
/// words can be read on a phone; colours come from the style sheet.
public final class TrendDrawing {
    private static final double WIDTH = 360;
    private static final double LEFT = 44;
    private static final double RIGHT = 14;
    private static final double TOP = 24;
    private static final double PLOT = 150;
    private static final double ROW = 14;
    private static final double LABEL_HEIGHT = 12.5;
    private static final double CHARACTER = 6;
    private static final int MANY_POINTS = 40;

    /// Parts of the time axis with four points at most, where there are more points than that.
    private static final int STRETCHES = 60;

    /// More stops of the Tab key than that would keep people from what follows; the table has all.
    private static final int FOCUSED = 12;

    private final TrendFigure figure;
    private final List<TrendFigure.Point> drawn;
    private final TrendDays days;
    private final TrendScale scale;
    private final List<String> kinds;
    private final List<TrendFigure.Mark> marks;
    private final Svg svg;

    private TrendDrawing(TrendFigure figure) {
        this.figure = figure;
        this.drawn = TrendThinning.of(figure.points(), STRETCHES);
        this.days =
                new TrendDays(
                        figure.points().getFirst().date(),
                        figure.points().getLast().date(),
                        figure.dayZero());
        this.scale =
                TrendScale.of(
                        figure.isLogarithmic(),
                        DoubleStream.concat(
                                        figure.points().stream()
                                                .mapToDouble(TrendFigure.Point::value),
                                        figure.lines().stream()
                                                .mapToDouble(TrendFigure.Line::value))
                                .toArray());
        this.marks = figure.marks().stream().filter(mark -> days.contains(mark.date())).toList();
        this.kinds = marks.stream().map(TrendFigure.Mark::kind).distinct().toList();
        this.svg = Svg.withParts("trend", WIDTH, height(), description());
    }

    /// The drawing.
    public static String svg(TrendFigure figure) {
        return new TrendDrawing(figure).draw();
    }

    private double bottom() {
        return TOP + PLOT;
    }

    private double ticksAt() {
        return bottom() + kinds.size() * ROW + ROW;
    }

    private double legendAt() {
        return ticksAt() + (figure.dayZero().isPresent() ? 2 * ROW : ROW) + 2;
    }

    private double height() {
        return legendAt() + legendRows().size() * ROW + 2 * ROW;
    }

    private String draw() {
        svg.words("axis-name", 4, 13, "start", figure.axisName());
        values();
        dates();
        dayZero();
        List<Double> labels = limits();
        course();
        points(labels);
        events();
        legend();
        svg.words("whose", 4, height() - 4, "start", figure.whose());
        svg.words("axis-name", WIDTH - RIGHT, height() - 4 - ROW, "end", days.axisName());
        if (isThinned()) {
            svg.words(
                    "legend",
                    WIDTH - RIGHT,
                    height() - 4,
                    "end",
                    drawn.size() + " of " + figure.points().size() + " drawn");
        }
        return svg.finished();
    }

    private boolean isThinned() {
        return drawn.size() < figure.points().size();
    }

    private String description() {
        TrendFigure.Point latest = figure.points().getLast();
        int count = figure.points().size();
        return figure.axisName()
                + (figure.whose().isEmpty() ? "" : " of " + figure.whose())
                + ", "
                + count
                + (count == 1 ? " value" : " values")
                + ", the latest "
                + words(latest)
                + (figure.isLogarithmic() ? ", by powers of ten" : "")
                + (isThinned()
                        ? ". Drawn are "
                                + drawn.size()
                                + ": the first, lowest, highest and last of"
                                + " each stretch of time"
                        : "")
                + ". The table below has all of them.";
    }

    private void values() {
        for (double tick : scale.ticks()) {
            svg.line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
            svg.words("tick", LEFT - 6, y(tick) + 4, "end", number(tick));
        }
    }

    private void dates() {
        double free = 0;
        for (TrendDays.Named day : days.named()) {
            double x = x(day.date());
            svg.line("grid", x, TOP, x, bottom() + 4);
            double half = Math.max(day.text().length(), day.number().length()) * CHARACTER / 2;
            double middle = Math.clamp(x, half + 2, WIDTH - half - 2);
            if (middle - half >= free) {
                svg.words("tick", middle, ticksAt(), "middle", day.text());
                if (!day.number().isEmpty()) {
                    svg.words("tick", middle, ticksAt() + ROW, "middle", day.number());
                }
                free = middle + half + 4;
            }
        }
    }

    private void dayZero() {
        figure.dayZero()
                .filter(days::contains)
                .ifPresent(zero -> svg.line("zero", x(zero), TOP, x(zero), bottom()));
    }

    /// Labels stand above their line, and give way to each other: down from the top, then up again
    /// where the lowest would leave the drawing.
    ///
    /// @return the heights of the labels
    private List<Double> limits() {
        List<TrendFigure.Line> lines =
                figure.lines().stream()
                        .sorted(Comparator.comparingDouble(TrendFigure.Line::value).reversed())
                        .toList();
        double[] at = new double[lines.size()];
        double free = TOP + LABEL_HEIGHT - 3;
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.max(y(lines.get(i).value()) - 4, free);
            free = at[i] + LABEL_HEIGHT;
        }
        double floor = bottom() - 2;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.min(at[i], floor);
            floor = at[i] - LABEL_HEIGHT;
        }
        for (int i = 0; i < at.length; i++) {
            TrendFigure.Line line = lines.get(i);
            double y = y(line.value());
            svg.line("limit", LEFT, y, WIDTH - RIGHT, y);
            if (Math.abs(at[i] + 4 - y) > LABEL_HEIGHT) {
                svg.line("leader", LEFT, y, LEFT + 5, at[i] - 3);
            }
            svg.words(
                    "limit-label",
                    LEFT + 6,
                    at[i],
                    "start",
                    line.label() + " " + number(line.value()));
        }
        return DoubleStream.of(at).boxed().toList();
    }

    private void course() {
        double[] line = new double[drawn.size() * 2];
        for (int i = 0; i < drawn.size(); i++) {
            line[2 * i] = x(drawn.get(i).date());
            line[2 * i + 1] = y(drawn.get(i).value());
        }
        svg.course("course", line);
    }

    private void points(List<Double> labels) {
        List<TrendFigure.Point> points = drawn;
        double radius = points.size() > MANY_POINTS ? 2 : 3.5;
        for (int i = 0; i < points.size(); i++) {
            TrendFigure.Point point = points.get(i);
            boolean latest = i == points.size() - 1;
            String kind = latest ? "point latest" : "point";
            double x = x(point.date());
            double y = y(point.value());
            boolean isFocused = points.size() - i <= FOCUSED;
            if (isThinned() && !isFocused) {
                svg.mark(kind, x, y, radius, words(point));
                continue;
            }
            if (isFocused) {
                svg.part("reading", words(point));
            } else {
                svg.group("reading");
            }
            svg.mark(kind, x, y, latest ? 5 : radius, words(point));
            String words = words(point);
            double half = words.length() * CHARACTER / 2;
            svg.words(
                    "readout",
                    Math.clamp(x, half + 2, WIDTH - half - 2),
                    y < TOP + 24 ? y + 20 : y - 12,
                    "middle",
                    words);
            svg.endPart();
        }
        latest(points.getLast(), labels);
    }

    /// The latest value stands beside its point, away from the labels of the lines.
    private void latest(TrendFigure.Point point, List<Double> labels) {
        double x = x(point.date());
        double y = y(point.value());
        double above = y - 9;
        boolean taken =
                x < LEFT + 160 && labels.stream().anyMatch(label -> Math.abs(label - above) < 12);
        svg.words(
                "value",
                Math.min(x + 8, WIDTH - 2),
                above < TOP + 5 || taken ? y + 18 : above,
                "end",
                number(point.value()));
    }

    private void events() {
        for (TrendFigure.Mark mark : marks) {
            int kind = kinds.indexOf(mark.kind());
            double y = bottom() + kind * ROW + 9;
            double x = x(mark.date());
            svg.line("happened", x, TOP, x, y);
            svg.shape(
                    "happening",
                    shape(kind, x, y),
                    mark.kind() + ", " + days.words(mark.date()) + ": " + mark.text());
        }
    }

    /// Each kind has a shape of its own: a triangle, a square, a diamond, a bar.
    private static String shape(int kind, double x, double y) {
        return switch (kind % 4) {
            case 0 -> at(x - 4.5, y + 3) + "h9l-4.5 -8z";
            case 1 -> at(x - 3.5, y - 4) + "h7v7h-7z";
            case 2 -> at(x, y - 5) + "l4.5 4.5l-4.5 4.5l-4.5 -4.5z";
            default -> at(x - 1.5, y - 5) + "h3v9h-3z";
        };
    }

    private static String at(double x, double y) {
        return "M" + Svg.number(x) + " " + Svg.number(y);
    }

    /// What the marks mean: a row as long as it fits.
    private List<List<String>> legendRows() {
        List<String> entries = new ArrayList<>();
        entries.add("value");
        if (!figure.lines().isEmpty()) {
            entries.add("limit");
        }
        if (figure.dayZero().filter(days::contains).isPresent()) {
            entries.add("Day 0");
        }
        entries.addAll(kinds);
        List<List<String>> rows = new ArrayList<>();
        double used = WIDTH;
        for (String entry : entries) {
            double length = entry.length() * CHARACTER + 24;
            if (used + length > WIDTH - 8) {
                rows.add(new ArrayList<>());
                used = 4;
            }
            rows.getLast().add(entry);
            used += length;
        }
        return rows;
    }

    private void legend() {
        double y = legendAt() + 8;
        int place = 0;
        int fixed =
                (int)
                        Stream.of(
                                        true,
                                        !figure.lines().isEmpty(),
                                        figure.dayZero().filter(days::contains).isPresent())
                                .filter(is -> is)
                                .count();
        for (List<String> row : legendRows()) {
            double x = 6;
            for (String entry : row) {
                sign(entry, place < fixed ? -1 : place - fixed, x + 5, y);
                svg.words("legend", x + 14, y, "start", entry);
                x += entry.length() * CHARACTER + 24;
                place++;
            }
            y += ROW;
        }
    }

    /// @param kind the number of a kind of event; negative: value, limit or Day 0
    private void sign(String entry, int kind, double x, double y) {
        if (kind >= 0) {
            svg.path("happening", shape(kind, x, y - 4));
        } else if (entry.equals("value")) {
            svg.dot("point", x, y - 4, 3.5);
        } else {
            svg.line(entry.equals("limit") ? "limit" : "zero", x - 6, y - 4, x + 6, y - 4);
        }
    }

    private String words(TrendFigure.Point point) {
        return (number(point.value()) + " " + figure.unit()).strip()
                + " on "
                + days.words(point.date());
    }

    private static String number(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.scale() > 2 ? exact.setScale(2, RoundingMode.HALF_UP) : exact;
        BigDecimal plain = rounded.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }

    private double x(LocalDate date) {
        return LEFT + 8 + days.share(date) * (WIDTH - LEFT - RIGHT - 16);
    }

    private double y(double value) {
        return bottom() - scale.share(value) * PLOT;
    }
}
