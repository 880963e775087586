package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirValue;

/// Puts one value in the place of another, wherever in an object it stands.
final class Replacement {
    private Replacement() {}

    /// The object with that very value replaced; what does not hold it is shared.
    static FhirObject in(FhirObject object, FhirValue written, FhirValue other) {
        FhirObject changed = object;
        for (String name : object.names()) {
            Object before = object.get(name);
            Object after = value(before, written, other);
            if (after != null && !after.equals(before)) {
                changed = changed.with(name, after);
            }
        }
        return changed;
    }

    private static @Nullable Object value(
            @Nullable Object value, FhirValue written, FhirValue other) {
        if (value == written) {
            return other;
        }
        return switch (value) {
            case FhirObject object -> in(object, written, other);
            case List<?> list -> {
                List<Object> items = new ArrayList<>(list.size());
                boolean changed = false;
                for (Object item : list) {
                    Object after = value(item, written, other);
                    changed |= !Objects.equals(after, item);
                    items.add(after == null ? item : after);
                }
                yield changed ? List.copyOf(items) : list;
            }
            case null, default -> value;
        };
    }
}
