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
