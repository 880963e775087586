package org.osteon.pathway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The lists that filters met lately in one run, told apart by identity: one that a filter meets
/// again is worth an index. Lists of a run are not changed once they are made, but for one that an
/// aggregate gathers, which grows.
final class FilteredLists {
    private static final int REMEMBERED = 3;

    /// The number under which lists are remembered that were asked for their members.
    private static final int MEMBERS = -1;

    private final Map<Integer, Seen[]> byFilter = new HashMap<>();

    /// Those of a run that waits meanwhile.
    private final @Nullable FilteredLists before;

    FilteredLists() {
        this.before = null;
    }

    /// @param before those of a run that waits, whose indexes and members serve, too
    FilteredLists(FilteredLists before) {
        this.before = before;
    }

    private static final class Seen {
        private @Nullable List<?> list;
        private int size;
        private @Nullable FilterIndex index;
        private @Nullable ListMembers members;
    }

    private Seen[] ofFilter(int filter) {
        Seen[] seen = byFilter.get(filter);
        if (seen == null) {
            seen = new Seen[REMEMBERED];
            for (int i = 0; i < REMEMBERED; i++) {
                seen[i] = new Seen();
            }
            byFilter.put(filter, seen);
        }
        return seen;
    }

    /// The index of a list for a filter; null where it is met for the first time.
    @Nullable FilterIndex index(
            int filter, List<?> items, Function<@Nullable Object, @Nullable Object> of) {
        Seen earlier = before == null ? null : before.there(filter, items);
        if (earlier != null && earlier.index != null) {
            return earlier.index;
        }
        Seen seen = again(filter, items);
        if (seen == null) {
            return null;
        }
        FilterIndex index = seen.index;
        if (index == null) {
            index = new FilterIndex(items, of);
            seen.index = index;
        }
        return index;
    }

    /// The members of a list; null where it is short, or met for the first time.
    @Nullable ListMembers members(List<?> items) {
        Seen earlier = before == null ? null : before.there(MEMBERS, items);
        if (earlier != null && earlier.members != null) {
            return earlier.members;
        }
        Seen seen = items.size() < FilterIndex.WORTH_IT ? null : again(MEMBERS, items);
        if (seen == null) {
            return null;
        }
        ListMembers members = seen.members;
        if (members == null) {
            members = new ListMembers(items);
            seen.members = members;
        }
        return members;
    }

    /// What is remembered of a list, if it is; nothing is changed.
    @SuppressWarnings("ReferenceEquality") // the same list, not one that looks like it
    private @Nullable Seen there(int filter, List<?> items) {
        Seen[] seen = byFilter.get(filter);
        if (seen != null) {
            for (Seen one : seen) {
                if (one.list == items && one.size == items.size()) {
                    return one;
                }
            }
        }
        return null;
    }

    /// What is remembered of a list, where it was met lately and is as it was.
    @SuppressWarnings("ReferenceEquality") // the same list, not one that looks like it
    private @Nullable Seen again(int filter, List<?> items) {
        Seen[] seen = ofFilter(filter);
        for (int i = 0; i < REMEMBERED; i++) {
            Seen one = seen[i];
            if (one.list == items) {
                System.arraycopy(seen, 0, seen, 1, i);
                seen[0] = one;
                if (one.size == items.size()) {
                    return one;
                }
                one.size = items.size();
                one.index = null;
                one.members = null;
                return null;
            }
        }
        Seen oldest = seen[REMEMBERED - 1];
        System.arraycopy(seen, 0, seen, 1, REMEMBERED - 1);
        oldest.list = items;
        oldest.size = items.size();
        oldest.index = null;
        oldest.members = null;
        seen[0] = oldest;
        return null;
    }
}
