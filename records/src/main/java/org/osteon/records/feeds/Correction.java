package org.osteon.records.feeds;

import java.time.Instant;
import java.util.List;

/// What a correction of a result changed: decisions, doses and dates, now and on the days of doses
/// that were given on what it corrects.
///
/// @param at when it came
/// @param sender whose message it was
/// @param event `ORU^R01` with the control id
/// @param chart whose
/// @param superseded what no longer holds, in words
/// @param changes what pathways say otherwise; empty where they say the same
public record Correction(
        Instant at,
        String sender,
        String event,
        String chart,
        List<String> superseded,
        List<Change> changes) {
    public Correction {
        superseded = List.copyOf(superseded);
        changes = List.copyOf(changes);
    }

    /// What one pathway says otherwise.
    ///
    /// @param pathway its title
    /// @param day for which day
    /// @param given whether a dose was given on that day
    /// @param before the decision before, in words
    /// @param after the decision now
    /// @param lines findings, amounts and dates that changed, a line each
    public record Change(
            String pathway,
            String day,
            boolean given,
            String before,
            String after,
            List<String> lines) {
        public Change {
            lines = List.copyOf(lines);
        }
    }

    /// Whether a dose was given on what no longer holds, and would be judged otherwise.
    public boolean concernsADoseGiven() {
        return changes.stream().anyMatch(Change::given);
    }
}
