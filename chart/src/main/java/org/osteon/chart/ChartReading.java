package org.osteon.chart;

/// What came of reading a chart: the chart, or the reason why there is none.
public sealed interface ChartReading {

    /// The chart.
    record Read(Chart chart) implements ChartReading {}

    /// Not a chart of one patient.
    ///
    /// @param reason one line that names what is wrong and where
    record Unusable(String reason) implements ChartReading {}
}
