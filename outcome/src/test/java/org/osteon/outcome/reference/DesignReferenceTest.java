package org.osteon.outcome.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.outcome.design.GroupSequential;
import org.osteon.outcome.design.NonInferiority;
import org.osteon.outcome.design.SampleSize;
import org.osteon.outcome.proportion.NonInferiorProportions;
import org.osteon.outcome.randomisation.Arms;
import org.osteon.outcome.randomisation.Minimisation;
import org.osteon.outcome.reference.Reference.Case;

/// Sample sizes, margins, boundaries and minimisation as R and the formulas give them (K7, K14).
class DesignReferenceTest {
    @TestFactory
    Stream<DynamicTest> designs_agree_with_r() {
        return Reference.tests(results());
    }

    /// Kenward and Roger's covariance with second derivatives is another method under the same
    /// name; ours is the linear one.
    private static final Set<String> ANOTHER_METHOD = Set.of("mmrm-synth-knee-us-kenw");

    @Test
    void every_reference_case_is_held_against_the_library() {
        Set<String> held = new LinkedHashSet<>(results().keySet());
        held.addAll(SurvivalReferenceTest.results().keySet());
        held.addAll(RegressionReferenceTest.results().keySet());
        held.addAll(ComparisonReferenceTest.results().keySet());
        held.addAll(ANOTHER_METHOD);

        assertThat(held).containsExactlyInAnyOrderElementsOf(Reference.cases().keySet());
    }

    static Map<String, Function<Case, Object>> results() {
        Map<String, Function<Case, Object>> results = new LinkedHashMap<>();
        for (String id :
                List.of(
                        "ni-proportions-156-200-160-200-0.1",
                        "ni-proportions-83-100-86-103-0.15",
                        "ni-proportions-45-60-40-58-0.1")) {
            results.put(
                    id,
                    c -> {
                        int[] x = c.codes("x");
                        return NonInferiorProportions.test(
                                x[0], x[1], x[2], x[3], c.numbers("x")[4], 0.95);
                    });
        }
        results.put("ni-means-synth-knee", DesignReferenceTest::means);
        results.put(
                "ss-ttest",
                c -> {
                    SampleSize size = twoSided(c);
                    ObjectNode tree = (ObjectNode) Reference.tree(size.tTest(10, 22));
                    tree.put("powerAt100", size.tTestPower(100, 10, 22, false));
                    tree.put("powerStrictAt100", size.tTestPower(100, 10, 22, true));
                    return tree;
                });
        results.put("ss-paired", c -> twoSided(c).paired(6, 18));
        results.put("ss-two-means-normal", DesignReferenceTest::twoMeans);
        results.put("ss-two-proportions", c -> twoSided(c).proportions(0.65, 0.45));
        results.put(
                "ss-schoenfeld",
                c -> {
                    ObjectNode tree = (ObjectNode) Reference.tree(twoSided(c).events(0.65));
                    tree.put(
                            "eventsSchoenfeld2to1",
                            new SampleSize(0.05, 0.8, 2).events(0.65).eventsSchoenfeld());
                    return tree;
                });
        results.put(
                "ss-survival-accrual",
                c -> {
                    var size = twoSided(c).survival(0.65, 18, 24, 12);
                    ObjectNode tree = (ObjectNode) Reference.tree(size);
                    tree.put("rpactNTotal", size.nTotal());
                    return tree;
                });
        results.put(
                "ss-competing-risk", c -> twoSided(c).competing(0.65, new double[] {0.35, 0.25}));
        results.put("ss-ni-means", c -> oneSided(c).nonInferiorMeans(8, 20, 0));
        results.put("ss-ni-proportions", c -> oneSided(c).nonInferiorProportions(0.1, 0.8));
        results.put("ss-ni-hr", c -> oneSided(c).nonInferiorHazardRatio(1.3, 1));
        results.put(
                "ss-precision",
                c -> {
                    SampleSize size = new SampleSize(0.05, 0.8, 1);
                    return Map.of(
                            "wald", size.precisionOfProportion(0.1, 0.6).n(),
                            "meanSd20HalfWidth4", size.precisionOfMean(4, 20).n());
                });
        results.put("ss-mann-whitney-noether", c -> twoSided(c).mannWhitney(0.62));
        results.put("ss-simon-check", c -> new SampleSize(0.05, 0.8, 1).singleArm(0.3, 0.5));
        results.put("obrien-fleming-pocock-3looks", c -> GroupSequential.boundaries(3, 0.025));
        for (String id : Reference.cases().keySet()) {
            if (id.startsWith("minimisation")) {
                results.put(id, DesignReferenceTest::minimisation);
            }
        }
        return results;
    }

    private static SampleSize twoSided(Case c) {
        return new SampleSize(c.number("alpha"), c.number("power"), 1);
    }

    private static SampleSize oneSided(Case c) {
        return new SampleSize(c.number("alphaOneSided"), c.number("power"), 1);
    }

    private static Object twoMeans(Case c) {
        var size = new SampleSize(0.05, 0.8, 2).means(8, 20);
        double correlated = SampleSize.inflation(0.5, 1, 0, 0);
        return Map.of(
                "n1",
                size.n1(),
                "n2",
                size.n2(),
                "ancovaFactorRho05",
                correlated,
                "n2WithAncovaRho05",
                size.n2() * correlated,
                "clusterM6Icc03",
                size.n2() * SampleSize.inflation(0, 6, 0.03, 0));
    }

    private static Object means(Case c) {
        Cohort knee = Cohort.kneeWide();
        double[] before = knee.numbers("pain.0");
        double[] after = knee.numbers("pain.365");
        Cohort change = knee.with("change", i -> after[i] - before[i]);
        return NonInferiority.means(
                change.valuesOf("change", "arm", "PRP"),
                change.valuesOf("change", "arm", "BMAC"),
                8,
                true);
    }

    private static Object minimisation(Case c) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        for (var factor : c.node().get("countsAtThePatientsLevels").properties()) {
            counts.put(factor.getKey(), integers(factor.getValue()));
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (var factor : c.node().get("weights").properties()) {
            weights.put(factor.getKey(), factor.getValue().asDouble());
        }
        var scores =
                new Minimisation(
                                new Arms(integers(c.node().get("ratio"))),
                                weights,
                                Minimisation.Measure.valueOf(
                                        c.text("imbalance").toUpperCase(Locale.ROOT)),
                                0.8,
                                1)
                        .scores(counts);
        return Map.of(
                "imbalance",
                scores.imbalance(),
                "best",
                scores.best().size() == 1 ? scores.best().getFirst() : scores.best());
    }

    private static Map<String, Integer> integers(JsonNode node) {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (var field : node.properties()) {
            values.put(field.getKey(), field.getValue().asInt());
        }
        return values;
    }
}
