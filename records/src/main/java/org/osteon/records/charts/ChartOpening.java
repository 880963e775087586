package org.osteon.records.charts;

import java.util.Optional;
import org.osteon.chart.Chart;

/// What came of opening a stored chart. Each door says it in its own words; none may leave a list
/// of charts undone because of one of them.
public sealed interface ChartOpening {
    /// It is there and was read.
    ///
    /// @param revision the store's count of changes to this chart
    record Opened(Chart chart, long revision) implements ChartOpening {}

    /// The store has no such chart, or had none at the time that was asked for.
    record Missing(String id) implements ChartOpening {}

    /// It is there, and is no chart as it stands.
    ///
    /// @param reason what is wrong, in words that fit after a colon
    record Unreadable(String id, long revision, String reason) implements ChartOpening {}

    /// The chart where it was read.
    default Optional<Chart> opened() {
        return switch (this) {
            case Opened(Chart chart, _) -> Optional.of(chart);
            case Missing _, Unreadable _ -> Optional.empty();
        };
    }
}
