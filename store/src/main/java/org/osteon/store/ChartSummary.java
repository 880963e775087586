package org.osteon.store;

/// Something derived from a chart and kept for lists (the last assessment …): not audited, and
/// worth no more than the chart it came from.
///
/// @param chart the chart's id
/// @param key what it is, a word of the caller's
/// @param json the value
/// @param revision the chart's revision that it was made from
/// @param chartRevision the chart's revision now
public record ChartSummary(
        String chart, String key, String json, long revision, long chartRevision) {
    /// Whether the chart has changed since.
    public boolean stale() {
        return revision != chartRevision;
    }
}
