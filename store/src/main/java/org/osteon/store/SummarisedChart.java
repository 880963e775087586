package org.osteon.store;

import java.util.Optional;

/// A chart and what is kept of it for a list.
///
/// @param id the chart's id
/// @param revision its revision now
/// @param summary what is kept; empty where nothing is
public record SummarisedChart(String id, long revision, Optional<ChartSummary> summary) {}
