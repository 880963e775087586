package org.osteon.report;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.comparison.OneSample;
import org.osteon.outcome.proportion.Proportion;

/// What patients reported over time, per group: means with limits at each visit, and how many
/// improved by as much as matters.
///
/// @param title the measure
/// @param unit its scale
/// @param visits names of the visits
/// @param days their planned days after time zero
/// @param responders what a responder is, in words; empty where no change was named that matters
/// @param series a line per group
public record MeasureFigure(
        String title,
        String unit,
        List<String> visits,
        int[] days,
        String responders,
        List<Series> series) {

    /// A group.
    ///
    /// @param label the group
    /// @param at one per visit
    public record Series(String label, List<At> at) {}

    /// A group at a visit.
    ///
    /// @param expected how many should have reported
    /// @param n how many did
    /// @param mean their mean, `NaN` where none did
    /// @param sd their standard deviation, `NaN` with fewer than two
    /// @param lower lower limit of the mean, `NaN` with fewer than two
    /// @param upper upper limit
    /// @param paired how many reported here and at the first visit
    /// @param change mean change since then
    /// @param improved how many of those improved by as much as matters
    /// @param improvedLimits limits of that proportion, by Wilson
    public record At(
            int expected,
            int n,
            double mean,
            double sd,
            double lower,
            double upper,
            int paired,
            double change,
            int improved,
            double[] improvedLimits) {

        /// Of the values of a group at a visit, and of the changes of those who reported before,
        /// too.
        ///
        /// @param minimal the change that matters, negative where less is better; null where none
        ///   is named
        public static At of(
                int expected,
                double[] values,
                double[] changes,
                @Nullable BigDecimal minimal,
                double confidence) {
            int improved = 0;
            for (double change : changes) {
                improved += minimal != null && reaches(change, minimal.doubleValue()) ? 1 : 0;
            }
            OneSample sample = values.length > 1 ? OneSample.of(values, confidence) : null;
            return new At(
                    expected,
                    values.length,
                    average(values),
                    sample == null ? Double.NaN : sample.sd(),
                    sample == null ? Double.NaN : sample.ci()[0],
                    sample == null ? Double.NaN : sample.ci()[1],
                    changes.length,
                    average(changes),
                    improved,
                    changes.length == 0
                            ? new double[] {Double.NaN, Double.NaN}
                            : Proportion.of(improved, changes.length, confidence).wilson());
        }

        private static boolean reaches(double change, double minimal) {
            return minimal < 0 ? change <= minimal : change >= minimal;
        }

        private static double average(double[] values) {
            return Arrays.stream(values).average().orElse(Double.NaN);
        }

        /// `4.2 (3.8 to 4.6)`
        public String meanText() {
            return n == 0
                    ? "none"
                    : number(mean)
                            + (Double.isNaN(lower)
                                    ? ""
                                    : " (" + number(lower) + " to " + number(upper) + ")");
        }

        /// `−1.8`
        public String changeText() {
            return paired == 0 ? "none" : number(change);
        }

        /// `62 % (48 to 74), 26 of 42`
        public String improvedText() {
            return paired == 0
                    ? "none"
                    : String.format(
                            Locale.ROOT,
                            "%.0f %% (%.0f to %.0f), %d of %d",
                            100.0 * improved / paired,
                            100 * improvedLimits[0],
                            100 * improvedLimits[1],
                            improved,
                            paired);
        }
    }

    /// Whether anybody reported before and after, so that there are changes.
    public boolean hasChanges() {
        return series.stream().anyMatch(one -> one.at().stream().anyMatch(at -> at.paired() > 0));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replace('-', '−');
    }

    /// What lies behind the figure, as CSV.
    public String csv() {
        StringBuilder text =
                new StringBuilder(
                        "group,visit,planned_day,expected,n,mean,sd,lower,upper,paired,mean_change,improved\n");
        for (Series one : series) {
            for (int v = 0; v < visits.size(); v++) {
                At at = one.at().get(v);
                text.append(
                        String.join(
                                ",",
                                '"' + one.label().replace("\"", "\"\"") + '"',
                                visits.get(v),
                                String.valueOf(days[v]),
                                String.valueOf(at.expected()),
                                String.valueOf(at.n()),
                                plain(at.mean()),
                                plain(at.sd()),
                                plain(at.lower()),
                                plain(at.upper()),
                                String.valueOf(at.paired()),
                                plain(at.change()),
                                String.valueOf(at.improved())));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String plain(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }
}
