package org.osteon.workflow.desk;

import java.util.List;
import java.util.stream.Stream;
import org.osteon.chart.ResourceText;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.reading.ReadChart;

/// What of a chart was not understood, is known by its words only, was translated or set aside, and
/// what the rules looked for (X2).
///
/// @param notUnderstood what no rule could place
/// @param inWords what words alone suggest, to be confirmed
/// @param setAside what the rules do not see
/// @param mapped what the site's maps translated
/// @param found facts that the rules looked for and the chart has
/// @param absent facts that they looked for in vain
public record WhatWasRead(
        List<Line> notUnderstood,
        List<Line> inWords,
        List<Line> setAside,
        List<Line> mapped,
        List<String> found,
        List<String> absent) {

    /// More than this is folded away.
    private static final int SHOWN = 4;

    /// A piece of the chart, and what is said of it.
    public record Line(String text, String said) {}

    public static WhatWasRead of(ReadChart reading, Assessment assessment) {
        return new WhatWasRead(
                reading.notUnderstood().stream()
                        .map(one -> new Line(one.text(), one.why()))
                        .distinct()
                        .toList(),
                reading.foundInWords().stream()
                        .map(one -> new Line(one.text(), one.fact()))
                        .distinct()
                        .toList(),
                reading.setAside().stream()
                        .map(one -> new Line(ResourceText.of(one.resource()), one.why()))
                        .toList(),
                reading.mapped().stream()
                        .map(one -> new Line(one.from(), one.to() + " (" + one.by() + ")"))
                        .distinct()
                        .toList(),
                facts(assessment, true),
                facts(assessment, false));
    }

    private static List<String> facts(Assessment assessment, boolean found) {
        return assessment.lookedFor().stream()
                .filter(one -> one.found() == found)
                .map(Assessment.LookedFor::fact)
                .toList();
    }

    /// The parts that have anything to say, the most pressing first.
    public List<Part> parts() {
        return Stream.of(
                        new Part("Not understood", notUnderstood),
                        new Part("In words only, to be confirmed", inWords),
                        new Part("Set aside", setAside),
                        new Part("Translated by the site's maps", mapped))
                .filter(part -> !part.lines().isEmpty())
                .toList();
    }

    /// Lines under one heading.
    public record Part(String title, List<Line> lines) {
        /// The first of them.
        public List<Line> shown() {
            return lines.subList(0, Math.min(SHOWN, lines.size()));
        }

        /// The rest, folded away.
        public List<Line> folded() {
            return lines.subList(shown().size(), lines.size());
        }
    }
}
