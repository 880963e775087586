package org.osteon.records.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.propensity.DoublyRobust;
import org.osteon.outcome.propensity.PropensityScore;
import org.osteon.report.ResultJson;

/// The propensity score of two treatments in a cohort: how alike their people are, before and after
/// weighting, and the doubly robust difference of the risks by a day.
final class PropensityAnswer {
    /// Larger standardised differences are flagged (outcomes: Austin, Stat Med 2009;28:3083).
    private static final double ALIKE = 0.1;

    private static final List<String> KINDS = List.of("ATE", "stabilised", "ATT", "overlap");

    private PropensityAnswer() {}

    static ModelAnswer of(ModelRows all, ModelQuestion question) {
        String by = question.by();
        List<String> labels = labels(all, by);
        String control = question.control().isEmpty() ? labels.getFirst() : question.control();
        String treated =
                question.treated().isEmpty()
                        ? labels.stream()
                                .filter(one -> !one.equals(control))
                                .findFirst()
                                .orElseThrow()
                        : question.treated();
        if (treated.equals(control) || !labels.containsAll(List.of(treated, control))) {
            throw new UnusableInputException(
                    "two different treatments are compared, of "
                            + String.join(", ", labels)
                            + ": choose one and another");
        }
        ModelRows rows = all;
        for (String label : labels) {
            if (!label.equals(treated) && !label.equals(control)) {
                rows = rows.without(by, label);
            }
        }
        String column = LogisticAnswer.column(question.day());
        Terms terms = Terms.of(rows, List.of(by, column), question.covariates());
        Groups groups = terms.table().groups(by);
        boolean[] isTreated = new boolean[groups.rows()];
        for (int i = 0; i < isTreated.length; i++) {
            isTreated[i] = groups.labels().get(groups.index()[i]).equals(treated);
        }
        int count = (int) IntStream.range(0, isTreated.length).filter(i -> isTreated[i]).count();
        if (count == 0 || count == isTreated.length) {
            throw new UnusableInputException(
                    "of those whose state on day "
                            + question.day()
                            + " is known, nobody had "
                            + (count == 0 ? treated : control)
                            + ": choose an earlier day, or fewer covariates");
        }
        DesignMatrix x = Times.design(terms, terms.table(), control);
        PropensityScore.Result score = PropensityScore.estimate(x, isTreated);
        DoublyRobust.Result effect =
                DoublyRobust.estimate(x, x, isTreated, LogisticAnswer.yes(terms.table(), column));
        ObjectNode result = (ObjectNode) ResultJson.tree(score);
        result.set("doublyRobust", ResultJson.tree(effect));
        List<String> notes = new ArrayList<>(terms.notes());
        notes.add(
                "It balances what is ticked, and nothing else: what was not recorded and led to the"
                        + " choice of treatment stays between the groups.");
        notes.addAll(Times.followed(rows.table().rows(), isTreated.length, question.day()));
        List<String> unlike = new ArrayList<>();
        score.smdATE()
                .forEach((name, value) -> {
                    if (Math.abs(value) > ALIKE) {
                        unlike.add(terms.inWords(name));
                    }
                });
        if (!unlike.isEmpty()) {
            notes.add(
                    "Still apart by more than "
                            + ALIKE
                            + " after weighting: "
                            + String.join(", ", unlike)
                            + ".");
        }
        return new ModelAnswer(
                "Propensity of " + treated + " against " + control,
                "Propensity score by logistic regression, "
                        + count
                        + " "
                        + treated
                        + ", "
                        + (isTreated.length - count)
                        + " "
                        + control
                        + "; discrimination (c) "
                        + Figures.number(score.cStatistic()),
                notes,
                List.of(
                        risks(effect, treated, control, question.day()),
                        balance(score, terms, x.names()),
                        sizes(score, treated, control)),
                Optional.empty(),
                result,
                rows.commands(
                        "propensity --data DATA --treatment "
                                + by
                                + " --reference "
                                + Quoted.shell(control)
                                + terms.option()
                                + " --outcome "
                                + column),
                script(rows, terms, by, treated, column));
    }

    private static List<String> labels(ModelRows rows, String by) {
        List<String> labels =
                rows.table().rows() == 0
                        ? List.of()
                        : rows.table().complete(List.of(by)).groups(by).labels();
        if (labels.size() < 2) {
            throw new UnusableInputException(
                    rows.title(by)
                            + " has "
                            + (labels.isEmpty()
                                    ? "no value"
                                    : "only the value " + labels.getFirst())
                            + " among those counted: two treatments are compared");
        }
        return labels;
    }

    private static ModelAnswer.Grid risks(
            DoublyRobust.Result effect, String treated, String control, int day) {
        double reach = Normal.critical(Times.CONFIDENCE) * effect.se();
        return new ModelAnswer.Grid(
                "Event by day " + day + ", had everybody been given one or the other",
                List.of("Treatment", "Risk"),
                List.of(
                        List.of(treated, Figures.percent(effect.risk1())),
                        List.of(control, Figures.percent(effect.risk0())),
                        List.of(
                                "Difference (doubly robust)",
                                Figures.percent(effect.diff())
                                        + " ("
                                        + Figures.percent(effect.diff() - reach)
                                        + " to "
                                        + Figures.percent(effect.diff() + reach)
                                        + ")")));
    }

    private static ModelAnswer.Grid balance(
            PropensityScore.Result score, Terms terms, List<String> names) {
        return new ModelAnswer.Grid(
                "Standardised differences between the groups",
                List.of(
                        "Covariate",
                        "People",
                        "As they are",
                        "Weighted for all",
                        "For the treated",
                        "For the overlap"),
                terms.lines(
                        names,
                        at ->
                                List.of(
                                        number(score.smdUnweighted(), names.get(at)),
                                        number(score.smdATE(), names.get(at)),
                                        number(score.smdATT(), names.get(at)),
                                        number(score.smdOverlap(), names.get(at))),
                        4));
    }

    private static ModelAnswer.Grid sizes(
            PropensityScore.Result score, String treated, String control) {
        return new ModelAnswer.Grid(
                "Effective number of people after weighting",
                List.of("Weights", treated, control),
                KINDS.stream()
                        .map(kind ->
                                List.of(
                                        switch (kind) {
                                            case "ATE" -> "for all";
                                            case "ATT" -> "for the treated";
                                            case "overlap" -> "for the overlap";
                                            default -> "for all, stabilised";
                                        },
                                        number(score.essTreated(), kind),
                                        number(score.essControl(), kind)))
                        .toList());
    }

    private static String number(Map<String, Double> values, String name) {
        return Figures.plain(values.getOrDefault(name, Double.NaN));
    }

    private static String script(
            ModelRows rows, Terms terms, String by, String treated, String column) {
        RScript script = new RScript(rows, terms, List.of(), List.of(by, column));
        String y = "d[[" + Quoted.r(column) + "]]";
        return script.line(
                        "treated <- as.integer(d[["
                                + Quoted.r(by)
                                + "]] == "
                                + Quoted.r(treated)
                                + ")")
                .line("exact <- glm.control(1e-14)")
                .line(
                        "e <- fitted(glm(treated ~ "
                                + script.formula()
                                + ", binomial, d, control = exact))")
                .line(
                        "of <- function(arm) predict(glm("
                                + RScript.name(column)
                                + " ~ "
                                + script.formula()
                                + ", binomial, d[treated == arm, ], control = exact), d, type ="
                                + " \"response\")")
                .line("m1 <- of(1)")
                .line("m0 <- of(0)")
                .line("a1 <- m1 + treated * (" + y + " - m1) / e")
                .line("a0 <- m0 + (1 - treated) * (" + y + " - m0) / (1 - e)")
                .line("a <- a1 - a0")
                .line(
                        "print(cbind(diff = mean(a), se = sqrt(sum((a - mean(a))^2)) / length(a)),"
                                + " digits = 12)")
                .text();
    }
}
