package org.osteon.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Of very many points those that a drawing can show: of each stretch of time the first, the
/// lowest, the highest and the last. No peak is lost, and every point drawn is a value that was
/// measured.
final class TrendThinning {
    /// So many are drawn as they are.
    private static final int MOST = 500;

    private TrendThinning() {}

    /// @param points in the order of time
    /// @param stretches equal parts of the time, each with four points at most; up to 500 points
    ///   stay as they are
    static List<TrendFigure.Point> of(List<TrendFigure.Point> points, int stretches) {
        if (points.size() <= MOST) {
            return points;
        }
        long begin = points.getFirst().date().toEpochDay();
        long length = points.getLast().date().toEpochDay() - begin + 1;
        List<TrendFigure.Point> kept = new ArrayList<>();
        int from = 0;
        while (from < points.size()) {
            long stretch = stretch(points.get(from), begin, length, stretches);
            int to = from + 1;
            while (to < points.size()
                    && stretch(points.get(to), begin, length, stretches) == stretch) {
                to++;
            }
            for (int place : ends(points, from, to)) {
                kept.add(points.get(place));
            }
            from = to;
        }
        return List.copyOf(kept);
    }

    private static long stretch(TrendFigure.Point point, long begin, long length, int stretches) {
        return (point.date().toEpochDay() - begin) * stretches / length;
    }

    private static int[] ends(List<TrendFigure.Point> points, int from, int to) {
        int lowest = from;
        int highest = from;
        for (int i = from + 1; i < to; i++) {
            if (points.get(i).value() < points.get(lowest).value()) {
                lowest = i;
            }
            if (points.get(i).value() > points.get(highest).value()) {
                highest = i;
            }
        }
        return IntStream.of(from, lowest, highest, to - 1).sorted().distinct().toArray();
    }
}
