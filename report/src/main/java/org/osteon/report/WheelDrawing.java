package org.osteon.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// A wheel of parts, each with rings for its stages: filled up to the stage that it has, and a line
/// where it was before.
public final class WheelDrawing {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 240;
    private static final double X = WIDTH / 2;
    private static final double Y = HEIGHT / 2;
    private static final double HUB = 26;
    private static final double RIM = 96;
    private static final double WORDS = 12;

    private WheelDrawing() {}

    /// A part of it.
    ///
    /// @param stage now; empty where it is not known
    /// @param before the last time; empty where it is not known
    /// @param most the highest there is
    public record Part(String name, OptionalInt stage, OptionalInt before, int most) {
        /// What it shows, in words.
        public String words() {
            String now = stage.isPresent() ? "stage " + stage.getAsInt() : "not known";
            return name + " " + now + (before.isPresent() ? ", before " + before.getAsInt() : "");
        }
    }

    /// The drawing.
    ///
    /// @param middle what stands in its middle
    public static String svg(String title, String middle, List<Part> parts) {
        Svg svg =
                new Svg(
                        "wheel",
                        WIDTH,
                        HEIGHT,
                        title
                                + ": "
                                + String.join("; ", parts.stream().map(Part::words).toList())
                                + (middle.isEmpty() ? "" : "; in the middle " + middle));
        double turn = 2 * Math.PI / parts.size();
        for (int i = 0; i < parts.size(); i++) {
            draw(svg, parts.get(i), i * turn - Math.PI / 2, turn);
        }
        svg.words("middle", X, Y + 7, "middle", middle.isEmpty() ? "?" : middle);
        return svg.finished();
    }

    private static void draw(Svg svg, Part part, double from, double turn) {
        for (int ring = 1; ring <= part.most(); ring++) {
            boolean filled = part.stage().isPresent() && ring <= part.stage().getAsInt();
            String kind = part.stage().isEmpty() ? "ring unknown" : filled ? "ring filled" : "ring";
            svg.shape(
                    kind,
                    sector(radius(part, ring - 1), radius(part, ring), from, from + turn),
                    part.words());
        }
        if (part.before().isPresent() && part.before().getAsInt() > 0) {
            double radius = radius(part, part.before().getAsInt());
            svg.shape("before", arc(radius, from, from + turn), part.words());
        }
        double middle = from + turn / 2;
        double x = X + (RIM + WORDS) * Math.cos(middle);
        double y = Y + (RIM + WORDS) * Math.sin(middle);
        svg.words("name", x, y + 4, Math.cos(middle) > 0 ? "start" : "end", part.name());
    }

    private static double radius(Part part, int ring) {
        return HUB + (RIM - HUB) * ring / part.most();
    }

    private static String sector(double inner, double outer, double from, double to) {
        return String.format(
                Locale.ROOT,
                "M%s A%2$.1f %2$.1f 0 0 1 %3$s L%4$s A%5$.1f %5$.1f 0 0 0 %6$s Z",
                point(outer, from),
                outer,
                point(outer, to),
                point(inner, to),
                inner,
                point(inner, from));
    }

    private static String arc(double radius, double from, double to) {
        return String.format(
                Locale.ROOT,
                "M%s A%2$.1f %2$.1f 0 0 1 %3$s",
                point(radius, from),
                radius,
                point(radius, to));
    }

    private static String point(double radius, double angle) {
        return String.format(
                Locale.ROOT,
                "%.1f %.1f",
                X + radius * Math.cos(angle),
                Y + radius * Math.sin(angle));
    }
}
