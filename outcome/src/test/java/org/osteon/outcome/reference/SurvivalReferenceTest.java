package org.osteon.outcome.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.propensity.PropensityScore;
import org.osteon.outcome.reference.Reference.Case;
import org.osteon.outcome.survival.Composite;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.Landmark;
import org.osteon.outcome.survival.LogRank;
import org.osteon.outcome.survival.RestrictedMeanComparison;
import org.osteon.outcome.survival.WeightedKaplanMeier;

/// Survival, competing risks, composites and landmarks as R gives them (C10, K1).
class SurvivalReferenceTest {
    private static final double[] NONE = {};

    @TestFactory
    Stream<DynamicTest> survival_and_competing_risks_agree_with_r() {
        return Reference.tests(results());
    }

    static Map<String, Function<Case, Object>> results() {
        Map<String, Function<Case, Object>> results = new LinkedHashMap<>();
        results.put("we01-km", SurvivalReferenceTest::inlineCurve);
        results.put("we02-median-on-flat", SurvivalReferenceTest::flatMedian);
        results.put("we03-logrank", c -> LogRank.test(inline(c), inlineGroups(c), single(c), 0));
        results.put("we04-cif", c -> incidence(inline(c), single(c), single(c), c.times(), 0));
        results.put(
                "we05-gray", c -> incidence(inline(c), inlineGroups(c), single(c), c.times(), 0));
        results.put("we08-delayed-entry", SurvivalReferenceTest::inlineCurve);
        results.put(
                "km-synth-hct-os-by-arm-with-day0-death",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    return KaplanMeier.summarise(
                            cohort.times("fu_days", "death"),
                            cohort.groups("arm"),
                            c.times(),
                            horizons(c),
                            0.95);
                });
        results.put("km-synth-hct-os-delayed-entry", SurvivalReferenceTest::lateEntry);
        results.put("lr-synth-hct-arm", c -> logRank(Cohort.transplants(), false));
        results.put("lr-synth-hct-arm-strata-risk-donor", c -> logRank(Cohort.transplants(), true));
        results.put(
                "cif-synth-hct-relapse-nrm-by-arm",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    return incidence(
                            cohort.times("efs_days", "event"),
                            cohort.groups("arm"),
                            cohort.one(),
                            c.times(),
                            0);
                });
        results.put("cif-synth-hct-by-donor-strata-risk", c -> byDonor(c, "risk", 0));
        results.put("cif-synth-hct-by-donor-rho1", c -> byDonor(c, null, 1));
        results.put("cif-synth-hct-agvhd34", SurvivalReferenceTest::acuteGvhd);
        results.put("cif-synth-hct-anc-day28", SurvivalReferenceTest::neutrophilRecovery);
        results.put(
                "cif-synth-hct-greenwood",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    double[] time = cohort.numbers("efs_days");
                    return CumulativeIncidence.greenwood(
                            cohort.where(i -> time[i] > 0).times("efs_days", "event"),
                            2,
                            c.times());
                });
        results.put(
                "rmst-synth-hct-arm-365",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    Groups arms = cohort.groups("arm");
                    var curves = KaplanMeier.curves(cohort.times("fu_days", "death"), arms);
                    return RestrictedMeanComparison.compare(
                            arms.labels(), curves.get(0), curves.get(1), 365, 0.95);
                });
        results.put("landmark100-synth-hct-agvhd-nrm", SurvivalReferenceTest::landmark);
        results.put("grfs-synth-hct", SurvivalReferenceTest::grfs);
        results.put("we09-grfs-dates", SurvivalReferenceTest::grfsFromDates);
        results.put("iptw-km-synth-hct", SurvivalReferenceTest::weighted);
        return results;
    }

    private static EventTimes inline(Case c) {
        return c.node().has("entry")
                ? EventTimes.entering(c.numbers("entry"), c.numbers("time"), c.codes("event"))
                : EventTimes.of(c.numbers("time"), c.codes("event"));
    }

    private static Groups single(Case c) {
        return Groups.single(c.numbers("time").length);
    }

    private static Groups inlineGroups(Case c) {
        return Groups.of(c.texts("group"));
    }

    private static Object inlineCurve(Case c) {
        return KaplanMeier.summarise(inline(c), single(c), c.times(), horizons(c), 0.95);
    }

    private static double[] horizons(Case c) {
        var means = c.expect().elements().next().path("rmst");
        double[] taus = new double[means.size()];
        for (int i = 0; i < taus.length; i++) {
            taus[i] = means.get(i).get("tau").asDouble();
        }
        return taus;
    }

    private static Object flatMedian(Case c) {
        var curve = KaplanMeier.curve(inline(c));
        double[] time = Reference.numbers(c.expect().get("time"));
        double[] surv = new double[time.length];
        for (int i = 0; i < surv.length; i++) {
            surv[i] = curve.survivalAt(time[i]);
        }
        return Map.of("time", time, "surv", surv, "median", curve.quantile(0.5));
    }

    private static Object lateEntry(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] time = cohort.numbers("fu_days");
        Cohort kept = cohort.where(i -> time[i] > 0);
        return KaplanMeier.summarise(
                EventTimes.entering(
                        kept.numbers("entry_day"), kept.numbers("fu_days"), kept.codes("death")),
                kept.one(),
                c.times(),
                horizons(c),
                0.95);
    }

    private static Object logRank(Cohort cohort, boolean stratified) {
        return LogRank.test(
                cohort.times("fu_days", "death"),
                cohort.groups("arm"),
                stratified
                        ? cohort.groups("risk").crossedWith(cohort.groups("donor"))
                        : cohort.one(),
                0);
    }

    private static Object incidence(
            EventTimes data, Groups groups, Groups strata, double[] at, double rho) {
        return CumulativeIncidence.summarise(data, groups, strata, at, rho, 0.95);
    }

    private static Object byDonor(Case c, String strata, double rho) {
        Cohort cohort = Cohort.transplants();
        return incidence(
                cohort.times("efs_days", "event"),
                cohort.groups("donor"),
                strata == null ? cohort.one() : cohort.groups(strata),
                c.times(),
                rho);
    }

    /// Relapse and death compete with acute GVHD.
    private static Object acuteGvhd(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] day = cohort.numbers("agvhd34_day");
        double[] free = cohort.numbers("efs_days");
        double[] event = cohort.numbers("event");
        Cohort derived =
                cohort.with("t", i -> Double.isNaN(day[i]) ? free[i] : day[i])
                        .with("e", i -> !Double.isNaN(day[i]) ? 1 : event[i] == 0 ? 0 : 2);
        return incidence(derived.times("t", "e"), cohort.one(), cohort.one(), c.times(), 0);
    }

    /// Recovery by day 28; death before it competes.
    private static Object neutrophilRecovery(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] day = cohort.numbers("anc_day");
        double[] followed = cohort.numbers("fu_days");
        double[] death = cohort.numbers("death");
        Cohort derived =
                cohort.with("t", i -> Math.min(28, Double.isNaN(day[i]) ? followed[i] : day[i]))
                        .with(
                                "e",
                                i ->
                                        day[i] <= 28
                                                ? 1
                                                : Double.isNaN(day[i])
                                                                && death[i] == 1
                                                                && followed[i] <= 28
                                                        ? 2
                                                        : 0);
        return incidence(derived.times("t", "e"), cohort.one(), cohort.one(), c.times(), 0);
    }

    private static Object landmark(Case c) {
        Cohort cohort = Cohort.transplants();
        var cut = Landmark.at(cohort.times("efs_days", "event"), 100);
        double[] day = cohort.numbers("agvhd34_day");
        List<String> exposed =
                java.util.Arrays.stream(cut.rows())
                        .mapToObj(row -> day[row] <= 100 ? "1" : "0")
                        .toList();
        return incidence(
                cut.data(), Groups.of(exposed), Groups.single(cut.rows().length), c.times(), 0);
    }

    private static Object grfs(Case c) {
        Cohort cohort = Cohort.transplants();
        var endpoint =
                Composite.first(
                        List.of("agvhd34", "cgvhd_ist"),
                        new double[][] {
                            cohort.numbers("agvhd34_day"), cohort.numbers("cgvhd_ist_day")
                        },
                        cohort.times("efs_days", "event"),
                        List.of("relapse", "death"));
        Groups arms = cohort.groups("arm");
        return Map.of(
                "firstEvents",
                endpoint.firstEvents(List.of("agvhd34", "cgvhd_ist", "relapse", "death")),
                "km",
                KaplanMeier.summarise(
                        endpoint.data(),
                        arms,
                        Reference.numbers(c.expect().at("/km/MAC/times")),
                        NONE,
                        0.95),
                "logrank",
                LogRank.test(endpoint.data(), arms, cohort.one(), 0));
    }

    private static Object grfsFromDates(Case c) {
        double[] last = days(c, "lastContact");
        double[] death = days(c, "death");
        int[] dead = new int[last.length];
        for (int i = 0; i < dead.length; i++) {
            dead[i] = Double.isNaN(death[i]) ? 0 : 1;
        }
        EventTimes overall = EventTimes.of(last, dead);
        var endpoint =
                Composite.first(
                        List.of("agvhd34", "cgvhd", "relapse"),
                        new double[][] {
                            days(c, "agvhd34"), days(c, "cgvhdIst"), days(c, "relapse")
                        },
                        overall,
                        List.of("death"));
        return Map.of(
                "time", times(endpoint.data()),
                "event", events(endpoint.data()),
                "osTime", times(overall),
                "osEvent", events(overall));
    }

    private static double[] times(EventTimes data) {
        double[] times = new double[data.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = data.time(i);
        }
        return times;
    }

    private static int[] events(EventTimes data) {
        int[] events = new int[data.size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = data.event(i);
        }
        return events;
    }

    private static double[] days(Case c, String field) {
        var infusion = c.node().get("infusion");
        var dates = c.node().get(field);
        double[] days = new double[dates.size()];
        for (int i = 0; i < days.length; i++) {
            String date = dates.get(i).asText();
            days[i] =
                    dates.get(i).isNull() || date.equals("NA")
                            ? Double.NaN
                            : java.time.temporal.ChronoUnit.DAYS.between(
                                    java.time.LocalDate.parse(infusion.get(i).asText()),
                                    java.time.LocalDate.parse(date));
        }
        return days;
    }

    private static Object weighted(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] weights =
                PropensityScore.estimate(
                                cohort.design("age", "hctci", "rint", "rhi", "hap", "mud"),
                                cohort.flags("ric"))
                        .weights()
                        .get("ATE");
        return WeightedKaplanMeier.summarise(
                cohort.times("fu_days", "death"), cohort.groups("arm"), weights, c.times());
    }
}
