package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The items of a list by what is asked of each ([CqlFilter]): a text, a whole number, a day. What
/// is none of these is among what every look-up gives; what is not known, of which nothing can be
/// true, among none. Safe for threads.
final class FilterIndex {
    /// Fewer items are walked as quickly.
    static final int WORTH_IT = 12;

    private final List<?> items;

    /// What is asked of each, at its place; null where it is not known, or of another kind.
    private final @Nullable Object[] keys;

    /// Places of what is of another kind.
    private final int[] others;

    /// Places of the items that have a day, by day, and these days.
    private final int[] places;

    private final long[] days;

    /// Whether the items stand in the order of their days, all of them.
    private final boolean inOrder;

    /// Whether some have a text or a number.
    private final boolean notOnlyDays;

    private @Nullable Map<Object, List<Integer>> byValue;

    FilterIndex(List<?> items, Function<@Nullable Object, @Nullable Object> of) {
        this.items = items;
        keys = new @Nullable Object[items.size()];
        long[] dayAt = new long[keys.length];
        int[] dated = new int[keys.length];
        int[] odd = new int[keys.length];
        int datedSize = 0;
        int oddSize = 0;
        int place = 0;
        boolean sorted = true;
        for (Object item : items) {
            Object value = of.apply(item);
            LocalDate day = CqlFilter.day(value);
            if (day != null) {
                keys[place] = day;
                dayAt[place] = day.toEpochDay();
                sorted &= datedSize == 0 || dayAt[dated[datedSize - 1]] <= dayAt[place];
                dated[datedSize++] = place;
            } else if (value instanceof String || value instanceof Integer) {
                keys[place] = value;
            } else if (value != null) {
                odd[oddSize++] = place;
            }
            place++;
        }
        others = Arrays.copyOf(odd, oddSize);
        notOnlyDays =
                Arrays.stream(keys)
                        .anyMatch(key -> key instanceof String || key instanceof Integer);
        inOrder = sorted && datedSize == keys.length;
        places =
                sorted
                        ? Arrays.copyOf(dated, datedSize)
                        : IntStream.range(0, datedSize)
                                .mapToObj(i -> dated[i])
                                .sorted(Comparator.comparingLong(one -> dayAt[one]))
                                .mapToInt(one -> one)
                                .toArray();
        days = Arrays.stream(places).mapToLong(one -> dayAt[one]).toArray();
    }

    /// Those that may be equal to this; all where it is of a kind that is not indexed.
    List<?> same(Object value) {
        LocalDate day = CqlFilter.day(value);
        Object key = day != null ? day : value;
        if (!(key instanceof LocalDate || key instanceof String || key instanceof Integer)) {
            return items;
        }
        List<Integer> found = byValue().getOrDefault(key, List.of());
        int[] both = new int[found.size() + others.length];
        int size = 0;
        for (int one : found) {
            both[size++] = one;
        }
        return merged(both, size);
    }

    private synchronized Map<Object, List<Integer>> byValue() {
        Map<Object, List<Integer>> known = byValue;
        if (known == null) {
            known = new HashMap<>();
            for (int place = 0; place < keys.length; place++) {
                Object key = keys[place];
                if (key != null) {
                    known.computeIfAbsent(key, unused -> new ArrayList<>(2)).add(place);
                }
            }
            byValue = known;
        }
        return known;
    }

    /// Those that may lie between these days, both among them; null: no bound.
    List<?> between(@Nullable LocalDate from, @Nullable LocalDate to) {
        int start = from == null ? 0 : firstNotBefore(from.toEpochDay());
        int end = to == null ? days.length : firstNotBefore(to.toEpochDay() + 1);
        if (inOrder) {
            return items.subList(Math.min(start, end), end);
        }
        // A text or a number is asked for its day by nobody.
        int size = Math.max(0, end - start);
        if (notOnlyDays || 2 * (size + others.length) > items.size()) {
            return items;
        }
        return merged(Arrays.copyOfRange(places, start, start + size + others.length), size);
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
