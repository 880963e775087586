package org.osteon.report;

import java.util.List;
import java.util.stream.IntStream;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.Interval;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.SurvivalCurve;

/// A lesson: one minus Kaplan and Meier, which takes those with a competing event for people who
/// could still have the other, beside the incidence, which is right.
public final class NaiveLesson {
    private NaiveLesson() {}

    /// Both curves of everybody together.
    ///
    /// @param right what the incidence is called
    /// @param wrong what the other is called
    public static StepFigure of(
            String title,
            String unit,
            String from,
            EventTimes data,
            int cause,
            String right,
            String wrong,
            double confidence) {
        StepFigure incidence =
                StepFigure.incidence(
                        title, unit, from, data, cause, Groups.single(data.size()), confidence);
        StepFigure.Series first = incidence.series().getFirst();
        SurvivalCurve naive = KaplanMeier.curve(data.onlyEvent(cause));
        double[][] band = naive.band(Interval.LOGLOG, Normal.critical(confidence));
        StepFigure.Series second =
                new StepFigure.Series(
                        wrong,
                        first.n(),
                        first.events(),
                        naive.times(),
                        complement(naive.survival()),
                        complement(band[1]),
                        complement(band[0]),
                        first.last(),
                        new double[0],
                        first.atRisk());
        return new StepFigure(
                title,
                unit,
                from,
                true,
                incidence.end(),
                incidence.ticks(),
                List.of(
                        new StepFigure.Series(
                                right,
                                first.n(),
                                first.events(),
                                first.times(),
                                first.values(),
                                first.lower(),
                                first.upper(),
                                first.last(),
                                first.censored(),
                                first.atRisk()),
                        second));
    }

    private static double[] complement(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> 1 - values[i]).toArray();
    }
}
