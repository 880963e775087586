package org.osteon.feeds;

import java.util.List;
import java.util.Optional;

/// What a message changes in one chart.
///
/// @param chart the patient's id
public record ChartEdit(String chart, List<Part> parts) {
    public ChartEdit {
        parts = List.copyOf(parts);
    }

    /// One resource.
    ///
    /// @param json the whole resource as it is to be; empty: it is taken out of this chart
    /// @param version that it was decided on, 0 for "not there"
    /// @param supersedes what it said before, where it is a correction; empty where it is none
    public record Part(
            String type, String id, Optional<String> json, long version, String supersedes) {
        /// Type and id.
        public String reference() {
            return type + "/" + id;
        }

        /// Whether it takes something back, or says otherwise what was said before.
        public boolean corrects() {
            return !supersedes.isEmpty();
        }
    }
}
