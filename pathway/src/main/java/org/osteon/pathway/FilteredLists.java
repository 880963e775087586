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

    private final Map<Integer, Seen[]> byFilter = new HashMap<>();

    private static final class Seen {
        private @Nullable List<?> list;
        private int size;
        private @Nullable FilterIndex index;
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

    @SuppressWarnings("ReferenceEquality") // the same list, not one that looks like it
    @Nullable FilterIndex index(
            int filter, List<?> items, Function<@Nullable Object, @Nullable Object> of) {
        Seen[] seen = ofFilter(filter);
        for (int i = 0; i < REMEMBERED; i++) {
            Seen one = seen[i];
            if (one.list == items) {
                System.arraycopy(seen, 0, seen, 1, i);
                seen[0] = one;
                if (one.size != items.size()) {
                    one.size = items.size();
                    one.index = null;
                    return null;
                }
                FilterIndex index = one.index;
                if (index == null) {
                    index = new FilterIndex(items, of);
                    one.index = index;
                }
                return index;
            }
        }
        Seen oldest = seen[REMEMBERED - 1];
        System.arraycopy(seen, 0, seen, 1, REMEMBERED - 1);
        oldest.list = items;
        oldest.size = items.size();
        oldest.index = null;
        seen[0] = oldest;
        return null;
    }
}
