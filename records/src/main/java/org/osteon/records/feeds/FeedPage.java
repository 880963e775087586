package org.osteon.records.feeds;

import java.util.List;

/// A page of what is kept of messages, the latest first.
///
/// @param after the name after which it begins; empty: it is the first
/// @param next the name after which the next page begins; empty: there is none
public record FeedPage<T>(List<T> shown, String after, String next) {
    public FeedPage {
        shown = List.copyOf(shown);
    }
}
