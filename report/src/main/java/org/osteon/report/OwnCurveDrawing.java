package org.osteon.report;

import java.util.List;
import java.util.Optional;

/// One patient's own scores over time, for themselves: points, the day of the procedure, and where
/// there are enough others the middle half of them. No arrow and no verdict.
public final class OwnCurveDrawing {
    private static final double WIDTH = 300;
    private static final double HEIGHT = 190;
    private static final double LEFT = 34;
    private static final double RIGHT = 12;
    private static final double TOP = 14;
    private static final double BOTTOM = 150;
    private static final double RADIUS = 5;
    private static final double BESIDE = 6;

    private OwnCurveDrawing() {}

    /// A score of their own.
    ///
    /// @param label of the visit
    /// @param day after the procedure
    /// @param words what is said of it
    public record Point(String label, int day, double value, String words) {}

    /// What stands on it.
    ///
    /// @param description what it shows, for those who do not see it
    /// @param procedure what the day of the procedure is called
    public record Words(String description, String procedure) {}

    /// The middle half of others at a day.
    public record Middle(int day, double from, double to) {}

    /// The drawing.
    public static String svg(
            Words words, double least, double most, List<Point> points, List<Middle> band) {
        int first = Math.min(0, points.stream().mapToInt(Point::day).min().orElse(0));
        int last =
                Math.max(
                        points.stream().mapToInt(Point::day).max().orElse(1),
                        Math.max(1, band.stream().mapToInt(Middle::day).max().orElse(1)));
        Svg svg = new Svg("own", WIDTH, HEIGHT, words.description());
        for (double value : new double[] {least, (least + most) / 2, most}) {
            double y = y(value, least, most);
            svg.line("grid", LEFT, y, WIDTH - RIGHT, y);
            svg.words("axis", LEFT - BESIDE, y + 4, "end", Svg.number(value).replace(".0", ""));
        }
        band(band, first, last, least, most).ifPresent(path -> svg.path("band", path));
        double zero = x(0, first, last);
        svg.line("zero", zero, TOP, zero, BOTTOM);
        svg.words("axis", Math.max(zero, LEFT + 26), HEIGHT - 24, "middle", words.procedure());
        double[] course = new double[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            course[2 * i] = x(points.get(i).day(), first, last);
            course[2 * i + 1] = y(points.get(i).value(), least, most);
        }
        if (points.size() > 1) {
            svg.course("line", course);
        }
        for (int i = 0; i < points.size(); i++) {
            svg.mark("point", course[2 * i], course[2 * i + 1], RADIUS, points.get(i).words());
        }
        return svg.finished();
    }

    private static Optional<String> band(
            List<Middle> band, int first, int last, double least, double most) {
        if (band.size() < 2) {
            return Optional.empty();
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < band.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Svg.number(x(band.get(i).day(), first, last)))
                    .append(' ')
                    .append(Svg.number(y(band.get(i).to(), least, most)));
        }
        for (Middle one : band.reversed()) {
            path.append('L')
                    .append(Svg.number(x(one.day(), first, last)))
                    .append(' ')
                    .append(Svg.number(y(one.from(), least, most)));
        }
        return Optional.of(path.append('Z').toString());
    }

    private static double x(int day, int first, int last) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first) / Math.max(1, last - first);
    }

    private static double y(double value, double least, double most) {
        return BOTTOM - (BOTTOM - TOP) * (value - least) / Math.max(1e-9, most - least);
    }
}
