package org.osteon.app.http.web.outcomes;

import java.util.List;
import java.util.stream.Collectors;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.FollowedPeople;

/// All endpoints and measures of a pathway on two sheets of paper.
record OutcomeReport(
        String id,
        String title,
        String timeZero,
        String by,
        List<Rule> factors,
        List<OutcomePage> endpoints,
        List<MeasurePage> measures) {

    /// So many measures have a figure each; more would not go on two sheets.
    private static final int MOST_FIGURES = 2;

    /// The measures that are drawn: all that somebody reported, where they are few.
    List<MeasurePage> drawn() {
        List<MeasurePage> reported = reported();
        return reported.size() <= MOST_FIGURES ? reported : List.of();
    }

    /// The measures that are told in numbers, where they are many.
    List<MeasurePage> told() {
        List<MeasurePage> reported = reported();
        return reported.size() <= MOST_FIGURES ? List.of() : reported;
    }

    private List<MeasurePage> reported() {
        return measures.stream().filter(MeasurePage::isReported).toList();
    }

    /// What nobody reported, by name.
    String unreported() {
        return measures.stream()
                .filter(page -> !page.isReported())
                .map(MeasurePage::title)
                .collect(Collectors.joining(", "));
    }

    static OutcomeReport of(Cohort cohort, OutcomePage.Wanted wanted) {
        OutcomePage.Wanted plain = new OutcomePage.Wanted(wanted.by(), "", wanted.only());
        return new OutcomeReport(
                cohort.pathway().id(),
                cohort.pathway().title(),
                cohort.pathway().followUp().map(Rule::title).orElse(""),
                wanted.by(),
                cohort.pathway().factors(),
                cohort.pathway().endpoints().stream()
                        .map(rule -> new OutcomePage(FollowedPeople.of(cohort, rule.id()), plain))
                        .toList(),
                cohort.pathway().measures().stream()
                        .map(rule -> new MeasurePage(cohort, rule.id(), plain))
                        .toList());
    }
}
