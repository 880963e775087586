package org.osteon.records.links;

import java.time.Instant;

/// An hour in which somebody guessed at links.
///
/// @param unknown entries for links that there never were
/// @param wrong entries for links that there are
/// @param refused entries that were not even looked at: their address had to wait
/// @param closed links that were closed by it
public record GuessedHour(Instant from, int unknown, int wrong, int refused, int closed) {
    /// All of them.
    public int all() {
        return unknown + wrong + refused;
    }
}
