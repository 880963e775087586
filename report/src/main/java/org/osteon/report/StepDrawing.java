package org.osteon.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.osteon.outcome.data.Column;

/// A [StepFigure] as SVG: axes, bands, curves, marks of censoring, numbers at risk below, and
/// upright parts that tell the values at a time when pointed at or focused. Curves differ by colour
/// and by dash, so that they survive a grey printer.
public final class StepDrawing {
    private static final double LEFT = 44;
    private static final double RIGHT = 14;
    private static final double TOP = 26;
    private static final double ROW = 16;
    private static final double CHARACTER = 6.3;

    private final StepFigure figure;
    private final double width;
    private final double height;
    private final Svg svg;

    private StepDrawing(StepFigure figure, double width) {
        this.figure = figure;
        this.width = width;
        this.height = Math.min(300, width * 0.62);
        double below = 40 + ROW + figure.series().size() * 2 * ROW;
        this.svg = Svg.withParts("figure", width, TOP + height + below, description(figure));
    }

    /// The drawing in a width, in which a character is 12 high.
    public static String svg(StepFigure figure, double width) {
        return new StepDrawing(figure, width).draw();
    }

    private static String description(StepFigure figure) {
        return figure.title()
                + ". "
                + figure.series().stream()
                        .map(one ->
                                one.label() + ": " + one.events() + " of " + one.n() + " had it")
                        .collect(Collectors.joining("; "))
                + ". The table below has the values.";
    }

    private String draw() {
        axes();
        for (int i = 0; i < figure.series().size(); i++) {
            band(figure.series().get(i), i);
        }
        for (int i = 0; i < figure.series().size(); i++) {
            curve(figure.series().get(i), i);
        }
        atRisk();
        probes();
        return svg.finished();
    }

    private void axes() {
        for (int k = 0; k <= 4; k++) {
            double value = k / 4.0 * figure.top();
            svg.line("grid", LEFT, y(value), width - RIGHT, y(value));
            svg.words(
                    "tick",
                    LEFT - 6,
                    y(value) + 4,
                    "end",
                    Column.plain(Math.round(1000 * value) / 10.0) + " %");
        }
        for (double tick : figure.ticks()) {
            svg.line("axis", x(tick), y(0), x(tick), y(0) + 5);
            svg.words("tick", x(tick), y(0) + 18, "middle", Column.plain(tick));
        }
        svg.line("axis", LEFT, y(0), width - RIGHT, y(0));
        svg.words(
                "tick",
                width - RIGHT,
                y(0) + 33,
                "end",
                figure.unit() + (figure.from().isEmpty() ? "" : " since " + figure.from()));
    }

    private void band(StepFigure.Series one, int i) {
        StringBuilder forth = new StringBuilder("M" + at(0, figure.start()));
        List<String> back = new ArrayList<>();
        double upper = figure.start();
        double lower = figure.start();
        for (int k = 0; k < one.times().length && one.times()[k] <= one.last(); k++) {
            if (Double.isNaN(one.lower()[k]) || hidden(one, k)) {
                continue;
            }
            double x = x(one.times()[k]);
            forth.append("H")
                    .append(Svg.number(x))
                    .append("V")
                    .append(Svg.number(y(one.upper()[k])));
            back.add("L" + Svg.number(x) + " " + Svg.number(y(lower)));
            back.add("L" + Svg.number(x) + " " + Svg.number(y(one.lower()[k])));
            upper = one.upper()[k];
            lower = one.lower()[k];
        }
        if (back.isEmpty()) {
            return;
        }
        forth.append("L").append(at(one.last(), upper)).append("L").append(at(one.last(), lower));
        for (int k = back.size() - 1; k >= 0; k--) {
            forth.append(back.get(k));
        }
        svg.path("band series-" + i % 6, forth + "Z");
    }

    /// Steps closer than a fifth of a unit are one to the eye; a million rows stay a small file.
    private boolean hidden(StepFigure.Series one, int k) {
        return k + 1 < one.times().length
                && one.times()[k + 1] <= one.last()
                && Math.floor(5 * x(one.times()[k])) == Math.floor(5 * x(one.times()[k + 1]));
    }

    private void curve(StepFigure.Series one, int i) {
        StringBuilder path = new StringBuilder("M" + at(0, figure.start()));
        for (int k = 0; k < one.times().length && one.times()[k] <= one.last(); k++) {
            if (!hidden(one, k)) {
                path.append("H")
                        .append(Svg.number(x(one.times()[k])))
                        .append("V")
                        .append(Svg.number(y(one.values()[k])));
            }
        }
        path.append("H").append(Svg.number(x(one.last())));
        svg.path("curve series-" + i % 6, path.toString());
        StringBuilder marks = new StringBuilder();
        double previous = -1;
        for (double time : one.censored()) {
            if (time > one.last() || x(time) - previous < 1) {
                continue;
            }
            previous = x(time);
            double y = y(one.at(time, figure.start())[0]);
            marks.append("M")
                    .append(Svg.number(x(time)))
                    .append(" ")
                    .append(Svg.number(y - 3.5))
                    .append("v7");
        }
        if (!marks.isEmpty()) {
            svg.path("censored series-" + i % 6, marks.toString());
        }
    }

    /// Under the axis the groups, each with its line and its numbers.
    private void atRisk() {
        double y = y(0) + 33;
        svg.words("lane", 4, y, "start", "At risk");
        for (int i = 0; i < figure.series().size(); i++) {
            StepFigure.Series one = figure.series().get(i);
            y += ROW + 2;
            svg.path("curve series-" + i % 6, "M4 " + Svg.number(y - 4) + "H" + Svg.number(30));
            svg.words(
                    "lane",
                    36,
                    y,
                    "start",
                    shortened(one.label() + ", " + one.events() + " of " + one.n(), width - 44));
            y += ROW - 2;
            for (int k = 0; k < figure.ticks().length; k++) {
                svg.words(
                        "value series-" + i % 6,
                        x(figure.ticks()[k]),
                        y,
                        "middle",
                        String.valueOf(one.atRisk()[k]));
            }
        }
    }

    private static String shortened(String text, double room) {
        int most = (int) (room / CHARACTER);
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /// At every tick and in the middle between two.
    private void probes() {
        List<Double> times = new ArrayList<>();
        double step = figure.ticks().length > 1 ? figure.ticks()[1] / 2 : figure.end();
        for (double time = step; time <= figure.end() * (1 + 1e-9); time += step) {
            times.add(time);
        }
        for (double time : times) {
            probe(time, step);
        }
    }

    private void probe(double time, double step) {
        List<String> lines = new ArrayList<>();
        String unit = figure.unit().equals("days") ? "Day " : "At ";
        lines.add(unit + Column.plain(time));
        List<double[]> dots = new ArrayList<>();
        for (StepFigure.Series one : figure.series()) {
            double[] value = one.at(time, figure.start());
            boolean shown = time <= one.last() * (1 + 1e-9);
            dots.add(shown ? value : new double[] {Double.NaN});
            lines.add(
                    (shown ? StepFigure.percent(value) : "too few at risk")
                            + (figure.series().size() > 1 ? " " + one.label() : ""));
        }
        double room =
                Math.min(
                        width - LEFT - RIGHT,
                        12 + CHARACTER * lines.stream().mapToInt(String::length).max().orElse(1));
        double x = x(time);
        double left = Math.clamp(x - room / 2, LEFT, width - RIGHT - room);
        double boxHeight = 8 + lines.size() * 15;
        // The box stands where the curves are not.
        double top = figure.rising() ? TOP + 2 : TOP + height - boxHeight - 4;
        svg.part("probe", String.join("; ", lines));
        svg.box("reach", x(time - step / 2), TOP, x(time + step / 2) - x(time - step / 2), height);
        svg.line("plumb", x, TOP, x, TOP + height);
        for (int i = 0; i < dots.size(); i++) {
            if (!Double.isNaN(dots.get(i)[0])) {
                svg.dot("dot series-" + i % 6, x, y(dots.get(i)[0]), 4);
            }
        }
        svg.box("label", left, top, room, boxHeight);
        for (int k = 0; k < lines.size(); k++) {
            svg.words(
                    k == 0 ? "when" : "value series-" + (k - 1) % 6,
                    left + 6,
                    top + 15 + k * 15,
                    "start",
                    shortened(lines.get(k), room - 6));
        }
        svg.endPart();
    }

    private String at(double time, double value) {
        return Svg.number(x(time)) + " " + Svg.number(y(value));
    }

    private double x(double time) {
        return LEFT + Math.min(time, figure.end()) / figure.end() * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return TOP + height * (1 - Math.min(value, figure.top()) / figure.top());
    }
}
