package org.osteon.records.worklist;

import java.util.List;
import java.util.Optional;
import org.osteon.workflow.desk.WorklistEntry;

/// Lines that change, for those who keep something that they make of all of them.
public interface LineSource {
    /// All lines, as they were at a mark, chart by chart.
    record Lines(long mark, List<OfChart> charts) {
        /// The same, without the charts.
        public List<WorklistEntry> entries() {
            return charts.stream().flatMap(chart -> chart.entries().stream()).toList();
        }
    }

    /// The lines of a chart.
    ///
    /// @param pairs of letters that are in what its lines are found by
    record OfChart(String chart, LetterPairs pairs, List<WorklistEntry> entries) {
        /// The lines of a chart.
        public static OfChart of(String chart, List<WorklistEntry> entries) {
            return new OfChart(
                    chart,
                    LetterPairs.of(entries.stream().map(WorklistEntry::search).distinct().toList()),
                    entries);
        }
    }

    /// A chart's lines became others.
    record Replacement(List<WorklistEntry> before, List<WorklistEntry> now) {}

    /// What was replaced since a mark, oldest first.
    ///
    /// @param replaced empty where it is too much, or too long ago: then all is to be read anew
    record Replaced(long mark, Optional<List<Replacement>> replaced) {}

    /// All lines, chart by chart.
    Lines lines();

    /// What was replaced since a mark; one below zero is before all.
    Replaced since(long mark);
}
