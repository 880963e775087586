package org.osteon.store;

import java.util.List;

/// The charts that changed within a stretch of the store's history, each once.
///
/// @param charts in the order of their last change
/// @param mark where the next stretch begins
public record ChartChanges(List<Changed> charts, long mark) {
    public ChartChanges {
        charts = List.copyOf(charts);
    }

    /// A chart that changed.
    ///
    /// @param id the chart's id
    /// @param revision its revision now
    public record Changed(String id, long revision) {}
}
