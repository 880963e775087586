package org.osteon.records.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.report.ResultJson;

/// Gray's test of every kind of event in a cohort.
public final class GrayAnswer {
    private GrayAnswer() {}

    static ModelAnswer of(ModelRows rows, ModelQuestion question) {
        if (question.covariates().size() > 1) {
            throw new UnusableInputException(
                    "Gray's test takes one factor as strata: tick one, or none");
        }
        List<String> needed = new ArrayList<>(Times.COLUMNS);
        needed.add(question.by());
        Terms terms = Terms.of(rows, needed, question.covariates());
        Groups groups = terms.table().groups(question.by());
        String strata = terms.isEmpty() ? "" : terms.covariates().getFirst();
        EventTimes times = Times.of(terms.table());
        List<GrayStatistic.Result> tests =
                tests(
                        times,
                        groups,
                        strata.isEmpty()
                                ? Groups.single(groups.rows())
                                : terms.table().groups(strata),
                        0);
        List<List<String>> lines = new ArrayList<>();
        for (GrayStatistic.Result test : tests) {
            lines.add(
                    List.of(
                            rows.kind(Integer.parseInt(test.cause())),
                            Double.isNaN(test.chisq())
                                    ? "nothing to compare"
                                    : Figures.number(test.chisq()),
                            String.valueOf(test.df()),
                            Figures.p(test.p())));
        }
        String test =
                "print(cuminc(d$days, d$event, d[["
                        + Quoted.r(question.by())
                        + "]]"
                        + (strata.isEmpty() ? "" : ", d[[" + Quoted.r(strata) + "]]")
                        + ")$Tests, digits = 12)";
        return new ModelAnswer(
                "Gray's test by " + rows.title(question.by()),
                "Gray's test"
                        + (strata.isEmpty() ? "" : " within strata of " + rows.title(strata))
                        + ", "
                        + groups.rows()
                        + " people in "
                        + groups.count()
                        + " groups",
                terms.notes(),
                List.of(
                        new ModelAnswer.Grid(
                                "Whether the incidences differ",
                                List.of("Event", "χ²", "Degrees of freedom", "p"),
                                lines)),
                Optional.empty(),
                json(tests, 0),
                rows.commands(
                        "gray --data DATA --time days --event event --by "
                                + question.by()
                                + (strata.isEmpty() ? "" : " --strata " + strata)),
                new RScript(rows, terms, List.of("cmprsk"), needed).line(test).text());
    }

    /// The test of every kind of event.
    public static List<GrayStatistic.Result> tests(
            EventTimes times, Groups groups, Groups strata, double rho) {
        List<GrayStatistic.Result> tests = new ArrayList<>();
        for (int cause = 1; cause <= times.kinds(); cause++) {
            tests.add(GrayStatistic.test(times, cause, groups, strata, rho));
        }
        return tests;
    }

    /// What the command prints.
    public static JsonNode json(List<GrayStatistic.Result> tests, double rho) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("gray", tests);
        result.put("rho", rho);
        return ResultJson.tree(result);
    }
}
