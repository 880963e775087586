package org.osteon.records.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.outcome.competing.FineGray;
import org.osteon.report.ResultJson;

/// Fine-Gray regression of a cohort.
final class FineGrayAnswer {
    private FineGrayAnswer() {}

    static ModelAnswer of(ModelRows rows, ModelQuestion question) {
        Terms terms = Terms.of(rows, Times.COLUMNS, question.covariates());
        int cause = question.cause();
        FineGray.Fit fit =
                FineGray.fit(
                        Times.of(terms.table()),
                        cause,
                        Times.design(terms, terms.table(), null),
                        Times.CONFIDENCE);
        List<String> notes = new ArrayList<>(terms.notes());
        List<String> others = new ArrayList<>(rows.kinds());
        others.remove(cause - 1);
        notes.add("Competing: " + String.join(", ", others) + ".");
        notes.addAll(Times.few(fit.events(), fit.coefNames().size()));
        RScript script = new RScript(rows, terms, List.of("cmprsk"), Times.COLUMNS);
        script.line("x <- model.matrix(~ " + script.formula() + ", d)[, -1, drop = FALSE]")
                .line("fit <- crr(d$days, d$event, x, failcode = " + cause + ")")
                .line("print(cbind(coef = fit$coef, se = sqrt(diag(fit$var))), digits = 12)");
        return new ModelAnswer(
                "Fine–Gray regression of " + rows.kind(cause),
                "Fine–Gray regression, ties by Breslow, errors that count the censoring weights as"
                        + " estimated; "
                        + fit.n()
                        + " people, "
                        + fit.events()
                        + " events",
                notes,
                List.of(
                        new ModelAnswer.Grid(
                                "Subdistribution hazard ratios with 95 % limits",
                                List.of("Covariate", "People", "Ratio", "p"),
                                terms.lines(
                                        fit.coefNames(),
                                        at ->
                                                List.of(
                                                        Figures.limits(
                                                                fit.shr()[at],
                                                                fit.ciLower()[at],
                                                                fit.ciUpper()[at]),
                                                        Figures.p(fit.p()[at])),
                                        2))),
                Optional.empty(),
                ResultJson.model(fit),
                rows.commands(
                        "finegray --data DATA --time days --event event --cause "
                                + cause
                                + terms.option()),
                script.text());
    }
}
