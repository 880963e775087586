package org.osteon.app.http.web.site;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.records.cards.CardAnswer;
import org.osteon.records.cards.RuleFigures;

/// How often each rule stood on a card of CDS Hooks, and what became of it.
///
/// @param since the first day that is counted, in words
/// @param days how many days are counted
/// @param lines the most often overridden first
/// @param unknown answers to cards that are not known here any more
/// @param names whether it says who overrode
record OverridesPage(String since, int days, List<Line> lines, long unknown, boolean names) {

    /// A rule.
    ///
    /// @param title when it is raised, in words
    /// @param figures how often and why
    /// @param comments what people wrote, the latest first
    record Line(String pathwayTitle, String title, RuleFigures figures, List<String> comments) {
        String href() {
            return "/rules/" + figures.pathway() + "/" + figures.rule();
        }

        String reasons() {
            return counted(figures.reasons());
        }

        /// Who, by name; how many where names are nobody's business.
        String people(boolean names) {
            List<Map.Entry<String, Long>> people = figures.people();
            return names
                    ? counted(people)
                    : people.isEmpty()
                            ? ""
                            : people.size() + (people.size() == 1 ? " person" : " people");
        }

        private static String counted(List<Map.Entry<String, Long>> counts) {
            return counts.stream()
                    .map(one -> one.getKey() + (one.getValue() > 1 ? " ×" + one.getValue() : ""))
                    .collect(Collectors.joining(", "));
        }
    }

    static List<String> comments(RuleFigures figures, int most) {
        return figures.answers().stream()
                .filter(one -> !one.accepted())
                .map(CardAnswer::comment)
                .filter(comment -> !comment.isBlank())
                .distinct()
                .limit(most)
                .toList();
    }
}
