package org.osteon.store;

import java.time.Instant;
import java.util.List;

/// Something that was done or looked at, whichever of the two chains keeps it.
///
/// @param id `look-12` or `audit-12`
/// @param at when
/// @param person the account; empty where the chain keeps a name only
/// @param name as people read it
/// @param role as what they did it; may be empty
/// @param purpose for what; may be empty
/// @param address where the request came from; may be empty
/// @param request its name; may be empty
/// @param action the word for what was done
/// @param outcome what came of it
/// @param charts whose charts
/// @param detail what exactly; may be empty
/// @param reason why; may be empty
/// @param look whether it changed nothing and was no deed: kept among the looks
/// @param changes how many versions of resources it added
/// @param changed of which resources, `Type/id`, the first of them
public record TrailEntry(
        String id,
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
        String detail,
        String reason,
        boolean look,
        int changes,
        List<String> changed) {
    static final String DONE = "done";
    private static final String LOOK = "look-";
    private static final String AUDIT = "audit-";

    public TrailEntry {
        charts = List.copyOf(charts);
        changed = List.copyOf(changed);
    }

    static TrailEntry of(LookEntry entry) {
        Look look = entry.look();
        return new TrailEntry(
                LOOK + entry.sequence(),
                look.at(),
                look.person(),
                look.name(),
                look.role(),
                look.purpose(),
                look.address(),
                look.request(),
                look.action(),
                look.outcome(),
                look.charts(),
                look.detail(),
                "",
                true,
                0,
                List.of());
    }

    static TrailEntry of(AuditEntry entry, List<String> changed) {
        return new TrailEntry(
                AUDIT + entry.sequence(),
                entry.at(),
                "",
                entry.actor(),
                "",
                "",
                entry.origin().address(),
                entry.origin().request(),
                entry.action(),
                DONE,
                entry.chart().stream().toList(),
                entry.detail(),
                entry.reason(),
                false,
                entry.changes(),
                changed);
    }

    /// Its place in its chain.
    public long sequence() {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    /// The same without what was done exactly, and why.
    public TrailEntry withoutDetail(String instead) {
        return new TrailEntry(
                id, at, person, name, role, purpose, address, request, instead, outcome, charts, "",
                "", look, 0, List.of());
    }

    /// The same, as if it had been about some of its charts only, and without a word of which
    /// resources.
    public TrailEntry withCharts(List<String> some) {
        return new TrailEntry(
                id, at, person, name, role, purpose, address, request, action, outcome, some,
                detail, reason, look, changes, List.of());
    }
}
