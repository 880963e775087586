package org.osteon.store;

import java.util.List;
import java.util.Optional;

/// A page of search results.
///
/// @param resources the page
/// @param total how many there are on all pages, as was counted for the first of them
/// @param next what to give to [ResourceQuery#after] for the next page; empty on the last
public record Page(List<StoredResource> resources, long total, Optional<String> next) {
    public Page {
        resources = List.copyOf(resources);
    }
}
