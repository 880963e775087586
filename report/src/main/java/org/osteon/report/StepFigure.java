package org.osteon.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.osteon.outcome.competing.IncidenceCurve;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.CsvText;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.Interval;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.SurvivalCurve;

/// Step curves per group with limits and numbers at risk: survival, or the incidence of one of
/// several kinds of event.
///
/// @param title what it shows
/// @param unit of the times, for example `days`
/// @param from what time is counted from, in words
/// @param rising whether the curves rise from 0 (incidence) or fall from 1 (survival)
/// @param end the last time drawn: where too few are at risk
/// @param ticks times with labels
/// @param series a curve per group
public record StepFigure(
        String title,
        String unit,
        String from,
        boolean rising,
        double end,
        double[] ticks,
        List<Series> series) {
    /// Where fewer are at risk, a curve is not drawn (outcomes reference, 17).
    public static final int FEWEST_AT_RISK = 5;

    private static final double SMALLEST_SHARE = 0.1;
    private static final int MOST_TICKS = 7;
    private static final double[] DAY_STEPS = {
        1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650, 7300
    };

    /// A curve.
    ///
    /// @param label the group
    /// @param n people
    /// @param events events of the kind shown
    /// @param times ascending times of its steps
    /// @param values from each time on
    /// @param lower lower limits, `NaN` where not defined
    /// @param upper upper limits
    /// @param last the last time it is drawn for
    /// @param censored times of censoring, for marks
    /// @param atRisk numbers at risk at the ticks
    public record Series(
            String label,
            int n,
            int events,
            double[] times,
            double[] values,
            double[] lower,
            double[] upper,
            double last,
            double[] censored,
            int[] atRisk) {

        /// The value at a time with its limits.
        public double[] at(double time, double start) {
            int position = Arrays.binarySearch(times, time);
            int step = position >= 0 ? position : -position - 2;
            return step < 0
                    ? new double[] {start, Double.NaN, Double.NaN}
                    : new double[] {values[step], lower[step], upper[step]};
        }
    }

    /// Survival per group by Kaplan and Meier with log-minus-log limits.
    ///
    /// @param data whose events of any kind end it
    public static StepFigure survival(
            String title,
            String unit,
            String from,
            EventTimes data,
            Groups groups,
            double confidence) {
        double z = Normal.critical(confidence);
        EventTimes any = data.anyEvent();
        List<SurvivalCurve> curves = KaplanMeier.curves(any, groups);
        double end = end(curves);
        double[] ticks = ticks(end, unit);
        List<Series> series =
                java.util.stream.IntStream.range(0, curves.size())
                        .mapToObj(g -> {
                            SurvivalCurve curve = curves.get(g);
                            double[][] band = curve.band(Interval.LOGLOG, z);
                            return new Series(
                                    groups.labels().get(g),
                                    curve.n(),
                                    curve.eventCount(),
                                    curve.times(),
                                    curve.survival(),
                                    band[0],
                                    band[1],
                                    Math.min(end, lastShown(curve)),
                                    censored(any.rows(groups.rowsOf(g))),
                                    atRisk(curve, ticks));
                        })
                        .toList();
        return new StepFigure(title, unit, from, false, end, ticks, series);
    }

    /// Incidence per group of one kind of event among others (Aalen and Johansen, Gray's variance).
    public static StepFigure incidence(
            String title,
            String unit,
            String from,
            EventTimes data,
            int cause,
            Groups groups,
            double confidence) {
        double z = Normal.critical(confidence);
        List<SurvivalCurve> anyEvent = KaplanMeier.curves(data.anyEvent(), groups);
        double end = end(anyEvent);
        double[] ticks = ticks(end, unit);
        List<Series> series =
                java.util.stream.IntStream.range(0, groups.count())
                        .mapToObj(g -> {
                            EventTimes rows = data.rows(groups.rowsOf(g));
                            IncidenceCurve curve = new IncidenceCurve(rows, cause);
                            double[] times = curve.jumpTimes();
                            double[][] values = new double[3][times.length];
                            for (int k = 0; k < times.length; k++) {
                                values[0][k] = curve.at(times[k]);
                                double[] limits =
                                        IncidenceCurve.limits(
                                                values[0][k],
                                                Math.sqrt(curve.grayVarianceAt(times[k])),
                                                z);
                                values[1][k] = limits[0];
                                values[2][k] = limits[1];
                            }
                            return new Series(
                                    groups.labels().get(g),
                                    rows.size(),
                                    count(rows, cause),
                                    times,
                                    values[0],
                                    values[1],
                                    values[2],
                                    Math.min(end, lastShown(anyEvent.get(g))),
                                    new double[0],
                                    atRisk(anyEvent.get(g), ticks));
                        })
                        .toList();
        return new StepFigure(title, unit, from, true, end, ticks, series);
    }

    private static int count(EventTimes rows, int cause) {
        int count = 0;
        for (int i = 0; i < rows.size(); i++) {
            count += rows.event(i) == cause ? 1 : 0;
        }
        return count;
    }

    private static double[] censored(EventTimes rows) {
        return java.util.stream.IntStream.range(0, rows.size())
                .filter(i -> rows.event(i) == 0)
                .mapToDouble(rows::time)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int[] atRisk(SurvivalCurve curve, double[] ticks) {
        return Arrays.stream(ticks).mapToInt(curve::atRisk).toArray();
    }

    private static double end(List<SurvivalCurve> curves) {
        return Math.max(1e-6, curves.stream().mapToDouble(StepFigure::lastShown).max().orElse(1));
    }

    /// The largest time with enough people at risk; the whole follow-up of a group that never had
    /// so many.
    private static double lastShown(SurvivalCurve curve) {
        int fewest = (int) Math.max(FEWEST_AT_RISK, Math.ceil(SMALLEST_SHARE * curve.n()));
        if (curve.n() < fewest || curve.atRisk(curve.maxTime()) >= fewest) {
            return curve.maxTime();
        }
        double low = 0;
        double high = curve.maxTime();
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (curve.atRisk(middle) >= fewest) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// At most seven times from 0 on: in days as people count them, else round numbers.
    static double[] ticks(double end, String unit) {
        double step = unit.equals("days") ? dayStep(end) : roundStep(end);
        int count = (int) Math.floor(end / step + 1e-9) + 1;
        double[] ticks = new double[count];
        for (int i = 0; i < count; i++) {
            // Not 0.6000000000000001.
            ticks[i] = Math.round(i * step * 1e9) / 1e9;
        }
        return ticks;
    }

    private static double dayStep(double end) {
        for (double step : DAY_STEPS) {
            if (end / step < MOST_TICKS) {
                return step;
            }
        }
        return roundStep(end);
    }

    private static double roundStep(double end) {
        double power = Math.pow(10, Math.floor(Math.log10(end / (MOST_TICKS - 1))));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (end / (factor * power) < MOST_TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /// The value before the first step.
    public double start() {
        return rising ? 0 : 1;
    }

    /// Where the axis of values ends: survival at 1; incidence where the highest limit is, in
    /// fifths, so that small ones can be read.
    double top() {
        if (!rising) {
            return 1;
        }
        double highest = 0;
        for (Series one : series) {
            for (int k = 0; k < one.times().length && one.times()[k] <= one.last(); k++) {
                highest =
                        Math.max(
                                highest,
                                Double.isNaN(one.upper()[k]) ? one.values()[k] : one.upper()[k]);
            }
        }
        return Math.clamp(Math.ceil(5 * highest) / 5, 0.2, 1);
    }

    /// What lies behind the figure: a line per group and step, as CSV.
    public String csv() {
        StringBuilder text =
                new StringBuilder("group,time,")
                        .append(rising ? "incidence" : "survival")
                        .append(",lower,upper\n");
        for (Series one : series) {
            String label = CsvText.cell(one.label());
            text.append(label).append(",0,").append(rising ? "0" : "1").append(",,\n");
            for (int k = 0; k < one.times().length; k++) {
                text.append(label)
                        .append(',')
                        .append(Column.plain(one.times()[k]))
                        .append(',')
                        .append(one.values()[k])
                        .append(',')
                        .append(number(one.lower()[k]))
                        .append(',')
                        .append(number(one.upper()[k]))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    /// A value with its limits: `83 % (70 to 91)`.
    public static String percent(double[] value) {
        String text = String.format(Locale.ROOT, "%.0f %%", 100 * value[0]);
        return Double.isNaN(value[1])
                ? text
                : text
                        + String.format(
                                Locale.ROOT, " (%.0f to %.0f)", 100 * value[1], 100 * value[2]);
    }
}
