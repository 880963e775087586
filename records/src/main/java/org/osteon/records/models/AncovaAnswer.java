package org.osteon.records.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.regression.Ancova;
import org.osteon.report.ResultJson;

/// Analysis of covariance of a measure at one visit.
public final class AncovaAnswer {
    private AncovaAnswer() {}

    static ModelAnswer of(ModelRows all, ModelQuestion question) {
        ModelRows rows = all.with("planned_day", String.valueOf(question.day()));
        List<String> needed = List.of("baseline", "value", question.by());
        Terms terms = Terms.of(rows, needed, question.covariates());
        Table table = terms.table();
        Groups groups = Measures.groups(rows, table, question.by());
        List<String> entering = new ArrayList<>(List.of("baseline"));
        entering.addAll(terms.terms());
        Ancova.Result fit =
                Ancova.fit(
                        table,
                        table.numbers("value"),
                        question.by(),
                        groups,
                        entering,
                        Times.CONFIDENCE);
        List<List<String>> means = new ArrayList<>();
        for (int g = 0; g < groups.count(); g++) {
            means.add(
                    List.of(
                            groups.labels().get(g),
                            String.valueOf(groups.sizes()[g]),
                            Figures.limits(
                                    fit.lsMeans().mean()[g],
                                    fit.lsMeans().lower()[g],
                                    fit.lsMeans().upper()[g])));
        }
        List<List<String>> effects = new ArrayList<>();
        for (int j = 1; j < fit.model().coef().length; j++) {
            effects.add(
                    List.of(
                            Measures.inWords(
                                    rows,
                                    terms,
                                    question.by(),
                                    groups,
                                    fit.model().coefNames().get(j)),
                            Figures.limits(
                                    fit.model().coef()[j],
                                    fit.model().ciLower()[j],
                                    fit.model().ciUpper()[j]),
                            Figures.p(fit.model().p()[j])));
        }
        RScript script =
                new RScript(rows, terms, List.of(), needed)
                        .category(question.by(), groups.labels());
        List<String> formula = new ArrayList<>(List.of(question.by(), "baseline"));
        formula.addAll(terms.covariates());
        script.line("fit <- lm(value ~ " + RScript.formula(formula) + ", d)").coefficients();
        return new ModelAnswer(
                "Analysis of covariance at day " + question.day(),
                "Linear model of the value at the visit on group, value before and covariates, "
                        + fit.model().n()
                        + " people; adjusted means at the mean value before, categories weighted"
                        + " equally",
                terms.notes(),
                List.of(
                        new ModelAnswer.Grid(
                                "Adjusted means with 95 % limits",
                                List.of(rows.title(question.by()), "People", "Mean"), means),
                        new ModelAnswer.Grid(
                                "Differences with 95 % limits",
                                List.of("Against " + groups.labels().getFirst(), "Difference", "p"),
                                effects)),
                Optional.empty(),
                json(fit, question.by()),
                rows.commands(
                        "ancova --data DATA --baseline baseline --follow-up value --by "
                                + question.by()
                                + terms.option()),
                script.text());
    }

    /// What the command prints.
    ///
    /// @param by the column of groups
    public static ObjectNode json(Ancova.Result fit, String by) {
        ObjectNode result = (ObjectNode) ResultJson.tree(fit.model());
        result.set("lsMeans", means(fit.lsMeans(), by));
        result.set("lsMeansProportional", means(fit.lsMeansProportional(), by));
        return result;
    }

    private static ObjectNode means(Ancova.Means means, String by) {
        ObjectNode tree = (ObjectNode) ResultJson.tree(means);
        ObjectNode named = ResultJson.object();
        named.set(by, tree.remove("groups"));
        named.setAll(tree);
        return named;
    }
}
