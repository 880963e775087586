package org.osteon.report;

import java.util.ArrayList;
import java.util.List;

/// A [MeasureFigure] as SVG: the means with their limits over time, and bars of those who improved
/// by as much as matters.
public final class MeasureDrawing {
    private static final double LEFT = 40;
    private static final double RIGHT = 16;
    private static final double TOP = 14;
    private static final double BAR = 9;
    private static final double LANE = 17 + BAR + 4;

    private MeasureDrawing() {}

    /// The means over time, in a width in which a character is 12 high.
    public static String trajectories(MeasureFigure figure, double width) {
        return new Trajectories(figure, width).draw();
    }

    /// Bars of responders per visit and group.
    public static String responders(MeasureFigure figure, double width) {
        int visits = figure.visits().size() - 1;
        int groups = figure.series().size();
        double height = TOP + visits * (groups * LANE + 26);
        Svg svg =
                new Svg(
                        "figure",
                        width,
                        height,
                        "Bars: how many had "
                                + figure.responders()
                                + ". The table has the numbers.");
        double y = TOP;
        double room = width - 8;
        for (int v = 1; v <= visits; v++) {
            svg.words("lane", 4, y + 4, "start", figure.visits().get(v));
            y += 10;
            for (int g = 0; g < groups; g++) {
                MeasureFigure.Series one = figure.series().get(g);
                MeasureFigure.At at = one.at().get(v);
                String words = at.improvedText() + (groups > 1 ? "  " + one.label() : "");
                svg.words("on-bar", 4, y + 12, "start", words);
                y += 17;
                svg.box("rest", 4, y, room, BAR);
                if (at.paired() > 0) {
                    svg.box("bar series-" + g % 6, 4, y, room * at.improved() / at.paired(), BAR);
                    double from = 4 + room * at.improvedLimits()[0];
                    double to = 4 + room * at.improvedLimits()[1];
                    svg.line("limits", from, y + BAR / 2, to, y + BAR / 2);
                }
                y += BAR + 4;
            }
            y += 16;
        }
        return svg.finished();
    }

    private static final class Trajectories {
        private final MeasureFigure figure;
        private final double width;
        private final double height;
        private final double low;
        private final double high;
        private final Svg svg;

        Trajectories(MeasureFigure figure, double width) {
            this.figure = figure;
            this.width = width;
            this.height = Math.min(260, width * 0.6);
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (MeasureFigure.Series one : figure.series()) {
                for (MeasureFigure.At at : one.at()) {
                    if (at.n() > 0) {
                        least = Math.min(least, Double.isNaN(at.lower()) ? at.mean() : at.lower());
                        most = Math.max(most, Double.isNaN(at.upper()) ? at.mean() : at.upper());
                    }
                }
            }
            this.low = Double.isFinite(least) ? Math.min(0, Math.floor(least)) : 0;
            this.high = Double.isFinite(most) ? Math.max(Math.ceil(most), low + 1) : 1;
            double below = 44 + figure.series().size() * 18;
            this.svg =
                    Svg.withParts(
                            "figure",
                            width,
                            TOP + height + below,
                            figure.title() + " over time. The table below has the values.");
        }

        String draw() {
            axes();
            for (int g = 0; g < figure.series().size(); g++) {
                line(figure.series().get(g), g);
            }
            legend();
            for (int v = 0; v < figure.visits().size(); v++) {
                probe(v);
            }
            return svg.finished();
        }

        private void axes() {
            double[] ticks = StepFigure.ticks(high - low, figure.unit());
            for (double tick : ticks) {
                double value = low + tick;
                svg.line("grid", LEFT, y(value), width - RIGHT, y(value));
                svg.words(
                        "tick",
                        LEFT - 6,
                        y(value) + 4,
                        "end",
                        org.osteon.outcome.data.Column.plain(value));
            }
            svg.line("axis", LEFT, y(low), width - RIGHT, y(low));
            // Visits close together take two lines; where both are full, the tick stands alone.
            double[] free = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int v = 0; v < figure.visits().size(); v++) {
                String words = figure.visits().get(v);
                double length = words.length() * 6.6;
                double left = v == 0 ? x(v) : x(v) - length / 2;
                svg.line("axis", x(v), y(low), x(v), y(low) + 5);
                int line = left >= free[0] ? 0 : 1;
                if (left >= free[line]) {
                    free[line] = left + length + 4;
                    svg.words("tick", left, y(low) + 18 + 13 * line, "start", words);
                }
            }
        }

        private void line(MeasureFigure.Series one, int g) {
            double shift = (g - (figure.series().size() - 1) / 2.0) * 5;
            StringBuilder path = new StringBuilder();
            for (int v = 0; v < figure.visits().size(); v++) {
                MeasureFigure.At at = one.at().get(v);
                if (at.n() == 0) {
                    continue;
                }
                double x = x(v) + shift;
                path.append(path.isEmpty() ? "M" : "L")
                        .append(Svg.number(x))
                        .append(" ")
                        .append(Svg.number(y(at.mean())));
                if (!Double.isNaN(at.lower())) {
                    svg.line("whisker series-" + g % 6, x, y(at.lower()), x, y(at.upper()));
                }
                svg.dot("spot series-" + g % 6, x, y(at.mean()), 4);
            }
            if (!path.isEmpty()) {
                svg.path("trajectory series-" + g % 6, path.toString());
            }
        }

        private void legend() {
            double y = y(low) + 36;
            for (int g = 0; g < figure.series().size(); g++) {
                y += 18;
                svg.path("trajectory series-" + g % 6, "M4 " + Svg.number(y - 4) + "H30");
                svg.words("lane", 36, y, "start", figure.series().get(g).label());
            }
        }

        private void probe(int v) {
            List<String> lines = new ArrayList<>();
            lines.add(figure.visits().get(v));
            for (MeasureFigure.Series one : figure.series()) {
                MeasureFigure.At at = one.at().get(v);
                lines.add(
                        at.meanText()
                                + ", "
                                + at.n()
                                + " of "
                                + at.expected()
                                + (figure.series().size() > 1 ? " " + one.label() : ""));
            }
            double longest = lines.stream().mapToInt(String::length).max().orElse(1);
            double room = Math.min(width - LEFT - RIGHT, 12 + 6.3 * longest);
            double left = Math.clamp(x(v) - room / 2, LEFT, width - RIGHT - room);
            double reach = 14;
            svg.part("probe", String.join("; ", lines));
            svg.box("reach", x(v) - reach, TOP, 2 * reach, height);
            svg.line("plumb", x(v), TOP, x(v), TOP + height);
            double box = 8 + lines.size() * 15;
            svg.box("label", left, TOP + height - box - 4, room, box);
            for (int k = 0; k < lines.size(); k++) {
                svg.words(
                        k == 0 ? "when" : "value series-" + (k - 1) % 6,
                        left + 6,
                        TOP + height - box + 11 + k * 15,
                        "start",
                        lines.get(k));
            }
            svg.endPart();
        }

        private double x(int visit) {
            int[] days = figure.days();
            int last = Math.max(1, days[days.length - 1]);
            return LEFT + 12 + (width - LEFT - RIGHT - 36) * days[visit] / last;
        }

        private double y(double value) {
            return TOP + height * (1 - (value - low) / (high - low));
        }
    }
}
