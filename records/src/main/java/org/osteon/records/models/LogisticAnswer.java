package org.osteon.records.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.regression.LogisticModel;
import org.osteon.report.ResultJson;

/// Logistic regression of who has had the event by a day.
final class LogisticAnswer {
    private LogisticAnswer() {}

    /// The column of who has had the event by a day.
    static String column(int day) {
        return "event_by_" + day;
    }

    static boolean[] yes(Table table, String column) {
        double[] values = table.numbers(column);
        boolean[] yes = new boolean[values.length];
        for (int i = 0; i < yes.length; i++) {
            yes[i] = values[i] == 1;
        }
        return yes;
    }

    static ModelAnswer of(ModelRows rows, ModelQuestion question) {
        String column = column(question.day());
        Terms terms = Terms.of(rows, List.of(column), question.covariates());
        boolean[] had = yes(terms.table(), column);
        LogisticModel.Fit fit = LogisticModel.fit(Times.design(terms, terms.table(), null), had);
        int events = (int) IntStream.range(0, had.length).filter(i -> had[i]).count();
        double z = Normal.critical(Times.CONFIDENCE);
        List<String> notes = new ArrayList<>(terms.notes());
        notes.addAll(Times.followed(rows.table().rows(), had.length, question.day()));
        notes.addAll(Times.few(Math.min(events, had.length - events), fit.coefNames().size() - 1));
        RScript script = new RScript(rows, terms, List.of(), List.of(column));
        script.line(
                        "fit <- glm("
                                + RScript.name(column)
                                + " ~ "
                                + script.formula()
                                + ", binomial, d, control = glm.control(1e-14))")
                .coefficients();
        return new ModelAnswer(
                "Logistic regression of " + rows.kind(1) + " by day " + question.day(),
                "Logistic regression, " + had.length + " people, " + events + " with the event",
                notes,
                List.of(
                        new ModelAnswer.Grid(
                                "Odds ratios with 95 % limits",
                                List.of("Covariate", "People", "Odds ratio", "p"),
                                terms.lines(
                                        fit.coefNames(),
                                        at ->
                                                List.of(
                                                        Figures.limits(
                                                                Math.exp(fit.coef()[at]),
                                                                Math.exp(
                                                                        fit.coef()[at]
                                                                                - z * fit.se()[at]),
                                                                Math.exp(
                                                                        fit.coef()[at]
                                                                                + z
                                                                                        * fit.se()[
                                                                                                at])),
                                                        Figures.p(fit.p()[at])),
                                        2))),
                Optional.empty(),
                ResultJson.tree(fit),
                rows.commands("logistic --data DATA --event " + column + terms.option()),
                script.text());
    }
}
