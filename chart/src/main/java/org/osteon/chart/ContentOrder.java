package org.osteon.chart;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An order of resources by what they say and not by where they stand or what they are called: of
/// two results of one time, neither the order of a bundle nor an id may decide which comes first.
public final class ContentOrder implements Comparator<FhirObject> {
    /// The order; equal are objects that say the same.
    public static final ContentOrder INSTANCE = new ContentOrder();

    /// Elements that say nothing of the patient.
    private static final Set<String> NAMES_ONLY = Set.of("id", "meta", "identifier");

    private static final String CODE = "code";

    private ContentOrder() {}

    @Override
    public int compare(FhirObject left, FhirObject right) {
        if (left == right) {
            return 0;
        }
        int byCode = compareValues(left.get(CODE), right.get(CODE));
        return byCode == 0 ? compareElements(left, right, true) : byCode;
    }

    /// By the element that comes first in the alphabet of those that they do not say alike.
    ///
    /// @param sameCode whether it is known that both have the same code
    private static int compareElements(FhirObject left, FhirObject right, boolean sameCode) {
        String first = null;
        int byFirst = 0;
        for (int i = 0; i < left.size(); i++) {
            String name = left.nameAt(i);
            if (isBefore(name, first) && !(sameCode && name.equals(CODE))) {
                boolean inSamePlace = i < right.size() && right.nameAt(i).equals(name);
                int byElement =
                        compareValues(
                                left.valueAt(i), inSamePlace ? right.valueAt(i) : right.get(name));
                if (byElement != 0) {
                    first = name;
                    byFirst = byElement;
                }
            }
        }
        for (int i = 0; i < right.size(); i++) {
            String name = right.nameAt(i);
            boolean inSamePlace = i < left.size() && left.nameAt(i).equals(name);
            if (!inSamePlace && isBefore(name, first) && left.get(name) == null) {
                int byElement = compareValues(null, right.valueAt(i));
                if (byElement != 0) {
                    first = name;
                    byFirst = byElement;
                }
            }
        }
        return byFirst;
    }

    private static boolean isBefore(String name, @Nullable String first) {
        return (first == null || name.compareTo(first) < 0) && !NAMES_ONLY.contains(name);
    }

    private static int compareValues(@Nullable Object left, @Nullable Object right) {
        int byKind = Integer.compare(kind(left), kind(right));
        if (byKind != 0) {
            return byKind;
        }
        return switch (left) {
            case FhirObject object when right instanceof FhirObject other ->
                    compareElements(object, other, false);
            case List<?> list when right instanceof List<?> other -> compareLists(list, other);
            case FhirPrimitive primitive when right instanceof FhirPrimitive other ->
                    comparePrimitives(primitive, other);
            case null, default -> 0;
        };
    }

    private static int kind(@Nullable Object value) {
        return switch (value) {
            case FhirPrimitive unused -> 1;
            case FhirObject unused -> 2;
            case List<?> unused -> 3;
            case null, default -> 0;
        };
    }

    private static int compareLists(List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int byItem = compareValues(left.get(i), right.get(i));
            if (byItem != 0) {
                return byItem;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int comparePrimitives(FhirPrimitive left, FhirPrimitive right) {
        return left.value() instanceof BigDecimal one && right.value() instanceof BigDecimal other
                ? one.compareTo(other)
                : left.toString().compareTo(right.toString());
    }
}
