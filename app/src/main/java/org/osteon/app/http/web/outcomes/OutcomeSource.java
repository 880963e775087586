package org.osteon.app.http.web.outcomes;

import java.util.List;
import java.util.Map;
import org.osteon.pathway.PublishedFact;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.workflow.desk.Citation;

/// Where a page of outcomes stands: its path, what it belongs to, and the fields its form keeps.
///
/// @param path of the page, without a query
/// @param title what it belongs to: the pathway or the table
/// @param timeZero what time is counted from, in words
/// @param source section and source behind the endpoint
/// @param freeze the day of the data freeze, to be chosen; empty for a table
/// @param keep hidden fields of the form
/// @param published what is published about it
record OutcomeSource(
        String path,
        String title,
        String timeZero,
        Citation source,
        String freeze,
        List<Map.Entry<String, String>> keep,
        List<PublishedFact> published) {

    static OutcomeSource of(Cohort cohort, String endpoint) {
        return of(cohort, "endpoints", cohort.endpoint(endpoint));
    }

    static OutcomeSource ofMeasure(Cohort cohort, String measure) {
        return of(cohort, "measures", cohort.measure(measure));
    }

    private static OutcomeSource of(Cohort cohort, String group, Rule rule) {
        return new OutcomeSource(
                "/outcomes/" + cohort.pathway().id() + "/" + group + "/" + rule.id(),
                cohort.pathway().title(),
                cohort.pathway().followUp().map(Rule::title).orElse(""),
                Citation.of(cohort.pathway(), rule.source()),
                cohort.freeze().toString(),
                List.of(),
                cohort.pathway().published(rule, cohort.freeze()));
    }

    /// The query that keeps what the form keeps, to follow another one.
    String kept() {
        StringBuilder query = new StringBuilder();
        if (!freeze.isEmpty()) {
            query.append("&freeze=").append(freeze);
        }
        keep.forEach(field ->
                query.append('&')
                        .append(field.getKey())
                        .append('=')
                        .append(
                                java.net.URLEncoder.encode(
                                        field.getValue(),
                                        java.nio.charset.StandardCharsets.UTF_8)));
        return query.toString();
    }
}
