package org.osteon.records.feeds;

import java.time.Instant;
import java.util.List;

/// A message of which nothing was taken, kept for a person to look at.
///
/// @param id of its bytes
/// @param at when it came, last
/// @param times how often it came
/// @param sender MSH-3 and MSH-4
/// @param profile the sender's; empty where there is none
/// @param event `ORU^R01`
/// @param control MSH-10
/// @param reason of [org.osteon.feeds.Reason], by name
/// @param line why, in words, with the place
/// @param raw its bytes, in base 64
/// @param charts whose it is or may be, as far as that is known
public record Letter(
        String id,
        Instant at,
        int times,
        String sender,
        String profile,
        String event,
        String control,
        String reason,
        String line,
        String raw,
        List<String> charts) {
    public Letter {
        charts = List.copyOf(charts);
    }

    /// Its bytes.
    public byte[] bytes() {
        return java.util.Base64.getDecoder().decode(raw);
    }
}
