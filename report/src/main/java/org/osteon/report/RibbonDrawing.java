package org.osteon.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A ribbon of days as SVG: lanes under one axis, the day of the assessment as a line through all
/// of them. Colours come from the style sheet; what a mark means is told by its words, too.
public final class RibbonDrawing {
    private static final double WIDTH = 1240;
    private static final double LEFT = 132;
    private static final double RIGHT = 16;

    /// Beside the days, for the words of limits.
    private static final double LIMIT_ROOM = 196;

    private static final double LIMIT_LINE = 13;
    private static final double TOP = 22;
    private static final double BOTTOM = 8;
    private static final double GAP = 10;
    private static final double MARKS_HEIGHT = 26;
    private static final double TRACK_HEIGHT = 13;
    private static final int MOST_TRACKS = 8;

    /// Marks of one track keep this part of the ribbon between them.
    private static final double APART = 90;

    private static final double STAGE_HEIGHT = 17;
    private static final double VALUES_HEIGHT = 74;
    private static final double LOG_HEIGHT = 128;
    private static final double MARK_ROOM = 14;

    /// Values are written beside their points where there are no more of them.
    private static final int MOST_WORDS = 16;

    /// A log scale has no zero: what is less stands at its foot.
    private static final double LEAST = 0.01;

    /// Labels of neighbouring days keep this distance.
    private static final double TICK_ROOM = 34;

    private final RibbonFigure figure;
    private final Svg svg;
    private final double end;

    private RibbonDrawing(RibbonFigure figure) {
        this.figure = figure;
        boolean limits =
                figure.lanes().stream()
                        .flatMap(lane -> lane.rows().stream())
                        .anyMatch(row -> !row.limits().isEmpty());
        this.end = WIDTH - (limits ? LIMIT_ROOM : RIGHT);
        this.svg = new Svg("ribbon", WIDTH, heightOf(figure), figure.description());
    }

    /// The drawing.
    public static String svg(RibbonFigure figure) {
        return new RibbonDrawing(figure).draw();
    }

    private static double heightOf(RibbonFigure figure) {
        return TOP
                + figure.lanes().stream().mapToDouble(lane -> heightOf(lane, figure) + GAP).sum()
                + BOTTOM;
    }

    private static double heightOf(RibbonFigure.Lane lane, RibbonFigure figure) {
        return switch (lane.shape()) {
            case MARKS ->
                    lane.rows().stream().mapToDouble(row -> heightOf(Tracks.of(row, figure))).sum();
            case STAGES -> STAGE_HEIGHT * Math.max(1, lane.rows().size());
            case VALUES -> VALUES_HEIGHT;
            case LOG_VALUES -> LOG_HEIGHT;
        };
    }

    private String draw() {
        double bottom = heightOf(figure) - BOTTOM;
        axis(bottom);
        double top = TOP;
        for (RibbonFigure.Lane lane : figure.lanes()) {
            double height = heightOf(lane, figure);
            svg.line("rule", 0, top + height + GAP / 2, WIDTH, top + height + GAP / 2);
            switch (lane.shape()) {
                case MARKS -> marks(lane, top);
                case STAGES -> stages(lane, top);
                case VALUES, LOG_VALUES -> new Values(lane, top, height).draw();
            }
            top += height + GAP;
        }
        if (figure.today() >= figure.from() && figure.today() <= figure.to()) {
            svg.line("today", x(figure.today()), TOP - 6, x(figure.today()), bottom);
        }
        return svg.finished();
    }

    private void axis(double bottom) {
        double free = Double.NEGATIVE_INFINITY;
        for (int tick : figure.ticks()) {
            if (tick < figure.from() || tick > figure.to()) {
                continue;
            }
            svg.line(tick == 0 ? "zero" : "grid", x(tick), TOP - 4, x(tick), bottom);
            if (x(tick) - free >= TICK_ROOM) {
                svg.words("tick", x(tick), 12, anchor(tick), day(tick));
                free = x(tick);
            }
        }
    }

    private String anchor(int tick) {
        return tick == figure.from() ? "start" : tick == figure.to() ? "end" : "middle";
    }

    private static String day(int day) {
        return (day > 0 ? "+" : day < 0 ? "−" : "") + Math.abs(day);
    }

    private void title(String kind, double y, String words) {
        svg.words(kind, 0, y, "start", words);
    }

    private static double heightOf(Tracks tracks) {
        return MARKS_HEIGHT + (tracks.tracks().size() - 1) * TRACK_HEIGHT;
    }

    /// Spots on tracks below each other, so that windows that overlap can all be seen.
    private record Tracks(List<List<RibbonFigure.Spot>> tracks) {
        static Tracks of(RibbonFigure.Row row, RibbonFigure figure) {
            double apart = (figure.to() - figure.from()) / APART;
            List<List<RibbonFigure.Spot>> tracks = new ArrayList<>();
            tracks.add(new ArrayList<>());
            row.spots().stream()
                    .filter(figure::shows)
                    .sorted(Comparator.comparingInt(RibbonFigure.Spot::day))
                    .forEach(spot -> free(tracks, spot, apart).add(spot));
            return new Tracks(tracks);
        }

        /// Days may touch; a window keeps its distance.
        private static boolean isApart(
                RibbonFigure.Spot before, RibbonFigure.Spot spot, double apart) {
            boolean days = before.day() == before.until() && spot.day() == spot.until();
            return days ? before.day() < spot.day() : before.until() + apart < spot.day();
        }

        /// The first track on which nothing reaches into the spot; the last one where all are full.
        private static List<RibbonFigure.Spot> free(
                List<List<RibbonFigure.Spot>> tracks, RibbonFigure.Spot spot, double apart) {
            for (List<RibbonFigure.Spot> track : tracks) {
                if (track.isEmpty() || isApart(track.getLast(), spot, apart)) {
                    return track;
                }
            }
            if (tracks.size() < MOST_TRACKS) {
                tracks.add(new ArrayList<>());
            }
            return tracks.getLast();
        }
    }

    private void marks(RibbonFigure.Lane lane, double top) {
        double above = top;
        for (RibbonFigure.Row row : lane.rows()) {
            Tracks tracks = Tracks.of(row, figure);
            double middle = above + MARKS_HEIGHT / 2;
            title("lane", middle + 4, lane.rows().size() == 1 ? lane.title() : row.title());
            for (List<RibbonFigure.Spot> track : tracks.tracks()) {
                svg.line("grid", LEFT, middle, end, middle);
                for (RibbonFigure.Spot spot : track) {
                    mark(spot, middle);
                }
                middle += TRACK_HEIGHT;
            }
            above += heightOf(tracks);
        }
    }

    /// A window is a bar, a day a round mark.
    private void mark(RibbonFigure.Spot spot, double middle) {
        String kind = ("event " + spot.tone()).strip();
        if (spot.until() > spot.day()) {
            double start = x(Math.max(spot.day(), figure.from()));
            double end = x(Math.min(spot.until(), figure.to()));
            svg.bar(
                    "window " + spot.tone(),
                    start,
                    middle - 4,
                    Math.max(6, end - start),
                    8,
                    spot.words());
        } else {
            svg.mark(kind, x(spot.day()), middle, 5, spot.words());
        }
    }

    private void stages(RibbonFigure.Lane lane, double top) {
        double width = Math.max(5, Math.min(13, x(1) - x(0)));
        for (int i = 0; i < lane.rows().size(); i++) {
            RibbonFigure.Row row = lane.rows().get(i);
            double y = top + i * STAGE_HEIGHT;
            title(i == 0 ? "lane" : "row", y + 12, i == 0 ? lane.title() : "");
            svg.words("row", LEFT - 6, y + 12, "end", row.title());
            svg.line("grid", LEFT, y + STAGE_HEIGHT / 2, end, y + STAGE_HEIGHT / 2);
            for (RibbonFigure.Spot spot : shown(row)) {
                svg.bar(
                        "stage "
                                + (spot.value().isPresent()
                                        ? "stage-" + (int) Math.min(4, spot.value().getAsDouble())
                                        : "stage-open"),
                        x(spot.day()) - width / 2,
                        y + 2,
                        width,
                        STAGE_HEIGHT - 4,
                        spot.words());
            }
        }
    }

    private List<RibbonFigure.Spot> shown(RibbonFigure.Row row) {
        return row.spots().stream().filter(figure::shows).toList();
    }

    private double x(int day) {
        double days = Math.max(1, figure.to() - figure.from());
        return LEFT + 8 + (day - figure.from()) / days * (end - LEFT - 16);
    }

    /// A lane of values: a line for each row, limits across, marks of events along the top.
    private final class Values {
        private final RibbonFigure.Lane lane;
        private final boolean log;
        private final double top;
        private final double bottom;
        private final double low;
        private final double high;
        private final List<Label> labels = new ArrayList<>();

        /// A value in figures, around a place.
        private record Label(double x, double y, String text) {
            private static final double LETTER = 6.5;
            private static final double LINE = 11;

            private boolean overlaps(Label other) {
                return Math.abs(x - other.x)
                                < (text.length() + other.text.length()) * LETTER / 2 + 2
                        && Math.abs(y - other.y) < LINE;
            }
        }

        Values(RibbonFigure.Lane lane, double top, double height) {
            this.lane = lane;
            this.log = lane.shape() == RibbonFigure.Shape.LOG_VALUES;
            this.top = top + (marks().isEmpty() ? 4 : MARK_ROOM);
            this.bottom = top + height - 4;
            double[] values =
                    Stream.concat(
                                    lines().stream()
                                            .flatMap(row -> shown(row).stream())
                                            .flatMap(spot -> spot.value().stream().boxed()),
                                    lines().stream()
                                            .flatMap(row -> row.limits().stream())
                                            .map(RibbonFigure.Limit::value))
                            .mapToDouble(this::scaled)
                            .toArray();
            double least = java.util.Arrays.stream(values).min().orElse(0);
            double most = java.util.Arrays.stream(values).max().orElse(1);
            double room = most > least ? (most - least) * 0.08 : Math.max(Math.abs(most) * 0.1, 1);
            this.low = log ? Math.floor(least) : least >= 0 ? Math.max(0, least - room) : least;
            this.high = log ? Math.ceil(Math.max(most, low + 1)) : most + room;
        }

        private List<RibbonFigure.Row> lines() {
            return lane.rows().stream().filter(row -> !row.marks()).toList();
        }

        private List<RibbonFigure.Row> marks() {
            return lane.rows().stream().filter(RibbonFigure.Row::marks).toList();
        }

        void draw() {
            title("lane", top + 8, lane.title());
            if (log) {
                for (double power = low; power <= high; power++) {
                    scale(Math.pow(10, power));
                }
            }
            List<RibbonFigure.Row> lines = lines();
            limits(lines);
            for (int i = 0; i < lines.size(); i++) {
                key(lines.get(i), i, lines.size());
                line(lines.get(i), i);
            }
            for (RibbonFigure.Row row : marks()) {
                for (RibbonFigure.Spot spot : shown(row)) {
                    svg.arrow("given " + spot.tone(), x(spot.day()), top - MARK_ROOM, spot.words());
                }
            }
        }

        /// Lines across, their words beside the days with a leader to each, so that neither touches
        /// another or a value: from the top down, and up again where there is no room below.
        private void limits(List<RibbonFigure.Row> rows) {
            Map<RibbonFigure.Limit, String> words = new LinkedHashMap<>();
            for (RibbonFigure.Row row : rows) {
                for (RibbonFigure.Limit limit : row.limits()) {
                    words.putIfAbsent(
                            limit, (rows.size() > 1 ? row.title() + " " : "") + limit.label());
                }
            }
            List<RibbonFigure.Limit> all =
                    words.keySet().stream()
                            .sorted((one, other) -> Double.compare(other.value(), one.value()))
                            .toList();
            double[] places = new double[all.size()];
            for (int i = 0; i < places.length; i++) {
                double y = y(all.get(i).value());
                places[i] = i == 0 ? y : Math.max(y, places[i - 1] + LIMIT_LINE);
            }
            double lowest = bottom + 2;
            for (int i = places.length - 1; i >= 0 && places[i] > lowest; i--) {
                places[i] = lowest;
                lowest -= LIMIT_LINE;
            }
            for (int i = 0; i < places.length; i++) {
                double y = y(all.get(i).value());
                svg.line("limit", LEFT, y, end, y);
                svg.line("limit-leader", end, y, end + 8, places[i]);
                svg.words(
                        "limit-label",
                        end + 11,
                        places[i] + 4,
                        "start",
                        words.getOrDefault(all.get(i), ""));
            }
        }

        private void scale(double value) {
            svg.line("grid", LEFT, y(value), end, y(value));
            svg.words("tick", LEFT - 6, y(value) + 4, "end", number(value));
        }

        private void key(RibbonFigure.Row row, int index, int rows) {
            if (rows > 1) {
                double y = top + 24 + index * 15;
                svg.line("course series-" + index, 0, y - 4, 14, y - 4);
                svg.words("row", 18, y, "start", row.title());
            }
        }

        private void line(RibbonFigure.Row row, int index) {
            List<RibbonFigure.Spot> spots =
                    shown(row).stream().filter(spot -> spot.value().isPresent()).toList();
            List<Double> course = new ArrayList<>();
            for (RibbonFigure.Spot spot : spots) {
                course.add(x(spot.day()));
                course.add(y(spot.value().getAsDouble()));
            }
            if (spots.size() > 1) {
                svg.course(
                        "course series-" + index,
                        course.stream().mapToDouble(Double::doubleValue).toArray());
            }
            for (RibbonFigure.Spot spot : spots) {
                double value = spot.value().getAsDouble();
                svg.mark("point series-" + index, x(spot.day()), y(value), 3, spot.words());
            }
            // The latest first: it is the one to be read; what has no room is in the table.
            int words = spots.size() <= MOST_WORDS ? spots.size() : 1;
            for (RibbonFigure.Spot spot :
                    spots.reversed().subList(0, Math.min(words, spots.size()))) {
                double value = spot.value().getAsDouble();
                Label label =
                        new Label(
                                Math.min(x(spot.day()), end - 10),
                                y(value) - top < 12 ? y(value) + 14 : y(value) - 6,
                                number(value));
                if (labels.stream().noneMatch(label::overlaps)) {
                    labels.add(label);
                    svg.words("value", label.x(), label.y(), "middle", label.text());
                }
            }
        }

        private double scaled(double value) {
            return log ? Math.log10(Math.max(value, LEAST)) : value;
        }

        private double y(double value) {
            return bottom - (scaled(value) - low) / (high - low) * (bottom - top);
        }

        private static String number(double value) {
            BigDecimal number =
                    BigDecimal.valueOf(value)
                            .round(new java.math.MathContext(3))
                            .stripTrailingZeros();
            return (number.scale() < 0 ? number.setScale(0) : number).toPlainString();
        }
    }
}
