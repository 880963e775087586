package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The items of a list by what is asked of each ([CqlFilter]): a text, a whole number, a day. What
/// is none of these, or not known, is among what every look-up gives.
final class FilterIndex {
    /// Fewer items are walked as quickly.
    static final int WORTH_IT = 12;

    private final List<?> items;
    private final Map<Object, List<Integer>> byValue = new HashMap<>();
    private final List<Integer> others = new ArrayList<>();

    /// Places of the items that have a day, by day, and these days.
    private final int[] places;

    private final long[] days;

    /// Whether the items stand in the order of their days, all of them.
    private final boolean inOrder;

    FilterIndex(List<?> items, Function<@Nullable Object, @Nullable Object> of) {
        this.items = items;
        List<long[]> dated = new ArrayList<>();
        int place = 0;
        for (Object item : items) {
            Object value = of.apply(item);
            LocalDate day = CqlFilter.day(value);
            Object key = day != null ? day : value;
            if (key instanceof LocalDate || key instanceof String || key instanceof Integer) {
                byValue.computeIfAbsent(key, unused -> new ArrayList<>(2)).add(place);
            } else {
                others.add(place);
            }
            if (day != null) {
                dated.add(new long[] {day.toEpochDay(), place});
            }
            place++;
        }
        boolean sorted = others.isEmpty() && dated.size() == items.size();
        for (int i = 1; sorted && i < dated.size(); i++) {
            sorted = dated.get(i - 1)[0] <= dated.get(i)[0];
        }
        inOrder = sorted;
        if (!sorted) {
            dated.sort(Comparator.comparingLong(one -> one[0]));
        }
        places = dated.stream().mapToInt(one -> (int) one[1]).toArray();
        days = dated.stream().mapToLong(one -> one[0]).toArray();
    }

    /// Those that may be equal to this; all where it is of a kind that is not indexed.
    List<?> same(Object value) {
        LocalDate day = CqlFilter.day(value);
        Object key = day != null ? day : value;
        if (!(key instanceof LocalDate || key instanceof String || key instanceof Integer)) {
            return items;
        }
        List<Integer> found = byValue.getOrDefault(key, List.of());
        int[] both = new int[found.size() + others.size()];
        int size = 0;
        for (int one : found) {
            both[size++] = one;
        }
        return merged(both, size);
    }

    /// Those that may lie between these days, both among them; null: no bound.
    List<?> between(@Nullable LocalDate from, @Nullable LocalDate to) {
        int start = from == null ? 0 : firstNotBefore(from.toEpochDay());
        int end = to == null ? days.length : firstNotBefore(to.toEpochDay() + 1);
        if (inOrder) {
            return items.subList(Math.min(start, end), end);
        }
        // What has no day is kept; so is a text, which nobody asks this of.
        int size = Math.max(0, end - start);
        if (2 * (size + items.size() - days.length) > items.size()) {
            return items;
        }
        int[] found = Arrays.copyOfRange(places, start, start + size + others.size());
        return days.length + others.size() < items.size() ? items : merged(found, size);
    }

    private int firstNotBefore(long day) {
        int low = 0;
        int high = days.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (days[middle] < day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The items at these places and the others, in the order of the list.
    private List<?> merged(int[] found, int size) {
        int all = size;
        for (int one : others) {
            found[all++] = one;
        }
        Arrays.sort(found, 0, all);
        List<@Nullable Object> merged = new ArrayList<>(all);
        for (int i = 0; i < all; i++) {
            merged.add(items.get(found[i]));
        }
        return merged;
    }
}
