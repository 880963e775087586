package org.osteon.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Somebody looked, or tried to: what changes no chart and is kept all the same.
///
/// @param at when, kept to the microsecond
/// @param person the account; a word of the caller's where there is none
/// @param name as people read it
/// @param role as what they did it; may be empty
/// @param purpose for what, a code of the caller's; may be empty
/// @param address where the request came from; may be empty
/// @param request its id; may be empty
/// @param action what was done: `read`, `search`, `export`, `sign-in` …
/// @param outcome what came of it: `done`, `refused` …
/// @param charts whose charts were seen, or would have been
/// @param detail what exactly, in words; may be empty
public record Look(
        Instant at,
        String person,
        String name,
        String role,
        String purpose,
        String address,
        String request,
        String action,
        String outcome,
        List<String> charts,
        String detail) {
    public Look {
        at = at.truncatedTo(ChronoUnit.MICROS);
        charts = charts.stream().distinct().sorted().toList();
        for (String text :
                List.of(person, name, role, purpose, address, request, action, outcome, detail)) {
            Text.requireStorable("look", text);
        }
        for (String chart : charts) {
            Text.requireStorable("chart", chart);
            if (chart.isEmpty() || chart.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("not the id of a chart: " + chart);
            }
        }
    }
}
