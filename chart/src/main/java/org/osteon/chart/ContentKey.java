package org.osteon.chart;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an object says, put so that it is quickly held against what others say: its elements in the
/// order of the alphabet, without those that say nothing of the patient. Made once for an object
/// that is compared with many.
///
/// A code goes before everything else; then the element decides that comes first in the alphabet of
/// those that two objects do not say alike, and what is not there goes before what is.
public final class ContentKey implements Comparable<ContentKey> {
    /// Elements that say nothing of the patient.
    private static final Set<String> NAMES_ONLY = Set.of("id", "meta", "identifier");

    private static final String CODE = "code";

    private final @Nullable Object code;
    private final FhirObject object;

    /// Looked at where codes do not tell two objects apart.
    private @Nullable Elements elements;

    /// @param values a [FhirPrimitive] each, [Elements] of an object, an array of these for a list
    private record Elements(String[] names, Object[] values) {}

    private ContentKey(FhirObject object) {
        Object own = object.get(CODE);
        this.code = own == null ? null : key(own);
        this.object = object;
    }

    /// What an object says.
    public static ContentKey of(FhirObject object) {
        return new ContentKey(object);
    }

    private Elements elements() {
        Elements known = elements;
        if (known == null) {
            known = elements(object, true);
            elements = known;
        }
        return known;
    }

    /// @param withoutCode whether its code stands apart
    private static Elements elements(FhirObject object, boolean withoutCode) {
        String[] names = new String[object.size()];
        int[] places = new int[names.length];
        int size = 0;
        for (int place = 0; place < object.size(); place++) {
            String name = object.nameAt(place);
            if (NAMES_ONLY.contains(name) || (withoutCode && name.equals(CODE))) {
                continue;
            }
            int at = size++;
            for (; at > 0 && names[at - 1].compareTo(name) > 0; at--) {
                names[at] = names[at - 1];
                places[at] = places[at - 1];
            }
            names[at] = name;
            places[at] = place;
        }
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = key(object.valueAt(places[i]));
        }
        return new Elements(names, values);
    }

    private static Object key(Object value) {
        return switch (value) {
            case FhirObject object -> elements(object, false);
            case List<?> list -> {
                Object[] keys = new Object[list.size()];
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = key(list.get(i));
                }
                yield keys;
            }
            default -> value;
        };
    }

    @Override
    public int compareTo(ContentKey other) {
        int byCode = compareValues(code, other.code);
        return byCode == 0 ? compareElements(elements(), other.elements()) : byCode;
    }

    private static int compareElements(Elements left, Elements right) {
        int size = Math.min(left.values.length, right.values.length);
        for (int i = 0; i < size; i++) {
            int byName = left.names[i].compareTo(right.names[i]);
            if (byName != 0) {
                // The one says what the other does not.
                return byName < 0 ? 1 : -1;
            }
            int byValue = compareValues(left.values[i], right.values[i]);
            if (byValue != 0) {
                return byValue;
            }
        }
        return Integer.compare(left.values.length, right.values.length);
    }

    private static int compareValues(@Nullable Object left, @Nullable Object right) {
        int byKind = Integer.compare(kind(left), kind(right));
        if (byKind != 0) {
            return byKind;
        }
        return switch (left) {
            case Elements elements when right instanceof Elements other ->
                    compareElements(elements, other);
            case Object[] list when right instanceof Object[] other -> compareLists(list, other);
            case FhirPrimitive primitive when right instanceof FhirPrimitive other ->
                    comparePrimitives(primitive, other);
            case null, default -> 0;
        };
    }

    private static int kind(@Nullable Object value) {
        return switch (value) {
            case FhirPrimitive unused -> 1;
            case Elements unused -> 2;
            case Object[] unused -> 3;
            case null, default -> 0;
        };
    }

    private static int compareLists(Object[] left, Object[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int byItem = compareValues(left[i], right[i]);
            if (byItem != 0) {
                return byItem;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int comparePrimitives(FhirPrimitive left, FhirPrimitive right) {
        return left.value() instanceof BigDecimal one && right.value() instanceof BigDecimal other
                ? one.compareTo(other)
                : left.toString().compareTo(right.toString());
    }
}
