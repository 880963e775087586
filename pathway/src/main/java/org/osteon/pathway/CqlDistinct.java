package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.DistinctEvaluator;
import org.opencds.cqf.cql.engine.execution.State;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.opencds.cqf.cql.engine.runtime.Tuple;

/// CQL's `distinct`, the engine's own, asked only about values that could be equal: it compares
/// each with each, and a trend of a thousand points would wait half a second for it.
final class CqlDistinct {
    private CqlDistinct() {}

    static List<? extends @Nullable Object> of(Iterable<?> items, State state) {
        Map<Object, List<@Nullable Object>> alike = new HashMap<>();
        for (Object item : items) {
            Object likeness = likeness(item);
            List<@Nullable Object> others = alike.get(likeness);
            if (others == null) {
                others = new ArrayList<>();
                alike.put(likeness, others);
            }
            others.add(item);
        }
        Set<@Nullable Object> left = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<Object, List<@Nullable Object>> entry : alike.entrySet()) {
            List<@Nullable Object> list = entry.getValue();
            List<?> different =
                    list.size() < 2 || areEqual(entry.getKey())
                            ? list.subList(0, 1)
                            : DistinctEvaluator.INSTANCE.distinct(list, state);
            if (different != null) {
                left.addAll(different);
            }
        }
        List<@Nullable Object> distinct = new ArrayList<>();
        for (Object item : items) {
            if (left.remove(item)) {
                distinct.add(item);
            }
        }
        return distinct;
    }

    /// Whether all values of this likeness are equal: days that are known to the day.
    private static boolean areEqual(Object likeness) {
        return likeness instanceof LocalDate;
    }

    /// The same for values that are equal, and mostly another for values that are not.
    private static Object likeness(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Integer number -> BigDecimal.valueOf(number).stripTrailingZeros();
            case BigDecimal number -> number.stripTrailingZeros();
            // Dates that are equal are written alike.
            case Date date -> {
                LocalDate day = CqlFilter.day(date);
                yield day == null ? date.toString() : day;
            }
            case Tuple tuple -> texts(tuple);
            case null, default -> "";
        };
    }

    private static List<String> texts(Tuple tuple) {
        List<String> texts = new ArrayList<>();
        tuple.getElements()
                .forEach((name, element) -> {
                    if (element instanceof String text) {
                        texts.add(name + "=" + text);
                    }
                });
        texts.sort(null);
        return texts;
    }
}
