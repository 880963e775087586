package org.osteon.store;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What a batch did to a chart.
///
/// @param chart the chart's (the patient's) id
/// @param sequence the number of its audit entry; empty where nothing changed
/// @param recorded the instant that the new versions bear
/// @param outcomes one per change, in the order of the batch
public record ImportReceipt(
        String chart, OptionalLong sequence, Instant recorded, List<Outcome> outcomes) {
    public ImportReceipt {
        outcomes = List.copyOf(outcomes);
    }

    /// How many changes had this effect.
    public int count(Effect effect) {
        int count = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.effect() == effect) {
                count++;
            }
        }
        return count;
    }

    /// What one change did.
    ///
    /// @param version the resource's version now; 0 where it was never there
    public record Outcome(ResourceId resource, Effect effect, long version) {}

    /// What a change can do.
    public enum Effect {
        CREATED,
        UPDATED,
        DELETED,
        UNCHANGED
    }
}
