package org.osteon.records.feeds;

import java.time.Instant;
import java.util.List;

/// That a message was taken: by this it is known when it comes again.
///
/// @param hash of what it said, but for when it was sent
/// @param at when it was taken
/// @param event `ORU^R01`
/// @param charts what it changed
record Receipt(String hash, Instant at, String event, List<String> charts) {
    Receipt {
        charts = List.copyOf(charts);
    }
}
