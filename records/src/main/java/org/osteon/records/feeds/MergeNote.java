package org.osteon.records.feeds;

import java.time.Instant;
import java.util.List;

/// That two charts were merged.
///
/// @param survivor the chart that stays
/// @param gone the chart whose content moved
/// @param at when
/// @param by whose message said so
/// @param undone who undid it, and when, in words; empty where it holds
/// @param stays what came since, and is nobody's for certain: for a person to look at
public record MergeNote(
        String survivor, String gone, Instant at, String by, String undone, List<String> stays) {
    public MergeNote {
        stays = List.copyOf(stays);
    }

    /// Its name.
    public String id() {
        return survivor + ">" + gone + "@" + at.toEpochMilli();
    }
}
