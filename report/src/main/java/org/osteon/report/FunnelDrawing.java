package org.osteon.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.regression.CentreReport;
import org.osteon.outcome.regression.Funnel;

/// A [FunnelFigure] as SVG: a point for each centre between the limits within which one that does
/// as expected lies. Names stand beside the points while there is room for them.
public final class FunnelDrawing {
    private static final double LEFT = 44;
    private static final double RIGHT = 16;
    private static final double TOP = 14;
    private static final double CHARACTER = 6.6;
    private static final double LINE = 12;
    private static final double[] SHIFTS = {0, -LINE, LINE, -2 * LINE, 2 * LINE};
    private static final int STEPS = 80;
    private static final int MOST_NAMES = 12;
    private static final double LEAST_RATIO_SHOWN = 2;
    private static final double MOST_RATIO_SHOWN = 5;

    private final FunnelFigure figure;
    private final double width;
    private final double height;
    private final double most;
    private final double highest;
    private final Svg svg;
    private final List<Name> names = new ArrayList<>();

    /// Where a name stands.
    private record Name(double from, double to, double y) {}

    private FunnelDrawing(FunnelFigure figure, double width) {
        this.figure = figure;
        this.width = width;
        this.height = Math.min(280, width * 0.7);
        this.most =
                1.15
                        * figure.centres().stream()
                                .mapToDouble(FunnelFigure.Centre::expected)
                                .max()
                                .orElse(1);
        double ratio =
                figure.centres().stream().mapToDouble(FunnelFigure.Centre::ratio).max().orElse(1);
        double middle =
                figure.centres().stream()
                        .mapToDouble(FunnelFigure.Centre::expected)
                        .average()
                        .orElse(1);
        double shown =
                Math.min(MOST_RATIO_SHOWN, Funnel.at(middle, CentreReport.FAR).upper() * 1.1);
        this.highest = Math.ceil(2 * Math.max(LEAST_RATIO_SHOWN, Math.max(shown, ratio * 1.1))) / 2;
        this.svg =
                new Svg(
                        "figure",
                        width,
                        TOP + height + 86,
                        "Funnel of centres, "
                                + figure.title()
                                + ": observed over expected against expected events. The table"
                                + " below has the values.");
    }

    /// The drawing in a width in which a character is 12 high.
    public static String svg(FunnelFigure figure, double width) {
        return new FunnelDrawing(figure, width).draw();
    }

    private String draw() {
        axes();
        funnel(CentreReport.FAR, 0);
        funnel(CentreReport.USUAL, 1);
        svg.line("axis", LEFT, y(1), width - RIGHT, y(1));
        boolean named = figure.centres().size() <= MOST_NAMES;
        for (FunnelFigure.Centre one : figure.centres()) {
            double x = x(one.expected());
            svg.mark(
                    "spot series-2",
                    x,
                    y(one.ratio()),
                    5,
                    String.format(
                            Locale.ROOT,
                            "%s: %d observed, %.1f expected, %d people",
                            one.name(),
                            one.observed(),
                            one.expected(),
                            one.n()));
            if (named) {
                name(one.name(), x, y(one.ratio()) + 4);
            }
        }
        legend();
        return svg.finished();
    }

    private void axes() {
        for (double tick : StepFigure.ticks(highest, "")) {
            svg.line("grid", LEFT, y(tick), width - RIGHT, y(tick));
            svg.words("tick", LEFT - 6, y(tick) + 4, "end", Column.plain(tick));
        }
        svg.line("axis", LEFT, y(0), width - RIGHT, y(0));
        for (double tick : StepFigure.ticks(most, "")) {
            svg.line("axis", x(tick), y(0), x(tick), y(0) + 5);
            svg.words("tick", x(tick), y(0) + 18, "middle", Column.plain(tick));
        }
        svg.words("tick", width - RIGHT, y(0) + 34, "end", "expected events");
    }

    private void funnel(double level, int series) {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        double least = most / STEPS / 4;
        boolean inside = true;
        // From many expected events to few; close together where the limits move fast.
        for (int i = STEPS; i >= 0; i--) {
            double share = (double) i / STEPS;
            double expected = least + (most - least) * share * share;
            Funnel.Limits limits = Funnel.at(expected, level);
            inside &= limits.upper() <= highest;
            if (inside) {
                point(upper, expected, limits.upper());
            }
            point(lower, expected, limits.lower());
        }
        svg.path("curve series-" + series, upper.toString());
        svg.path("curve series-" + series, lower.toString());
    }

    private void point(StringBuilder path, double expected, double ratio) {
        path.append(path.isEmpty() ? "M" : "L")
                .append(Svg.number(x(expected)))
                .append(' ')
                .append(Svg.number(y(ratio)));
    }

    /// A name beside its point, or a line above or below where another stands there.
    private void name(String words, double x, double y) {
        double length = words.length() * CHARACTER;
        boolean right = x + 9 + length < width || x - 9 - length < LEFT;
        double from = right ? x + 9 : x - 9 - length;
        double at = y;
        for (double shift : SHIFTS) {
            double tried = y + shift;
            if (names.stream()
                    .noneMatch(other ->
                            other.from() < from + length
                                    && from < other.to()
                                    && Math.abs(other.y() - tried) < LINE)) {
                at = tried;
                break;
            }
        }
        names.add(new Name(from, from + length, at));
        svg.words("tick", right ? x + 9 : x - 9, at, right ? "start" : "end", words);
    }

    private void legend() {
        double y = y(0) + 52;
        svg.path("curve series-0", "M4 " + Svg.number(y - 4) + "H30");
        svg.words("lane", 36, y, "start", "99.8 % of those as expected");
        svg.path("curve series-1", "M4 " + Svg.number(y + 14) + "H30");
        svg.words("lane", 36, y + 18, "start", "95 % of those as expected");
    }

    private double x(double expected) {
        return LEFT + (width - LEFT - RIGHT) * expected / most;
    }

    private double y(double ratio) {
        return TOP + height * (1 - Math.min(ratio, highest) / highest);
    }
}
