package org.osteon.store;

import java.time.Instant;

/// A line of the list of charts.
///
/// @param id the chart's id: the patient's
/// @param resources how many resources it has now
/// @param firstRecorded when it first came in
/// @param lastRecorded when it last changed
/// @param revision the audit sequence of its last change
public record ChartListing(
        String id, long resources, Instant firstRecorded, Instant lastRecorded, long revision) {}
