package org.osteon.outcome.competing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.survival.EventTimes;

/// Cumulative incidence of every cause in every group, with Gray's test when there are several
/// groups. Never one minus Kaplan-Meier with the other causes censored: that estimates a world in
/// which nothing else happens.
public final class CumulativeIncidence {
    private CumulativeIncidence() {}

    /// Incidences at display times.
    ///
    /// @param times display times
    /// @param groups per label
    /// @param gray the test per cause; empty with one group
    /// @param rho power of the test's weight
    public record Summary(
            double[] times,
            Map<String, Group> groups,
            List<GrayStatistic.Result> gray,
            double rho) {}

    /// One group.
    ///
    /// @param n people
    /// @param counts how many were censored (`0`) or failed from each cause
    /// @param maxTime largest time
    /// @param causes per cause
    public record Group(
            int n, Map<String, Integer> counts, double maxTime, Map<String, Cause> causes) {}

    /// One cause in one group; everything is `NaN` beyond follow-up.
    ///
    /// @param cif incidence
    /// @param varGray Gray's variance
    /// @param seGray its root
    /// @param ciCloglog limits on log(-log F), `NaN` while F is 0
    /// @param seInfinitesimalJackknife standard error by the infinitesimal jackknife
    public record Cause(
            double[] cif,
            double[] varGray,
            double[] seGray,
            Limits ciCloglog,
            double[] seInfinitesimalJackknife) {}

    /// Lower and upper limits, one per time.
    ///
    /// @param lower lower limits
    /// @param upper upper limits
    public record Limits(double[] lower, double[] upper) {}

    /// Incidence with Greenwood's variance, for comparison.
    ///
    /// @param times display times
    /// @param cause the cause
    /// @param cif incidence
    /// @param varGreenwood multinomial variance
    public record Greenwood(double[] times, int cause, double[] cif, double[] varGreenwood) {}

    /// The incidence of every cause that occurs anywhere.
    ///
    /// @param strata strata of the test, one group when not stratified
    /// @param at display times; empty = each time at which some event happens
    public static Summary summarise(
            EventTimes data,
            Groups groups,
            Groups strata,
            double[] at,
            double rho,
            double confidence) {
        int causes = data.kinds();
        if (causes == 0) {
            throw new UnusableInputException(
                    "no event of any kind: every row is censored, there is no incidence");
        }
        double[] times = at.length == 0 ? eventTimes(data) : at.clone();
        double z = Normal.critical(confidence);
        Map<String, Group> summaries = new LinkedHashMap<>();
        for (int g = 0; g < groups.count(); g++) {
            EventTimes rows = groups.count() == 1 ? data : data.rows(groups.rowsOf(g));
            summaries.put(groups.labels().get(g), group(rows, causes, times, z));
        }
        List<GrayStatistic.Result> tests = new ArrayList<>();
        if (groups.count() > 1 && !data.hasEntry()) {
            for (int cause = 1; cause <= causes; cause++) {
                tests.add(GrayStatistic.test(data, cause, groups, strata, rho));
            }
        }
        return new Summary(times, summaries, tests, rho);
    }

    private static double[] eventTimes(EventTimes data) {
        return java.util.stream.IntStream.range(0, data.size())
                .filter(i -> data.event(i) != 0)
                .mapToDouble(data::time)
                .distinct()
                .sorted()
                .toArray();
    }

    private static Group group(EventTimes data, int causes, double[] times, double z) {
        int[] counts = new int[causes + 1];
        for (int i = 0; i < data.size(); i++) {
            counts[data.event(i)]++;
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int c = 0; c <= causes; c++) {
            if (c == 0 || counts[c] > 0) {
                named.put(Integer.toString(c), counts[c]);
            }
        }
        Map<String, Cause> estimates = new LinkedHashMap<>();
        for (int c = 1; c <= causes; c++) {
            estimates.put(Integer.toString(c), cause(new IncidenceCurve(data, c), times, z));
        }
        return new Group(data.size(), named, data.maxTime(), estimates);
    }

    private static Cause cause(IncidenceCurve curve, double[] times, double z) {
        int m = times.length;
        double[] cif = new double[m];
        double[] variance = new double[m];
        double[] se = new double[m];
        double[] lower = new double[m];
        double[] upper = new double[m];
        for (int k = 0; k < m; k++) {
            cif[k] = curve.at(times[k]);
            variance[k] = curve.grayVarianceAt(times[k]);
            se[k] = Math.sqrt(variance[k]);
            double[] limits = IncidenceCurve.limits(cif[k], se[k], z);
            lower[k] = limits[0];
            upper[k] = limits[1];
        }
        return new Cause(
                cif, variance, se, new Limits(lower, upper), curve.jackknifeErrorsAt(times));
    }

    /// One cause in all rows with Greenwood's variance.
    public static Greenwood greenwood(EventTimes data, int cause, double[] times) {
        IncidenceCurve curve = new IncidenceCurve(data, cause);
        double[] cif = new double[times.length];
        double[] variance = new double[times.length];
        for (int k = 0; k < times.length; k++) {
            cif[k] = curve.at(times[k]);
            variance[k] = curve.greenwoodVarianceAt(times[k]);
        }
        return new Greenwood(times.clone(), cause, cif, variance);
    }
}
