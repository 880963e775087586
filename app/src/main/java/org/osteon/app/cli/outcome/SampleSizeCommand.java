package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.design.GroupSequential;
import org.osteon.outcome.design.SampleSize;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `outcome sample-size`.
@Command(
        name = "sample-size",
        header = "Size of a study, not rounded.",
        description = {
            "",
            "Designs: t-test, paired, means (--delta --sd), proportions (--p1 --p2), events (--hr), competing (--hr"
                    + " --incidence), survival (--hr --median --accrual --follow-up), ni-means (--margin --sd),"
                    + " ni-proportions (--margin --p), ni-hr (--margin), mann-whitney (--prob-index), precision (--half-width"
                    + " with --p or --sd), single-arm (--p0 --p1), sequential (--looks).",
            "Alpha is two-sided, 0.05; for non-inferiority and sequential one-sided, 0.025; for single-arm one-sided, 0.05.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome sample-size --design survival --hr 0.65 --median 18 --accrual 24 --follow-up 12",
            "  osteon outcome sample-size --design t-test --delta 10 --sd 22 --power 0.9 --dropout 0.1"
        })
final class SampleSizeCommand extends StatisticCommand {
    @Option(names = "--design", required = true, paramLabel = "NAME", description = "the design")
    private String design;

    @Option(names = "--alpha", paramLabel = "A", description = "error of the first kind")
    private @Nullable Double alpha;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "default: ${DEFAULT-VALUE}")
    private double power;

    @Option(
            names = "--ratio",
            paramLabel = "R",
            defaultValue = "1",
            description = "first group over second; default: ${DEFAULT-VALUE}")
    private double ratio;

    @Option(names = "--delta", paramLabel = "D", description = "difference of means")
    private @Nullable Double delta;

    @Option(
            names = "--sd",
            paramLabel = "S",
            description = "standard deviation (paired: of the differences)")
    private @Nullable Double sd;

    @Option(
            names = "--n",
            paramLabel = "N",
            description = "with t-test: also the power at this size per group")
    private @Nullable Integer n;

    @Option(names = "--p", paramLabel = "P", description = "proportion")
    private @Nullable Double p;

    @Option(names = "--p0", paramLabel = "P", description = "proportion under the null hypothesis")
    private @Nullable Double p0;

    @Option(names = "--p1", paramLabel = "P", description = "first or hoped-for proportion")
    private @Nullable Double p1;

    @Option(names = "--p2", paramLabel = "P", description = "second proportion")
    private @Nullable Double p2;

    @Option(names = "--hr", paramLabel = "HR", description = "hazard ratio")
    private @Nullable Double hr;

    @Option(
            names = "--incidence",
            split = ",",
            paramLabel = "F",
            description = "cumulative incidence at the end per group")
    private double[] incidence = {};

    @Option(names = "--median", paramLabel = "T", description = "median survival of controls")
    private @Nullable Double median;

    @Option(names = "--accrual", paramLabel = "T", description = "length of accrual")
    private @Nullable Double accrual;

    @Option(names = "--follow-up", paramLabel = "T", description = "follow-up after accrual")
    private @Nullable Double followUp;

    @Option(names = "--margin", paramLabel = "M", description = "margin of non-inferiority")
    private @Nullable Double margin;

    @Option(
            names = "--true-difference",
            paramLabel = "D",
            defaultValue = "0",
            description = "true difference under the alternative, ni-means; default 0")
    private double trueDifference;

    @Option(
            names = "--true-hr",
            paramLabel = "HR",
            defaultValue = "1",
            description = "true hazard ratio, ni-hr; default 1")
    private double trueHr;

    @Option(
            names = "--prob-index",
            paramLabel = "P",
            description = "probability that one group's value exceeds the other's")
    private @Nullable Double probIndex;

    @Option(
            names = "--half-width",
            paramLabel = "H",
            description = "half the width of the interval")
    private @Nullable Double halfWidth;

    @Option(
            names = "--looks",
            paramLabel = "K",
            defaultValue = "3",
            description = "number of looks; default: ${DEFAULT-VALUE}")
    private int looks;

    @Option(
            names = "--correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "of baseline and follow-up, for analysis of covariance")
    private double correlation;

    @Option(
            names = "--cluster-size",
            paramLabel = "M",
            defaultValue = "1",
            description = "members per cluster")
    private double clusterSize;

    @Option(
            names = "--icc",
            paramLabel = "R",
            defaultValue = "0",
            description = "intraclass correlation")
    private double icc;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "share lost to follow-up")
    private double dropout;

    @Override
    Object result() {
        String name = design.toLowerCase(Locale.ROOT);
        boolean oneSided = name.startsWith("ni-") || name.equals("sequential");
        double error = alpha == null ? (oneSided ? 0.025 : 0.05) : alpha;
        SampleSize size = new SampleSize(error, power, ratio);
        ObjectNode result =
                (ObjectNode)
                        ResultJson.tree(
                                switch (name) {
                                    case "t-test" ->
                                            size.tTest(given("--delta", delta), given("--sd", sd));
                                    case "paired" ->
                                            size.paired(given("--delta", delta), given("--sd", sd));
                                    case "means" ->
                                            size.means(given("--delta", delta), given("--sd", sd));
                                    case "proportions" ->
                                            size.proportions(given("--p1", p1), given("--p2", p2));
                                    case "events" -> size.events(given("--hr", hr));
                                    case "competing" ->
                                            size.competing(given("--hr", hr), incidence);
                                    case "survival" ->
                                            size.survival(
                                                    given("--hr", hr),
                                                    given("--median", median),
                                                    given("--accrual", accrual),
                                                    given("--follow-up", followUp));
                                    case "ni-means" ->
                                            size.nonInferiorMeans(
                                                    given("--margin", margin),
                                                    given("--sd", sd),
                                                    trueDifference);
                                    case "ni-proportions" ->
                                            size.nonInferiorProportions(
                                                    given("--margin", margin), given("--p", p));
                                    case "ni-hr" ->
                                            size.nonInferiorHazardRatio(
                                                    given("--margin", margin), trueHr);
                                    case "mann-whitney" ->
                                            size.mannWhitney(given("--prob-index", probIndex));
                                    case "precision" ->
                                            p != null
                                                    ? size.precisionOfProportion(
                                                            given("--half-width", halfWidth), p)
                                                    : size.precisionOfMean(
                                                            given("--half-width", halfWidth),
                                                            given("--sd or --p", sd));
                                    case "single-arm" ->
                                            size.singleArm(given("--p0", p0), given("--p1", p1));
                                    case "sequential" -> GroupSequential.boundaries(looks, error);
                                    default ->
                                            throw Problem.unusable(
                                                    "no design '"
                                                            + design
                                                            + "': see osteon outcome sample-size --help");
                                });
        if (name.equals("t-test") && n != null) {
            result.put(
                    "powerAt" + n,
                    size.tTestPower(n, given("--delta", delta), given("--sd", sd), false));
            result.put(
                    "powerStrictAt" + n,
                    size.tTestPower(n, given("--delta", delta), given("--sd", sd), true));
        }
        double factor = SampleSize.inflation(correlation, clusterSize, icc, dropout);
        if (factor != 1) {
            ObjectNode inflated = ResultJson.object();
            result.properties()
                    .forEach(field -> {
                        if (field.getKey().startsWith("n") && field.getValue().isNumber()) {
                            inflated.put(field.getKey(), field.getValue().asDouble() * factor);
                        }
                    });
            result.put("inflationFactor", factor);
            result.set("inflated", inflated);
        }
        return result;
    }

    private double given(String option, @Nullable Double value) {
        if (value == null) {
            throw Problem.unusable("--design " + design + " needs " + option);
        }
        return value;
    }
}
