package org.osteon.outcome.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.outcome.comparison.OneSample;
import org.osteon.outcome.comparison.TwoSample;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.proportion.MantelHaenszel;
import org.osteon.outcome.proportion.Proportion;
import org.osteon.outcome.proportion.TwoProportions;
import org.osteon.outcome.reference.Reference.Case;
import org.osteon.outcome.reported.Instrument;
import org.osteon.outcome.reported.MinimalChange;
import org.osteon.outcome.reported.OmeractOarsi;
import org.osteon.outcome.reported.Scoring;

/// Changes, responders, proportions and scores as R gives them (H12, I7).
class ComparisonReferenceTest {
    @TestFactory
    Stream<DynamicTest> comparisons_and_scores_agree_with_r() {
        return Reference.tests(results());
    }

    static Map<String, Function<Case, Object>> results() {
        Map<String, Function<Case, Object>> results = new LinkedHashMap<>();
        results.put(
                "we12-hodges-lehmann",
                c -> TwoSample.compare("a", c.numbers("a"), "b", c.numbers("b"), 0.95));
        results.put(
                "two-sample-exact-inline",
                c -> TwoSample.compare("x", c.numbers("x"), "y", c.numbers("y"), 0.95));
        results.put("one-sample-exact-inline", c -> OneSample.of(c.numbers("x"), 0.95));
        results.put("one-sample-ties-zeros-inline", c -> OneSample.of(c.numbers("x"), 0.95));
        results.put(
                "change-synth-knee-bmac-12m",
                c -> OneSample.of(change("365").valuesOf("change", "arm", "BMAC"), 0.95));
        results.put(
                "change-synth-knee-all-6m",
                c -> OneSample.of(change("182").complete("change").numbers("change"), 0.95));
        results.put(
                "two-sample-synth-knee-bmac-saline-12m",
                c ->
                        TwoSample.compare(
                                "BMAC",
                                change("365").valuesOf("change", "arm", "BMAC"),
                                "SALINE",
                                change("365").valuesOf("change", "arm", "SALINE"),
                                0.95));
        results.put("responder-oo-synth-knee-182", ComparisonReferenceTest::responders);
        results.put("responder-oo-synth-knee-365", ComparisonReferenceTest::responders);
        results.put("we11-omeract-oarsi", ComparisonReferenceTest::workedResponders);
        for (String id :
                List.of(
                        "proportion-0-of-10",
                        "proportion-10-of-10",
                        "proportion-5-of-20",
                        "proportion-87-of-244")) {
            results.put(id, c -> Proportion.of((int) c.number("x"), (int) c.number("n"), 0.95));
        }
        for (String id :
                List.of(
                        "two-proportions-56-70-48-80",
                        "two-proportions-9-10-3-10",
                        "two-proportions-10-30-2-25")) {
            results.put(
                    id,
                    c -> {
                        int[] x = c.codes("x");
                        return TwoProportions.compare(x[0], x[1], x[2], x[3], 0.95);
                    });
        }
        results.put("mcid-synth-knee-12m", ComparisonReferenceTest::minimalChange);
        results.put(
                "koos-items60",
                c ->
                        Scoring.score(
                                Instrument.named("koos"),
                                Cohort.read("synth_koos_items60.csv").table(),
                                Instrument.Missing.HALF));
        results.put("rand36-items60", ComparisonReferenceTest::rand36);
        results.put("we10-koos", ComparisonReferenceTest::workedKoos);
        return results;
    }

    private static Cohort change(String day) {
        Cohort knee = Cohort.kneeWide();
        double[] before = knee.numbers("pain.0");
        double[] after = knee.numbers("pain." + day);
        return knee.with("change", i -> after[i] - before[i]);
    }

    private static Object responders(Case c) {
        Cohort knee = Cohort.kneeWide();
        String day = c.text("visit");
        List<String> measures = List.of("pain", "func", "global");
        var responses = new OmeractOarsi.Response[knee.rows()];
        List<Integer> ids = new ArrayList<>();
        Map<String, int[]> counts = new LinkedHashMap<>();
        Groups arms = knee.groups("arm");
        arms.labels().forEach(arm -> counts.put(arm, new int[3]));
        List<OmeractOarsi.Response> order =
                List.of(
                        OmeractOarsi.Response.RESPONDER,
                        OmeractOarsi.Response.NON_RESPONDER,
                        OmeractOarsi.Response.NOT_EVALUABLE);
        for (int i = 0; i < responses.length; i++) {
            int row = i;
            responses[i] =
                    OmeractOarsi.judge(
                            measures.stream()
                                    .mapToDouble(m -> knee.numbers(m + ".0")[row])
                                    .toArray(),
                            measures.stream()
                                    .mapToDouble(m -> knee.numbers(m + "." + day)[row])
                                    .toArray());
            counts.get(arms.labels().get(arms.index()[i]))[order.indexOf(responses[i])]++;
            if (responses[i] == OmeractOarsi.Response.RESPONDER) {
                ids.add((int) knee.numbers("id")[i]);
            }
        }
        List<Object> byArm = new ArrayList<>();
        counts.forEach((arm, n) ->
                byArm.add(
                        Map.of("arm", arm, "n", n[0] + n[1], "responders", n[0], "missing", n[2])));
        int[] one = counts.get("BMAC");
        int[] two = counts.get("SALINE");
        Groups grades = knee.groups("kl");
        List<MantelHaenszel.Table> tables = new ArrayList<>();
        for (int g = 0; g < grades.count(); g++) {
            int[] x = new int[4];
            for (int row : grades.rowsOf(g)) {
                int at =
                        switch (arms.labels().get(arms.index()[row])) {
                            case "BMAC" -> 0;
                            case "SALINE" -> 2;
                            default -> -1;
                        };
                if (at >= 0 && responses[row] != OmeractOarsi.Response.NOT_EVALUABLE) {
                    x[at] += responses[row] == OmeractOarsi.Response.RESPONDER ? 1 : 0;
                    x[at + 1]++;
                }
            }
            tables.add(new MantelHaenszel.Table(x[0], x[1], x[2], x[3]));
        }
        return Map.of(
                "byArm",
                byArm,
                "ids",
                ids,
                "bmacVsSaline",
                TwoProportions.compare(one[0], one[0] + one[1], two[0], two[0] + two[1], 0.95),
                "nonResponderImputation",
                TwoProportions.compare(
                        one[0], one[0] + one[1] + one[2], two[0], two[0] + two[1] + two[2], 0.95),
                "cmhByKl",
                MantelHaenszel.test(tables, 0.95));
    }

    private static Object workedResponders(Case c) {
        var before = c.node().get("baseline");
        var after = c.node().get("followUp");
        return Map.of(
                "responder",
                IntStream.range(0, before.size())
                        .map(i ->
                                OmeractOarsi.judge(
                                                        Reference.numbers(before.get(i)),
                                                        Reference.numbers(after.get(i)))
                                                == OmeractOarsi.Response.RESPONDER
                                        ? 1
                                        : 0)
                        .toArray());
    }

    private static Object minimalChange(Case c) {
        Cohort all = Cohort.kneeWide();
        Cohort knee = all.complete("pain.0", "pain.365", "anchor.365");
        double[] before = knee.numbers("pain.0");
        double[] after = knee.numbers("pain.365");
        double[] improvement =
                IntStream.range(0, knee.rows()).mapToDouble(i -> before[i] - after[i]).toArray();
        return MinimalChange.estimate(
                new MinimalChange.Data(
                        improvement,
                        knee.codes("anchor.365"),
                        all.complete("pain.0").numbers("pain.0"),
                        after,
                        0.85,
                        2,
                        true));
    }

    private static Object rand36(Case c) {
        Table forms = Cohort.read("synth_rand36_items60.csv").table();
        var half = Scoring.score(Instrument.named("rand36"), forms, Instrument.Missing.HALF);
        return Map.of(
                "anyAnswered",
                Scoring.score(Instrument.named("rand36"), forms, Instrument.Missing.ANY),
                "atLeastHalf",
                half,
                "healthChange",
                half.get("healthChange"));
    }

    private static Object workedKoos(Case c) {
        List<Column> form = new ArrayList<>();
        for (var scale : Map.of("A", 17, "SP", 5, "Q", 4).entrySet()) {
            for (int i = 1; i <= scale.getValue(); i++) {
                form.add(new Column.Numbers(scale.getKey() + i, new double[] {Double.NaN}));
            }
        }
        double[] pain = c.numbers("painItems");
        for (int i = 0; i < pain.length; i++) {
            form.add(new Column.Numbers("P" + (i + 1), new double[] {pain[i]}));
        }
        double[] symptoms = c.numbers("symptomItems");
        for (int i = 0; i < symptoms.length; i++) {
            form.add(new Column.Numbers("S" + (i + 1), new double[] {symptoms[i]}));
        }
        var scores =
                Scoring.score(Instrument.named("koos"), new Table(form), Instrument.Missing.HALF);
        return Map.of(
                "pain",
                scores.get("pain")[0],
                "symptoms",
                scores.get("symptoms")[0],
                "symptomsAnswered",
                IntStream.range(0, symptoms.length)
                        .filter(i -> !Double.isNaN(symptoms[i]))
                        .count());
    }
}
