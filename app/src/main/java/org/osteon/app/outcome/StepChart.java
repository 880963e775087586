package org.osteon.app.outcome;

import java.util.List;
import java.util.Locale;

/// A chart of step curves as SVG with numbers at risk below the axis. Colours can be told apart by
/// people with colour blindness and each curve has its own dash, so that it survives a grey
/// printer.
final class StepChart {
    private static final String[] COLOURS = {
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"
    };
    private static final String[] DASHES = {"", "7 3", "2 3", "9 3 2 3", "4 2", "1 2"};
    private static final int LEFT = 150;
    private static final int WIDTH = 560;
    private static final int TOP = 16;
    private static final int HEIGHT = 250;
    private static final int ROW = 17;

    /// A curve.
    ///
    /// @param label its name
    /// @param times times of its steps, ascending
    /// @param values value from each time on
    /// @param lower lower limits, empty without a band
    /// @param upper upper limits
    /// @param start value before the first step
    /// @param end last time to draw
    record Curve(
            String label,
            double[] times,
            double[] values,
            double[] lower,
            double[] upper,
            double start,
            double end) {}

    /// Numbers of a group at the ticks.
    ///
    /// @param label the group
    /// @param counts a number per tick
    record AtRisk(String label, int[] counts) {}

    private final StringBuilder svg = new StringBuilder();
    private final double end;
    private final double[] ticks;

    private StepChart(double end, double[] ticks) {
        this.end = end;
        this.ticks = ticks;
    }

    /// Ticks at round times from 0 to `end`.
    static double[] ticks(double end) {
        double rough = Math.max(end, 1e-9) / 6;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
            if (factor * power >= rough) {
                step = factor * power;
                break;
            }
        }
        int count = (int) Math.floor(end / step + 1e-9) + 1;
        double[] ticks = new double[count];
        for (int i = 0; i < count; i++) {
            ticks[i] = i * step;
        }
        return ticks;
    }

    static String of(
            String title,
            String yLabel,
            String xLabel,
            List<Curve> curves,
            double end,
            List<AtRisk> atRisk) {
        return new StepChart(end, ticks(end)).draw(title, yLabel, xLabel, curves, atRisk);
    }

    private String draw(
            String title, String yLabel, String xLabel, List<Curve> curves, List<AtRisk> atRisk) {
        int below = atRisk.isEmpty() ? 0 : (atRisk.size() + 1) * ROW + 8;
        int legend = curves.size() * ROW;
        int height = TOP + HEIGHT + 44 + below + legend;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">%n",
                        LEFT + WIDTH + 20,
                        height,
                        escaped(title)));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        axes(yLabel, xLabel);
        for (int i = 0; i < curves.size(); i++) {
            band(curves.get(i), i);
        }
        for (int i = 0; i < curves.size(); i++) {
            line(curves.get(i), i);
        }
        int y = TOP + HEIGHT + 48;
        if (!atRisk.isEmpty()) {
            text(8, y, "start", "At risk");
            for (AtRisk row : atRisk) {
                y += ROW;
                text(8, y, "start", row.label);
                for (int k = 0; k < ticks.length; k++) {
                    text(x(ticks[k]), y, "middle", Integer.toString(row.counts[k]));
                }
            }
            y += 8;
        }
        for (int i = 0; i < curves.size(); i++) {
            y += ROW;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2.2\" stroke-dasharray=\"%s\"/>%n",
                            LEFT,
                            LEFT + 36,
                            y - 4,
                            y - 4,
                            COLOURS[i % COLOURS.length],
                            DASHES[i % DASHES.length]));
            text(LEFT + 44, y, "start", curves.get(i).label);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(String yLabel, String xLabel) {
        for (int k = 0; k <= 5; k++) {
            double value = k / 5.0;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>%n",
                            LEFT,
                            LEFT + WIDTH,
                            y(value),
                            y(value)));
            text(LEFT - 8, y(value) + 4, "end", k * 20 + " %");
        }
        for (double tick : ticks) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" class=\"axis\"/>%n",
                            x(tick),
                            x(tick),
                            TOP + HEIGHT,
                            TOP + HEIGHT + 5));
            text(x(tick), TOP + HEIGHT + 18, "middle", org.osteon.outcome.data.Column.plain(tick));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" class=\"axis\"/>%n",
                        LEFT,
                        LEFT + WIDTH,
                        TOP + HEIGHT,
                        TOP + HEIGHT));
        text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 34, "middle", xLabel);
        text(8, TOP + 12, "start", yLabel);
    }

    private void band(Curve curve, int i) {
        if (curve.lower.length == 0) {
            return;
        }
        StringBuilder path = new StringBuilder();
        StringBuilder back = new StringBuilder();
        double previousUpper = curve.start;
        double previousLower = curve.start;
        path.append(String.format(Locale.ROOT, "M%.1f %.1f", x(0), y(curve.start)));
        for (int k = 0; k < curve.times.length && curve.times[k] <= curve.end; k++) {
            double up = Double.isNaN(curve.upper[k]) ? previousUpper : curve.upper[k];
            double low = Double.isNaN(curve.lower[k]) ? previousLower : curve.lower[k];
            path.append(String.format(Locale.ROOT, "H%.1fV%.1f", x(curve.times[k]), y(up)));
            back.insert(
                    0,
                    String.format(
                            Locale.ROOT,
                            "L%.1f %.1fL%.1f %.1f",
                            x(curve.times[k]),
                            y(low),
                            x(curve.times[k]),
                            y(previousLower)));
            previousUpper = up;
            previousLower = low;
        }
        path.append(
                String.format(
                        Locale.ROOT,
                        "H%.1fL%.1f %.1f",
                        x(curve.end),
                        x(curve.end),
                        y(previousLower)));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"%s%sZ\" fill=\"%s\" opacity=\"0.13\"/>%n",
                        path,
                        back,
                        COLOURS[i % COLOURS.length]));
    }

    private void line(Curve curve, int i) {
        StringBuilder path =
                new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x(0), y(curve.start)));
        for (int k = 0; k < curve.times.length && curve.times[k] <= curve.end; k++) {
            path.append(
                    String.format(
                            Locale.ROOT, "H%.1fV%.1f", x(curve.times[k]), y(curve.values[k])));
        }
        path.append(String.format(Locale.ROOT, "H%.1f", x(curve.end)));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\" stroke-dasharray=\"%s\"/>%n",
                        path,
                        COLOURS[i % COLOURS.length],
                        DASHES[i % DASHES.length]));
    }

    private double x(double t) {
        return LEFT + WIDTH * Math.min(t, end) / end;
    }

    private static double y(double value) {
        return TOP + HEIGHT * (1 - value);
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        escaped(text)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
