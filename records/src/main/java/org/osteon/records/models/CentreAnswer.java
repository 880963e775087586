package org.osteon.records.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.regression.CentrePrediction;
import org.osteon.outcome.regression.CentreReport;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.report.FunnelFigure;
import org.osteon.report.ResultJson;

/// Centres of a cohort: observed against expected events by a day.
public final class CentreAnswer {
    /// Centres with fewer people are not shown to the public (outcomes, 16: setting).
    private static final int FEW = 10;

    private CentreAnswer() {}

    static ModelAnswer of(ModelRows rows, ModelQuestion question) {
        List<String> needed = new ArrayList<>(Times.COLUMNS);
        needed.add(question.by());
        Terms terms = Terms.of(rows, needed, question.covariates());
        Groups centres = terms.table().groups(question.by());
        if (centres.count() < 2) {
            throw new UnusableInputException(
                    rows.title(question.by())
                            + " is "
                            + centres.labels().getFirst()
                            + " in everybody counted: a centre is compared with others");
        }
        EventTimes times = Times.of(terms.table());
        DesignMatrix x = DesignMatrix.of(terms.table(), terms.terms(), null);
        CentreReport.Result report =
                CentreReport.compare(
                        times, question.cause(), centres, x, question.day(), Times.CONFIDENCE);
        Optional<CentrePrediction.Result> prediction =
                rows.kinds().size() > 1
                        ? Optional.empty()
                        : Optional.of(
                                CentrePrediction.predict(
                                        times,
                                        centres,
                                        x,
                                        question.day(),
                                        Times.CONFIDENCE,
                                        CentrePrediction.SEED,
                                        CentrePrediction.REPLICATES));
        List<List<String>> lines = new ArrayList<>();
        List<FunnelFigure.Centre> points = new ArrayList<>();
        boolean few = false;
        for (int i = 0; i < report.centre().size(); i++) {
            few |= report.n()[i] < FEW;
            lines.add(
                    List.of(
                            report.centre().get(i) + (report.n()[i] < FEW ? " *" : ""),
                            String.valueOf(report.n()[i]),
                            String.valueOf(report.observed()[i]),
                            Figures.number(report.expected()[i]),
                            Figures.limits(report.ratio()[i], report.lower()[i], report.upper()[i]),
                            inWords(report.position(i))));
            points.add(
                    new FunnelFigure.Centre(
                            report.centre().get(i),
                            report.n()[i],
                            report.observed()[i],
                            report.expected()[i],
                            report.ratio()[i],
                            report.lower()[i],
                            report.upper()[i]));
        }
        List<String> notes = new ArrayList<>(terms.notes());
        notes.add(
                terms.isEmpty()
                        ? "Expected without regard to who the patients are: tick what they differ"
                                + " in."
                        : "Expected from a model without the centre: "
                                + terms.covariates().stream()
                                        .map(rows::title)
                                        .collect(java.util.stream.Collectors.joining(", "))
                                + ". What is not in it counts as the centre's.");
        notes.addAll(
                Times.followed(
                        terms.table().rows(),
                        terms.table().rows() - report.excluded(),
                        question.day()));
        if (prediction.isPresent()) {
            notes.add(
                    "The prediction range (Logan, Nelson and Klein 2008): pseudo-values, so that who"
                            + " is censored before the day counts, too; residuals drawn "
                            + CentrePrediction.REPLICATES
                            + " times from seed "
                            + CentrePrediction.SEED
                            + ".");
        }
        if (few) {
            notes.add("* Fewer than " + FEW + " people: not for the public.");
        }
        return new ModelAnswer(
                "Centres: " + rows.kind(question.cause()) + " by day " + question.day(),
                "Observed over expected with exact Poisson limits; expected by logistic regression"
                        + " without the centre; funnel of 95 and 99.8 %",
                notes,
                Stream.concat(
                                Stream.of(
                                        new ModelAnswer.Grid(
                                                "Each centre, in the order of their names",
                                                List.of(
                                                        rows.title(question.by()),
                                                        "People",
                                                        "Observed",
                                                        "Expected",
                                                        "Observed over expected (95 %)",
                                                        "In the funnel"),
                                                lines)),
                                prediction.map(one -> grid(one, rows, question)).stream())
                        .toList(),
                Optional.of(
                        new FunnelFigure(
                                rows.kind(question.cause()) + " by day " + question.day(), points)),
                json(report, prediction),
                rows.commands(
                        "centres --data DATA --time days --event event --by "
                                + question.by()
                                + " --cause "
                                + question.cause()
                                + " --at "
                                + question.day()
                                + terms.option()
                                + (prediction.isPresent() ? " --prediction" : "")),
                script(rows, terms, question, needed));
    }

    private static ModelAnswer.Grid grid(
            CentrePrediction.Result prediction, ModelRows rows, ModelQuestion question) {
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < prediction.centre().size(); i++) {
            int n = prediction.n()[i];
            lines.add(
                    List.of(
                            prediction.centre().get(i) + (n < FEW ? " *" : ""),
                            String.valueOf(n),
                            Figures.number(100 * prediction.observed()[i]),
                            Figures.number(100 * prediction.expected()[i]),
                            Figures.number(100 * Math.max(0, prediction.lower()[i]))
                                    + " to "
                                    + Figures.number(100 * Math.min(1, prediction.upper()[i])),
                            prediction.position(i)));
        }
        return new ModelAnswer.Grid(
                "Without the event by day " + question.day() + ", in percent",
                List.of(
                        rows.title(question.by()),
                        "People",
                        "Observed (Kaplan and Meier)",
                        "Expected",
                        "Prediction range (95 %)",
                        "In the range"),
                lines);
    }

    private static ObjectNode json(
            CentreReport.Result report, Optional<CentrePrediction.Result> prediction) {
        ObjectNode result = json(report);
        prediction.ifPresent(one -> result.set("prediction", json(one)));
        return result;
    }

    /// What the command prints of a prediction.
    public static ObjectNode json(CentrePrediction.Result prediction) {
        ObjectNode result = (ObjectNode) ResultJson.tree(prediction);
        result.set("centre", ResultJson.labels(prediction.centre()));
        return result;
    }

    private static String inWords(String position) {
        return switch (position) {
            case "above" -> "above 99.8 %";
            case "below" -> "below 99.8 %";
            case "high" -> "above 95 %";
            case "low" -> "below 95 %";
            default -> "within";
        };
    }

    private static String script(
            ModelRows rows, Terms terms, ModelQuestion question, List<String> needed) {
        RScript script = new RScript(rows, terms, List.of(), needed);
        int day = question.day();
        return script.line("d <- d[d$event != 0 | d$days >= " + day + ", ]")
                .line(
                        "d$had <- as.integer(d$event == "
                                + question.cause()
                                + " & d$days <= "
                                + day
                                + ")")
                .line(
                        "d$expected <- fitted(glm(had ~ "
                                + script.formula()
                                + ", binomial, d, control = glm.control(1e-14)))")
                .line(
                        "s <- aggregate(cbind(had, expected) ~ "
                                + RScript.name(question.by())
                                + ", d, sum)")
                .line("s$ratio <- s$had / s$expected")
                .line("s$lower <- qchisq(0.025, 2 * s$had) / 2 / s$expected")
                .line("s$upper <- qchisq(0.975, 2 * s$had + 2) / 2 / s$expected")
                .line("print(s, digits = 12)")
                .text();
    }

    /// What the command prints.
    public static ObjectNode json(CentreReport.Result report) {
        ObjectNode result = (ObjectNode) ResultJson.tree(report);
        result.set("centre", ResultJson.labels(report.centre()));
        return result;
    }
}
