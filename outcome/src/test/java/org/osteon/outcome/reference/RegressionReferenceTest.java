package org.osteon.outcome.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.outcome.comparison.Correlation;
import org.osteon.outcome.comparison.DoseTrend;
import org.osteon.outcome.comparison.RankStatistics;
import org.osteon.outcome.competing.FineGray;
import org.osteon.outcome.cox.CoxModel;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.propensity.DoublyRobust;
import org.osteon.outcome.propensity.Matching;
import org.osteon.outcome.propensity.PropensityScore;
import org.osteon.outcome.reference.Reference.Case;
import org.osteon.outcome.regression.Ancova;
import org.osteon.outcome.regression.CentreReport;
import org.osteon.outcome.regression.LinearModel;
import org.osteon.outcome.regression.LogisticModel;
import org.osteon.outcome.repeated.CovarianceStructure;
import org.osteon.outcome.repeated.RepeatedMeasuresDesign;
import org.osteon.outcome.repeated.RepeatedMeasuresModel;
import org.osteon.outcome.survival.EventTimes;

/// Regressions, repeated measures and propensity scores as R gives them (C10, K2, K7).
class RegressionReferenceTest {
    private static final String[] PROPENSITY = {"age", "hctci", "rint", "rhi", "hap", "mud"};

    @TestFactory
    Stream<DynamicTest> regressions_agree_with_r() {
        return Reference.tests(results());
    }

    static Map<String, Function<Case, Object>> results() {
        Map<String, Function<Case, Object>> results = new LinkedHashMap<>();
        results.put("we06-cox-efron", RegressionReferenceTest::workedCox);
        results.put("we07-finegray", RegressionReferenceTest::workedFineGray);
        results.put(
                "cox-synth-hct-os",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    return cox(cohort.times("fu_days", "death"), cohort.design(names(c)));
                });
        results.put("cox-synth-hct-os-delayed-entry", RegressionReferenceTest::lateEntry);
        results.put("fg-synth-hct-nrm", RegressionReferenceTest::fineGray);
        results.put("iptw-cox-synth-hct", RegressionReferenceTest::weightedCox);
        results.put(
                "centre-oe-synth-hct-1y",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    ObjectNode tree =
                            (ObjectNode)
                                    Reference.tree(
                                            CentreReport.compare(
                                                    cohort.times("fu_days", "death"),
                                                    cohort.groups("center"),
                                                    cohort.design("age10", "hctci", "rint", "rhi"),
                                                    365,
                                                    0.95));
                    return numbered(tree, "centre");
                });
        results.put("ancova-synth-knee-12m", RegressionReferenceTest::ancova);
        for (String id :
                List.of(
                        "mmrm-synth-knee-us-satt",
                        "mmrm-synth-knee-ar1",
                        "mmrm-synth-knee-cs",
                        "mmrm-synth-knee-toep")) {
            results.put(id, RegressionReferenceTest::repeated);
        }
        results.put(
                "ps-synth-hct-weights",
                c -> {
                    Cohort cohort = Cohort.transplants();
                    return PropensityScore.estimate(cohort.design(PROPENSITY), cohort.flags("ric"));
                });
        results.put("ps-doubly-robust-synth-hct", RegressionReferenceTest::doublyRobust);
        for (var scale : Matching.Distance.values()) {
            results.put(
                    "psm-synth-hct-caliper-" + scale.name().toLowerCase(java.util.Locale.ROOT),
                    c -> {
                        Cohort cohort = Cohort.transplants();
                        return Matching.match(
                                cohort.design(PROPENSITY), cohort.flags("mac"), scale, 0.2);
                    });
        }
        results.put("dose-trend-synth", RegressionReferenceTest::doseTrend);
        results.put(
                "dose-frequency-synth",
                c -> {
                    Cohort doses = doses();
                    double[] n = doses.numbers("n_injections");
                    Cohort several = doses.where(i -> n[i] > 1);
                    return LinearModel.fit(
                            several.design("interval_days", "n_injections", "pain_base"),
                            several.numbers("change"),
                            0.95);
                });
        results.put("dose-td-cox-synth", RegressionReferenceTest::timeDependentDose);
        return results;
    }

    private static String[] names(Case c) {
        return Reference.texts(c.expect().get("coefNames")).toArray(String[]::new);
    }

    /// A fitted model; the reference writes a covariance of one element without its inner brackets.
    private static ObjectNode model(Object fit) {
        ObjectNode tree = (ObjectNode) Reference.tree(fit);
        if (tree.path("var").size() == 1) {
            tree.set("var", tree.get("var").get(0));
        }
        return tree;
    }

    private static ObjectNode numbered(ObjectNode tree, String field) {
        List<Long> numbers =
                Reference.texts(tree.get(field)).stream().map(Long::parseLong).toList();
        tree.set(field, Reference.tree(numbers));
        return tree;
    }

    private static ObjectNode cox(EventTimes data, DesignMatrix x) {
        return model(CoxModel.fit(CoxModel.Specification.plain(data, x)).coefficients());
    }

    private static Object workedCox(Case c) {
        EventTimes data = EventTimes.of(c.numbers("time"), c.codes("event"));
        DesignMatrix x = new DesignMatrix(List.of("x6"), new double[][] {c.numbers("x")});
        var efron = CoxModel.fit(CoxModel.Specification.plain(data, x));
        var breslow =
                CoxModel.fit(
                        new CoxModel.Specification(
                                data,
                                x,
                                Groups.single(data.size()),
                                null,
                                null,
                                CoxModel.Ties.BRESLOW,
                                0.95));
        double[] at = {1, 2, 4};
        var predicted = efron.prediction().survival(new double[][] {{0}, {1}}, at);
        ObjectNode tree = model(efron.coefficients());
        ObjectNode predict = tree.putObject("predict");
        predict.putObject("newdata").set("x6", Reference.tree(new double[] {0, 1}));
        predict.set("times", Reference.tree(predicted.times()));
        predict.set("surv", Reference.tree(predicted.surv()));
        predict.set("se", Reference.tree(predicted.se()));
        predict.set("lowerLog", Reference.tree(predicted.lowerLog()));
        predict.set("upperLog", Reference.tree(predicted.upperLog()));
        tree.set(
                "baselineCumHazAtZero",
                Reference.tree(efron.prediction().baselineCumulativeHazardAtZero(at)));
        return Map.of("efron", tree, "breslow", model(breslow.coefficients()));
    }

    private static Object workedFineGray(Case c) {
        EventTimes data = EventTimes.of(c.numbers("time"), c.codes("event"));
        ObjectNode tree =
                model(
                        FineGray.fit(
                                data,
                                1,
                                new DesignMatrix(List.of("x7"), new double[][] {c.numbers("x")}),
                                0.95));
        // G is the Kaplan-Meier estimate of censoring, failures staying at risk at ties.
        var censoring = org.osteon.outcome.survival.KaplanMeier.curve(data.reversed());
        double[] at = c.numbers("time");
        ObjectNode g = tree.putObject("G");
        g.set("time", Reference.tree(at));
        g.set("G", Reference.tree(Arrays.stream(at).map(censoring::survivalAt).toArray()));
        return tree;
    }

    private static Object lateEntry(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] time = cohort.numbers("fu_days");
        Cohort kept = cohort.where(i -> time[i] > 0);
        return cox(
                EventTimes.entering(
                        kept.numbers("entry_day"), kept.numbers("fu_days"), kept.codes("death")),
                kept.design(names(c)));
    }

    private static Object fineGray(Case c) {
        Cohort cohort = Cohort.transplants();
        FineGray.Fit fit =
                FineGray.fit(cohort.times("efs_days", "event"), 2, cohort.design(names(c)), 0.95);
        ObjectNode tree = model(fit);
        var predict = c.expect().get("predict");
        double[] times = Reference.numbers(predict.get("times"));
        double[][] cif =
                fit.predict(new double[][] {Reference.numbers(predict.get("x").get(0))}, times);
        ObjectNode predicted = tree.putObject("predict");
        predicted.set("x", predict.get("x"));
        predicted.set("times", Reference.tree(times));
        predicted.set(
                "cif", Reference.tree(Arrays.stream(cif).mapToDouble(row -> row[0]).toArray()));
        return tree;
    }

    private static Object weightedCox(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] weights =
                PropensityScore.estimate(cohort.design(PROPENSITY), cohort.flags("ric"))
                        .weights()
                        .get("ATE");
        return CoxModel.fit(
                        new CoxModel.Specification(
                                cohort.times("fu_days", "death"),
                                cohort.design("ric"),
                                cohort.one(),
                                weights,
                                null,
                                CoxModel.Ties.EFRON,
                                0.95))
                .coefficients();
    }

    private static Object ancova(Case c) {
        Cohort knee = Cohort.kneeWide().complete("pain.0", "pain.365");
        Ancova.Result fit =
                Ancova.fit(
                        knee.table(),
                        knee.numbers("pain.365"),
                        "arm",
                        knee.groups("arm").withReference("SALINE"),
                        List.of("pain.0", "C(kl)", "C(site)"),
                        0.95);
        ObjectNode tree = (ObjectNode) Reference.tree(fit.model());
        tree.set("lsMeans", byArm(fit.lsMeans()));
        tree.set("lsMeansProportional", byArm(fit.lsMeansProportional()));
        return tree;
    }

    private static ObjectNode byArm(Ancova.Means means) {
        ObjectNode tree = (ObjectNode) Reference.tree(means);
        tree.set("arm", tree.get("groups"));
        return tree;
    }

    private static Object repeated(Case c) {
        Cohort long_ = Cohort.read("synth_knee_trial180.csv");
        Map<String, Double> base = new LinkedHashMap<>();
        for (int i = 0; i < long_.rows(); i++) {
            if (long_.numbers("visit_day")[i] == 0) {
                base.put(long_.table().column("id").text(i), long_.numbers("pain")[i]);
            }
        }
        double[] day = long_.numbers("visit_day");
        double[] pain = long_.numbers("pain");
        var id = long_.table().column("id");
        Cohort visits =
                long_.with("base", i -> base.getOrDefault(id.text(i), Double.NaN))
                        .with("change", i -> pain[i] - base.getOrDefault(id.text(i), Double.NaN))
                        .with("klg", i -> long_.numbers("kl")[i])
                        .where(i -> day[i] != 0)
                        .complete("change", "base");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < visits.rows(); i++) {
            labels.add(visits.table().column("visit_day").text(i));
        }
        DesignMatrix grades = visits.design("C(klg)");
        RepeatedMeasuresDesign design =
                new RepeatedMeasuresDesign(
                        "arm",
                        visits.groups("arm").withReference("SALINE"),
                        "visit",
                        Groups.ordered(labels, List.of("42", "91", "182", "365")),
                        "base",
                        visits.numbers("base"),
                        grades,
                        grades.levels(true));
        String structure = c.id().replaceAll(".*-knee-", "").replaceAll("-.*", "");
        var fit =
                RepeatedMeasuresModel.fit(
                        design,
                        visits.numbers("change"),
                        visits.groups("id"),
                        CovarianceStructure.valueOf(structure.toUpperCase(java.util.Locale.ROOT)),
                        RepeatedMeasuresModel.Method.SATTERTHWAITE,
                        0.95);
        ObjectNode tree = (ObjectNode) Reference.tree(fit);
        tree.set(
                "lsMeans",
                columns(
                        tree.get("lsMeans"),
                        Map.of(
                                "group", "arm",
                                "visit", "visit",
                                "estimate", "emmean",
                                "se", "SE",
                                "df", "df",
                                "lower", "lower.CL",
                                "upper", "upper.CL")));
        tree.set(
                "differences",
                columns(
                        tree.get("differences"),
                        Map.of(
                                "contrast", "contrast",
                                "visit", "visit",
                                "estimate", "estimate",
                                "se", "SE",
                                "df", "df",
                                "lower", "lower.CL",
                                "upper", "upper.CL",
                                "t", "t",
                                "p", "p")));
        return tree;
    }

    /// Rows as columns, under the names of the reference.
    private static ObjectNode columns(
            com.fasterxml.jackson.databind.JsonNode rows, Map<String, String> names) {
        ObjectNode columns = (ObjectNode) Reference.tree(Map.of());
        for (var row : rows) {
            names.forEach((ours, theirs) -> columns.withArray(theirs).add(row.get(ours)));
        }
        return columns;
    }

    private static Object doublyRobust(Case c) {
        Cohort cohort = Cohort.transplants();
        double[] death = cohort.numbers("death");
        double[] followed = cohort.numbers("fu_days");
        Cohort known =
                cohort.with("dead", i -> death[i] == 1 && followed[i] <= 365 ? 1 : 0)
                        .where(i -> death[i] == 1 || followed[i] >= 365);
        return DoublyRobust.estimate(
                known.design("age", "hctci", "rint", "rhi"),
                known.design(PROPENSITY),
                known.flags("ric"),
                known.flags("dead"));
    }

    private static Cohort doses() {
        Cohort doses = Cohort.read("synth_dose220.csv");
        double[] before = doses.numbers("pain_base");
        double[] after = doses.numbers("pain_12m");
        return doses.with("change", i -> after[i] - before[i]);
    }

    private static Object doseTrend(Case c) {
        Cohort doses = doses();
        Groups dose = doses.groups("n_injections");
        boolean[] responder = doses.flags("responder");
        ObjectNode tree =
                (ObjectNode)
                        Reference.tree(
                                DoseTrend.proportions(responder, dose, new double[] {1, 2, 3, 4}));
        DesignMatrix x = doses.design("n_injections");
        tree.set("logistic", Reference.tree(LogisticModel.fit(x, responder)));
        Cohort complete = doses.complete("change");
        double[] change = complete.numbers("change");
        Groups completeDose = complete.groups("n_injections");
        tree.set(
                "linear",
                Reference.tree(
                        LinearModel.fit(
                                complete.design("n_injections", "pain_base"), change, 0.95)));
        tree.set("jonckheere", Reference.tree(RankStatistics.jonckheere(change, completeDose)));
        tree.set("kruskal", Reference.tree(RankStatistics.kruskalWallis(change, completeDose)));
        tree.put("spearmanRho", Correlation.spearman(complete.numbers("n_injections"), change));
        tree.set(
                "contrastPolynomialLinear", Reference.tree(DoseTrend.linear(change, completeDose)));
        return tree;
    }

    /// A row per stretch with the number of injections given before it.
    private static Object timeDependentDose(Case c) {
        Cohort doses = doses();
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < doses.rows(); i++) {
            double end = doses.numbers("tka_days")[i];
            double age = doses.numbers("age")[i];
            double from = 0;
            int given = 0;
            for (String text :
                    String.valueOf(doses.table().column("injection_days").text(i)).split(";", -1)) {
                double day = Double.parseDouble(text);
                if (day == 0) {
                    given++;
                } else if (day < end) {
                    rows.add(new double[] {from, day, 0, given++, age});
                    from = day;
                }
            }
            rows.add(new double[] {from, end, doses.numbers("tka")[i], given, age});
        }
        EventTimes times =
                EventTimes.entering(
                        column(rows, 0),
                        column(rows, 1),
                        Arrays.stream(column(rows, 2)).mapToInt(v -> (int) v).toArray());
        DesignMatrix x =
                new DesignMatrix(
                        List.of("k", "age"), new double[][] {column(rows, 3), column(rows, 4)});
        return Map.of(
                "rows",
                rows.size(),
                "cox",
                cox(times, x),
                "naiveFixed",
                cox(doses.times("tka_days", "tka"), doses.design("n_injections", "age")));
    }

    private static double[] column(List<double[]> rows, int at) {
        return rows.stream().mapToDouble(row -> row[at]).toArray();
    }
}
