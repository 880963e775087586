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
    private final String[] names;

    /// A [FhirPrimitive], a key for an object, an array of these for a list.
    private final Object[] values;

    private ContentKey(@Nullable Object code, String[] names, Object[] values) {
        this.code = code;
        this.names = names;
        this.values = values;
    }

    /// What an object says.
    public static ContentKey of(FhirObject object) {
        return of(object, true);
    }

    /// @param codeFirst whether its code stands apart
    private static ContentKey of(FhirObject object, boolean codeFirst) {
        String[] names = new String[object.size()];
        int[] places = new int[names.length];
        Object code = null;
        int size = 0;
        for (int place = 0; place < object.size(); place++) {
            String name = object.nameAt(place);
            if (NAMES_ONLY.contains(name)) {
                continue;
            }
            if (codeFirst && name.equals(CODE)) {
                code = key(object.valueAt(place));
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
        return new ContentKey(code, names, values);
    }

    private static Object key(Object value) {
        return switch (value) {
            case FhirObject object -> of(object, false);
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
        return byCode == 0 ? compareElements(other) : byCode;
    }

    private int compareElements(ContentKey other) {
        int size = Math.min(values.length, other.values.length);
        for (int i = 0; i < size; i++) {
            int byName = names[i].compareTo(other.names[i]);
            if (byName != 0) {
                // The one says what the other does not.
                return byName < 0 ? 1 : -1;
            }
            int byValue = compareValues(values[i], other.values[i]);
            if (byValue != 0) {
                return byValue;
            }
        }
        return Integer.compare(values.length, other.values.length);
    }

    private static int compareValues(@Nullable Object left, @Nullable Object right) {
        int byKind = Integer.compare(kind(left), kind(right));
        if (byKind != 0) {
            return byKind;
        }
        return switch (left) {
            case ContentKey key when right instanceof ContentKey other ->
                    key.compareElements(other);
            case Object[] list when right instanceof Object[] other -> compareLists(list, other);
            case FhirPrimitive primitive when right instanceof FhirPrimitive other ->
                    comparePrimitives(primitive, other);
            case null, default -> 0;
        };
    }

    private static int kind(@Nullable Object value) {
        return switch (value) {
            case FhirPrimitive unused -> 1;
            case ContentKey unused -> 2;
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
