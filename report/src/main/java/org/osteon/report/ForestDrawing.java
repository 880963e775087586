package org.osteon.report;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.osteon.outcome.data.Column;

/// A [ForestFigure] as SVG: a square for each site, as large as its weight, with its limits; a
/// diamond for what they come to; where a further site would lie. Names and figures stand above
/// their line, so that it can be read on a phone.
public final class ForestDrawing {
    private static final double SIDE = 16;
    private static final double TOP = 8;
    private static final double ROW = 42;
    private static final double WORDS = 14;
    private static final double MARK = 28;
    private static final double SMALLEST = 3;
    private static final double LARGEST = 8;
    private static final double DIAMOND = 7;
    private static final double AXIS = 46;
    private static final double TICK = 6;
    private static final double ROOM = 0.08;

    private final ForestFigure figure;
    private final double width;
    private final double from;
    private final double to;
    private final double bottom;
    private final Svg svg;

    private ForestDrawing(ForestFigure figure, double width) {
        this.figure = figure;
        this.width = width;
        double least = ends(figure).min().orElse(0);
        double most = ends(figure).max().orElse(0);
        double room = Math.max(1e-9, most - least) * ROOM;
        this.from = least - room;
        this.to = most + room;
        int rows = figure.lines().size() + figure.together().size() + (figure.predicts() ? 1 : 0);
        this.bottom = TOP + rows * ROW;
        this.svg =
                new Svg(
                        "figure forest",
                        width,
                        bottom + AXIS,
                        "Forest plot, "
                                + figure.title()
                                + ": each site's difference with its limits, and all together. The"
                                + " table below has the values.");
    }

    /// All ends that must be seen; no difference among them.
    private static DoubleStream ends(ForestFigure figure) {
        return DoubleStream.concat(
                        Stream.concat(figure.lines().stream(), figure.together().stream())
                                .flatMapToDouble(one -> DoubleStream.of(one.lower(), one.upper())),
                        DoubleStream.of(0, figure.predictionFrom(), figure.predictionTo()))
                .filter(Double::isFinite);
    }

    /// The drawing in a width in which a character is 12 high.
    public static String svg(ForestFigure figure, double width) {
        return new ForestDrawing(figure, width).draw();
    }

    private String draw() {
        axes();
        double y = TOP;
        for (ForestFigure.Line one : figure.lines()) {
            site(one, y);
            y += ROW;
        }
        for (ForestFigure.Line one : figure.together()) {
            diamond(one, y);
            y += ROW;
        }
        if (figure.predicts()) {
            words("A further site would lie", prediction(), y);
            svg.line(
                    "whisker series-1",
                    x(figure.predictionFrom()),
                    y + MARK,
                    x(figure.predictionTo()),
                    y + MARK);
        }
        return svg.finished();
    }

    private String prediction() {
        return (Svg.number(figure.predictionFrom()) + " to " + Svg.number(figure.predictionTo()))
                .replace('-', '−');
    }

    private void axes() {
        double step = step((to - from) / 4);
        for (double tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
            double rounded = Math.rint(tick / step) * step;
            svg.line("axis", x(rounded), bottom - TICK, x(rounded), bottom);
            svg.words("tick", x(rounded), bottom + 16, "middle", Column.plain(rounded));
        }
        svg.line("axis", x(0), TOP, x(0), bottom);
        svg.words("tick", width - SIDE, bottom + 34, "end", figure.title());
    }

    /// 1, 2 or 5 times a power of ten, not below a length.
    private static double step(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(length, 1e-9))));
        double times = length / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    private void words(String name, String words, double y) {
        svg.words("lane", SIDE, y + WORDS, "start", name);
        svg.words("tick", width - SIDE, y + WORDS, "end", words);
    }

    private void site(ForestFigure.Line one, double y) {
        words(one.name(), one.words(), y);
        svg.line("whisker series-0", x(one.lower()), y + MARK, x(one.upper()), y + MARK);
        double half =
                SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.clamp(one.weight(), 0, 100) / 100);
        svg.bar(
                "dot series-0",
                x(one.estimate()) - half,
                y + MARK - half,
                2 * half,
                2 * half,
                one.name() + ": " + one.words());
    }

    private void diamond(ForestFigure.Line one, double y) {
        words(one.name(), one.words(), y);
        double middle = y + MARK;
        svg.shape(
                "dot series-1",
                "M"
                        + Svg.number(x(one.lower()))
                        + " "
                        + Svg.number(middle)
                        + "L"
                        + Svg.number(x(one.estimate()))
                        + " "
                        + Svg.number(middle - DIAMOND)
                        + "L"
                        + Svg.number(x(one.upper()))
                        + " "
                        + Svg.number(middle)
                        + "L"
                        + Svg.number(x(one.estimate()))
                        + " "
                        + Svg.number(middle + DIAMOND)
                        + "z",
                one.name() + ": " + one.words());
    }

    private double x(double value) {
        return SIDE + (width - 2 * SIDE) * (value - from) / (to - from);
    }
}
