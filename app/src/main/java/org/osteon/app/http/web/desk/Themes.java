package org.osteon.app.http.web.desk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.pathway.PageLayout;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.workflow.desk.ChartFact;
import org.osteon.workflow.desk.Gate;
import org.osteon.workflow.desk.ReleaseSheet;

/// What is known of a patient, by the pathway's themes: what was worked out, and the facts of the
/// chart that gates rest on, each once.
final class Themes {
    private Themes() {}

    /// A theme with what there is of it.
    record Theme(String id, String title, ReleaseSheet.Worked worked, List<ChartFact> facts) {}

    /// Those of which something is known; the last gathers what no theme names. One without a title
    /// names what stands elsewhere on the page.
    static List<Theme> of(Pathway pathway, PageLayout layout, ReleaseSheet sheet, Chart chart) {
        List<Theme> themes = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        Set<String> results = new HashSet<>();
        Set<String> criteria = new HashSet<>();
        for (PageLayout.Theme theme : layout.themes()) {
            themes.add(
                    new Theme(
                            theme.id(),
                            theme.title(),
                            ReleaseSheet.Worked.of(
                                    pathway, rules(pathway, theme.results()), sheet.values()),
                            facts(theme.criteria(), sheet, chart, shown)));
            results.addAll(theme.results());
            criteria.addAll(theme.criteria());
        }
        themes.add(
                new Theme(
                        "further",
                        layout.themes().isEmpty() ? "Worked out" : "Further",
                        ReleaseSheet.Worked.of(
                                pathway,
                                pathway.results().stream()
                                        .filter(rule -> !results.contains(rule.id()))
                                        .toList(),
                                sheet.values()),
                        facts(
                                sheet.gates().stream()
                                        .map(Gate::id)
                                        .filter(id -> !criteria.contains(id))
                                        .toList(),
                                sheet,
                                chart,
                                shown)));
        themes.removeIf(theme ->
                theme.title().isEmpty() || (theme.worked().isEmpty() && theme.facts().isEmpty()));
        return themes;
    }

    /// In the order of the theme.
    private static List<Rule> rules(Pathway pathway, List<String> results) {
        return results.stream()
                .flatMap(id -> pathway.results().stream().filter(rule -> rule.id().equals(id)))
                .toList();
    }

    private static List<ChartFact> facts(
            List<String> criteria, ReleaseSheet sheet, Chart chart, Set<String> shown) {
        return criteria.stream()
                .flatMap(id -> sheet.gates().stream().filter(gate -> gate.id().equals(id)))
                .flatMap(gate -> gate.data().stream())
                .filter(datum -> shown.add(datum.reference()))
                .map(datum -> ChartFact.of(datum, chart))
                .toList();
    }
}
