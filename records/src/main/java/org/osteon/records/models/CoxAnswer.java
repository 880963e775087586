package org.osteon.records.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.outcome.cox.CoxModel;
import org.osteon.outcome.cox.Proportionality;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.report.ResultJson;

/// Cox regression of a cohort: cause-specific where other events compete.
public final class CoxAnswer {
    private static final double NOT_PROPORTIONAL = 0.05;

    private CoxAnswer() {}

    static ModelAnswer of(ModelRows rows, ModelQuestion question) {
        Terms terms = Terms.of(rows, Times.COLUMNS, question.covariates());
        boolean competing = rows.kinds().size() > 1;
        EventTimes all = Times.of(terms.table());
        EventTimes times = competing ? all.onlyEvent(question.cause()) : all;
        CoxModel model =
                CoxModel.fit(
                        CoxModel.Specification.plain(
                                times, Times.design(terms, terms.table(), null)));
        CoxModel.Coefficients fit = model.coefficients();
        Proportionality test = model.proportionality(Proportionality.Transform.KAPLAN_MEIER);
        List<String> notes = new ArrayList<>(terms.notes());
        notes.add(
                "Proportional hazards, all covariates together: p "
                        + Figures.p(test.p()[test.p().length - 1])
                        + (test.p()[test.p().length - 1] < NOT_PROPORTIONAL
                                ? ". The ratio changes over time: one number does not tell it."
                                : "."));
        if (competing) {
            notes.add(
                    "Other events end the follow-up here: this is the rate among those still at"
                            + " risk, not how many come to have it. Fine–Gray regression answers"
                            + " that.");
        }
        notes.addAll(Times.few(fit.events(), fit.coefNames().size()));
        return new ModelAnswer(
                "Cox regression of " + rows.kind(question.cause()),
                "Cox regression, ties by Efron, "
                        + fit.n()
                        + " people, "
                        + fit.events()
                        + " events, concordance "
                        + Figures.number(fit.concordance()),
                notes,
                List.of(
                        new ModelAnswer.Grid(
                                "Hazard ratios with 95 % limits",
                                List.of(
                                        "Covariate",
                                        "People",
                                        "Hazard ratio",
                                        "p",
                                        "p of proportionality"),
                                terms.lines(
                                        fit.coefNames(),
                                        at ->
                                                List.of(
                                                        Figures.limits(
                                                                fit.hr()[at],
                                                                fit.ciLower()[at],
                                                                fit.ciUpper()[at]),
                                                        Figures.p(fit.p()[at]),
                                                        Figures.p(test.p()[at])),
                                        3))),
                Optional.empty(),
                json(model, true),
                rows.commands(
                        "cox --data DATA --time days --event event"
                                + (competing ? " --cause " + question.cause() : "")
                                + terms.option()),
                script(rows, terms, competing ? "event == " + question.cause() : "event > 0"));
    }

    private static String script(ModelRows rows, Terms terms, String event) {
        RScript script = new RScript(rows, terms, List.of("survival"), Times.COLUMNS);
        return script.line("fit <- coxph(Surv(days, " + event + ") ~ " + script.formula() + ", d)")
                .coefficients()
                .text();
    }

    /// What the command prints of a model.
    ///
    /// @param tested whether hazards are tested for proportionality
    public static ObjectNode json(CoxModel model, boolean tested) {
        ObjectNode result = ResultJson.model(model.coefficients());
        if (tested) {
            result.set(
                    "zphKm",
                    ResultJson.tree(model.proportionality(Proportionality.Transform.KAPLAN_MEIER)));
            result.set(
                    "zphIdentity",
                    ResultJson.tree(model.proportionality(Proportionality.Transform.IDENTITY)));
        }
        return result;
    }
}
