package org.osteon.app.http.web;

import java.util.List;

/// A long list by pages of twenty: what fits on a screen (records, 5.3).
///
/// @param page the one that is seen, from 1
/// @param pages how many there are
public record Paging(int page, int pages) {
    private static final int ROWS = 20;

    /// The page of a list of that size that is nearest to the one asked for.
    public static Paging of(int page, int size) {
        int pages = Math.max(1, (size + ROWS - 1) / ROWS);
        return new Paging(Math.clamp(page, 1, pages), pages);
    }

    /// What of the list is seen.
    public <T> List<T> of(List<T> list) {
        int from = (page - 1) * ROWS;
        return list.subList(Math.min(from, list.size()), Math.min(from + ROWS, list.size()));
    }

    /// Whether there is more than one.
    public boolean isNeeded() {
        return pages > 1;
    }

    /// Whether there is one before it.
    public boolean hasBefore() {
        return page > 1;
    }

    /// Whether there is one after it.
    public boolean hasNext() {
        return page < pages;
    }
}
