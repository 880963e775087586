package org.osteon.outcome.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.comparison.Correlation;
import org.osteon.outcome.comparison.RankStatistics;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.competing.IncidenceCurve;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.distribution.Tails;
import org.osteon.outcome.multistate.OccupationProbabilities;
import org.osteon.outcome.multistate.StateHistory;
import org.osteon.outcome.regression.Ancova;
import org.osteon.outcome.regression.LogisticModel;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.FixedTime;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.LogRank;
import org.osteon.outcome.survival.NumbersAtRisk;
import org.osteon.outcome.survival.SurvivalCurve;
import org.osteon.outcome.survival.WeightedKaplanMeier;

/// Small and awkward samples against R; `src/test/r/small-samples.R` makes them (C10, K1, K2).
class SmallSamplesTest {
    private static final double[] NONE = {};
    private static final List<StateHistory.Transition> ILLNESS_AND_DEATH =
            List.of(
                    new StateHistory.Transition(1, 2),
                    new StateHistory.Transition(1, 3),
                    new StateHistory.Transition(2, 3));
    private static final JsonNode SAMPLES = Reference.read("small-samples.json");

    @Test
    void quartiles_under_delayed_entry_have_the_limits_of_r_for_every_interval() {
        compare(
                "quantiles",
                1e-12,
                sample ->
                        KaplanMeier.summarise(times(sample), one(sample), NONE, NONE, 0.95)
                                .get("all")
                                .quantiles());
    }

    @Test
    void weighted_survival_has_a_standard_error_down_to_the_last_person() {
        compare(
                "weighted",
                1e-9,
                sample ->
                        WeightedKaplanMeier.summarise(
                                        times(sample),
                                        one(sample),
                                        numbers(sample, "weight"),
                                        Reference.numbers(sample.at("/expect/times")))
                                .get("all"));
    }

    @Test
    void incidence_in_groups_of_a_few_has_the_jackknife_error_of_r() {
        compare(
                "jackknife",
                1e-9,
                sample -> {
                    double[] at = Reference.numbers(sample.at("/expect/times"));
                    IncidenceCurve curve = new IncidenceCurve(times(sample), 1);
                    return Map.of(
                            "times",
                            at,
                            "cif",
                            IntStream.range(0, at.length)
                                    .mapToDouble(i -> curve.at(at[i]))
                                    .toArray(),
                            "se",
                            curve.jackknifeErrorsAt(at));
                });
    }

    @Test
    void log_rank_peto_and_gray_agree_in_small_groups() {
        compare(
                "tests",
                1e-9,
                sample -> {
                    EventTimes times = times(sample);
                    Groups groups = Groups.of(Reference.texts(sample.get("group")));
                    var gray = GrayStatistic.test(times, 1, groups, one(sample), 0);
                    return Map.of(
                            "logrank", List.of(LogRank.test(times, groups, one(sample), 0).chisq()),
                            "peto", List.of(LogRank.test(times, groups, one(sample), 1).chisq()),
                            "gray", List.of(gray.chisq()),
                            "grayP", List.of(gray.p()));
                });
    }

    @Test
    void adjusted_means_take_a_covariate_of_two_values_as_a_category() {
        compare(
                "ancova",
                1e-9,
                sample -> {
                    List<Column> columns = new ArrayList<>();
                    for (String name : List.of("base", "sex", "kl")) {
                        columns.add(new Column.Numbers(name, numbers(sample, name)));
                    }
                    var fit =
                            Ancova.fit(
                                    new Table(columns),
                                    numbers(sample, "y"),
                                    "arm",
                                    Groups.of(Reference.texts(sample.get("arm"))),
                                    List.of("base", "sex", "C(kl)"),
                                    0.95);
                    return Map.of(
                            "mean", fit.lsMeans().mean(),
                            "se", fit.lsMeans().se(),
                            "lower", fit.lsMeans().lower(),
                            "upper", fit.lsMeans().upper(),
                            "proportional", fit.lsMeansProportional().mean(),
                            "proportionalSe", fit.lsMeansProportional().se());
                });
    }

    @Test
    void spearman_and_kruskal_wallis_agree_exactly_by_series_and_with_ties() {
        compare(
                "ranks",
                1e-9,
                sample -> {
                    double[] x = numbers(sample, "x");
                    double[] y = numbers(sample, "y");
                    var kruskal =
                            RankStatistics.kruskalWallis(
                                    y, Groups.of(Reference.texts(sample.get("x"))));
                    return Map.of(
                            "rho", List.of(Correlation.spearman(x, y)),
                            "p", List.of(Correlation.spearmanP(x, y)),
                            "kruskal", List.of(kruskal.chisq()),
                            "kruskalP", List.of(kruskal.p()));
                });
    }

    @Test
    void students_tail_keeps_its_digits_far_out() {
        for (JsonNode point : SAMPLES.get("student")) {
            double p = point.get("p").asDouble();
            assertThat(Tails.studentTwoSided(point.get("t").asDouble(), point.get("df").asDouble()))
                    .as(point.toString())
                    .isCloseTo(p, org.assertj.core.api.Assertions.within(1e-10 * p));
        }
    }

    @Test
    void a_logistic_regression_next_to_separation_is_estimated() {
        compare(
                "logistic",
                1e-6,
                sample -> {
                    double[] y = numbers(sample, "y");
                    boolean[] outcome = new boolean[y.length];
                    for (int i = 0; i < y.length; i++) {
                        outcome[i] = y[i] == 1;
                    }
                    var fit =
                            LogisticModel.fit(
                                    new DesignMatrix(
                                            List.of("x"), new double[][] {numbers(sample, "x")}),
                                    outcome);
                    return Map.of("coef", fit.coef(), "se", fit.se());
                });
    }

    @Test
    void two_groups_at_one_time_differ_as_r_says_and_not_at_all_where_nobody_tells() {
        for (JsonNode sample : SAMPLES.get("fixed")) {
            Groups groups = Groups.of(Reference.texts(sample.get("group")));
            List<SurvivalCurve> curves = KaplanMeier.curves(times(sample), groups);
            double[] at = numbers(sample, "at");
            for (int i = 0; i < at.length; i++) {
                Map<String, Object> found =
                        comparison(FixedTime.compare(curves.getFirst(), curves.getLast(), at[i]));
                assertThat(
                                Reference.differences(
                                        sample.get("expect").get(i),
                                        Reference.tree(found),
                                        1e-12,
                                        Set.of()))
                        .as("%s at %s", sample, at[i])
                        .isEmpty();
            }
        }
    }

    /// The time itself is the one that was asked for.
    private static Map<String, Object> comparison(FixedTime.Comparison found) {
        return Map.of(
                "surv", found.surv(),
                "diff", List.of(found.diff()),
                "seDiff", List.of(found.seDiff()),
                "zLinear", List.of(found.zLinear()),
                "pLinear", List.of(found.pLinear()),
                "chisqCloglog", List.of(found.chisqCloglog()),
                "pCloglog", List.of(found.pCloglog()));
    }

    @Test
    void who_is_at_risk_and_who_had_an_event_is_counted_as_r_counts() {
        for (JsonNode sample : SAMPLES.get("fixed")) {
            Groups groups = Groups.of(Reference.texts(sample.get("group")));
            double[] at = numbers(sample, "at");
            int g = 0;
            for (NumbersAtRisk.Counts counts :
                    NumbersAtRisk.of(times(sample), groups, at).values()) {
                assertThat(counts.times()).containsExactly(at);
                assertThat(counts.atRisk()).isEqualTo(whole(sample.get("atRisk").get(g)));
                assertThat(counts.cumEvents()).isEqualTo(whole(sample.get("events").get(g)));
                int size = groups.rowsOf(g).length;
                for (int i = 0; i < at.length; i++) {
                    int eventsBefore = eventsBefore(sample, groups.rowsOf(g), at[i]);
                    assertThat(counts.cumCensoredStrictlyBefore()[i])
                            .isEqualTo(size - counts.atRisk()[i] - eventsBefore);
                }
                g++;
            }
            assertThat(g).isEqualTo(2);
        }
    }

    private static int eventsBefore(JsonNode sample, int[] rows, double at) {
        double[] time = numbers(sample, "time");
        double[] event = numbers(sample, "event");
        return (int) IntStream.of(rows).filter(row -> event[row] == 1 && time[row] < at).count();
    }

    private static int[] whole(JsonNode numbers) {
        return IntStream.range(0, numbers.size()).map(i -> numbers.get(i).asInt()).toArray();
    }

    @Test
    void the_share_in_each_state_is_that_of_r() {
        compare(
                "states",
                1e-12,
                sample -> {
                    StateHistory history =
                            StateHistory.of(
                                    new double[][] {
                                        numbers(sample, "ill"), numbers(sample, "gone")
                                    },
                                    new boolean[][] {
                                        flags(sample, "isIll"), flags(sample, "isGone")
                                    },
                                    ILLNESS_AND_DEATH);
                    return OccupationProbabilities.estimate(
                                    history,
                                    0,
                                    numbers(sample, "at"),
                                    OccupationProbabilities.Variance.AALEN)
                            .fromState()
                            .getFirst();
                });
    }

    private static boolean[] flags(JsonNode sample, String field) {
        double[] numbers = numbers(sample, field);
        boolean[] flags = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            flags[i] = numbers[i] == 1;
        }
        return flags;
    }

    private static void compare(String kind, double tolerance, Function<JsonNode, Object> result) {
        Map<Integer, List<String>> differences = new LinkedHashMap<>();
        JsonNode samples = SAMPLES.get(kind);
        for (int i = 0; i < samples.size(); i++) {
            List<String> found =
                    Reference.differences(
                            samples.get(i).get("expect"),
                            Reference.tree(result.apply(samples.get(i))),
                            tolerance,
                            Set.of());
            if (!found.isEmpty()) {
                differences.put(i, found);
            }
        }
        assertThat(samples).isNotEmpty();
        assertThat(differences).isEmpty();
    }

    private static EventTimes times(JsonNode sample) {
        double[] time = numbers(sample, "time");
        int[] event =
                IntStream.range(0, time.length)
                        .map(i -> (int) numbers(sample, "event")[i])
                        .toArray();
        return sample.has("entry")
                ? EventTimes.entering(numbers(sample, "entry"), time, event)
                : EventTimes.of(time, event);
    }

    private static Groups one(JsonNode sample) {
        return Groups.single(sample.get("time").size());
    }

    private static double[] numbers(JsonNode sample, String field) {
        return Reference.numbers(sample.get(field));
    }
}
