package org.osteon.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Where values lie between the lowest and the highest that are shown, and the round values that
/// are named beside the axis.
///
/// @param isLogarithmic whether equal steps are equal factors
/// @param low the lowest value shown
/// @param high the highest value shown
record TrendScale(boolean isLogarithmic, double low, double high) {
    private static final double ROOM = 0.12;
    private static final int MOST_TICKS = 6;

    /// Room for all of these. Zero and below have no place among powers of ten: they stand at the
    /// lower edge.
    static TrendScale of(boolean isLogarithmic, double[] values) {
        double[] shown =
                isLogarithmic
                        ? DoubleStream.of(values).filter(value -> value > 0).toArray()
                        : values;
        if (isLogarithmic && shown.length > 0) {
            double least = DoubleStream.of(shown).min().orElse(1);
            double most = DoubleStream.of(shown).max().orElse(10);
            return new TrendScale(true, least / 1.6, most * 1.6);
        }
        double least = DoubleStream.of(values).min().orElse(0);
        double most = DoubleStream.of(values).max().orElse(1);
        double room = most > least ? (most - least) * ROOM : Math.max(Math.abs(most) * 0.1, 0.5);
        return new TrendScale(
                false, least >= 0 && least - room < 0 ? 0 : least - room, most + room);
    }

    /// Which share of the height a value has, 0 to 1.
    double share(double value) {
        if (!isLogarithmic) {
            return (value - low) / (high - low);
        }
        double held = Math.max(value, low);
        return (Math.log(held) - Math.log(low)) / (Math.log(high) - Math.log(low));
    }

    /// Round values within the range, from the lowest.
    List<Double> ticks() {
        return isLogarithmic ? factors() : steps();
    }

    private List<Double> steps() {
        double raw = (high - low) / 4;
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                Stream.of(1.0, 2.0, 2.5, 5.0, 10.0)
                        .map(factor -> factor * magnitude)
                        .filter(candidate -> candidate >= raw)
                        .findFirst()
                        .orElse(raw);
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            ticks.add(Math.round(tick * 1e6) / 1e6);
        }
        return ticks;
    }

    /// 1, 2 and 5 of each power of ten; only the powers where there are too many.
    private List<Double> factors() {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (double factor : new double[] {1, 2, 5}) {
                double tick = factor * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(Math.round(tick * 1e6) / 1e6);
                }
            }
        }
        return ticks.size() <= MOST_TICKS
                ? ticks
                : ticks.stream()
                        .filter(tick ->
                                Math.abs(Math.log10(tick) - Math.rint(Math.log10(tick))) < 1e-9)
                        .toList();
    }
}
