package org.osteon.hla.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What changed between two runs of one search (reference, section 19).
public final class RepeatSearch {
    /// What is kept of a run.
    ///
    /// @param release nomenclature used
    /// @param frequencySet frequencies used, empty if none
    /// @param donors by id
    public record Run(String release, String frequencySet, Map<String, Found> donors) {}

    /// A donor as found in a run.
    ///
    /// @param typing as a GL String
    /// @param mismatches smallest and largest, as text
    /// @param probability P(0) as text, empty if none
    /// @param status whether the donor can be asked
    public record Found(String typing, String mismatches, String probability, String status) {}

    /// The kinds of change.
    public enum Kind {
        /// Found now, not before.
        NEW,
        /// Found both times, but not the same.
        CHANGED,
        /// Found before; still in the registry, not found now.
        NO_LONGER_MATCHING,
        /// Found before; no longer in the registry.
        REMOVED
    }

    /// A donor that is not as before.
    ///
    /// @param cause why, as far as the two runs tell
    public record Change(Kind kind, String id, String cause) {}

    private RepeatSearch() {}

    /// The differences, new donors first, then changed, then gone, each in the order of the runs.
    ///
    /// @param stillThere tells whether a donor that is no longer found is still in the registry
    public static List<Change> differences(Run before, Run after, Predicate<String> stillThere) {
        var added = new ArrayList<Change>();
        var changed = new ArrayList<Change>();
        var gone = new ArrayList<Change>();
        new LinkedHashMap<>(after.donors())
                .forEach((id, now) -> {
                    var then = before.donors().get(id);
                    if (then == null) {
                        added.add(
                                new Change(
                                        Kind.NEW,
                                        id,
                                        before.release().equals(after.release())
                                                ? "added, or changed so that it matches"
                                                : "added, changed, or read otherwise by"
                                                        + " release "
                                                        + after.release()));
                    } else if (!then.equals(now)) {
                        changed.add(new Change(Kind.CHANGED, id, cause(before, after, then, now)));
                    }
                });
        before.donors()
                .keySet()
                .forEach(id -> {
                    if (!after.donors().containsKey(id)) {
                        gone.add(
                                stillThere.test(id)
                                        ? new Change(
                                                Kind.NO_LONGER_MATCHING,
                                                id,
                                                "its typing or status, or the settings,"
                                                        + " changed")
                                        : new Change(
                                                Kind.REMOVED, id, "no longer in the registry"));
                    }
                });
        var all = new ArrayList<Change>(added);
        all.addAll(changed);
        all.addAll(gone);
        return List.copyOf(all);
    }

    private static String cause(Run before, Run after, Found then, Found now) {
        var causes = new ArrayList<String>();
        if (!then.typing().equals(now.typing())) {
            causes.add("typing");
        }
        if (!then.status().equals(now.status())) {
            causes.add("status");
        }
        if (causes.isEmpty() && !before.release().equals(after.release())) {
            causes.add("nomenclature " + before.release() + " to " + after.release());
        }
        if (!then.probability().equals(now.probability())
                && !before.frequencySet().equals(after.frequencySet())) {
            causes.add("frequency set");
        }
        return causes.isEmpty() ? "settings" : String.join(", ", causes);
    }
}
