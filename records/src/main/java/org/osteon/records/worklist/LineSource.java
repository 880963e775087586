package org.osteon.records.worklist;

import java.util.List;
import java.util.Optional;
import org.osteon.workflow.desk.WorklistEntry;

/// Lines that change, for those who keep something that they make of all of them.
public interface LineSource {
    /// All lines, as they were at a mark.
    record Lines(long mark, List<WorklistEntry> entries) {}

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
