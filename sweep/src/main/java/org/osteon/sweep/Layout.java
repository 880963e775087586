package org.osteon.sweep;

/// How the charts lie.
enum Layout {
    /// A chart in each line, file or row: nothing has to be brought together.
    CHARTS,
    /// A resource in each line, as Bulk Data exports them: joined by patient.
    BULK
}
