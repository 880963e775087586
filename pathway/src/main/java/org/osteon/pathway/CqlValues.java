package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Concept;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.opencds.cqf.cql.engine.runtime.DateTime;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.opencds.cqf.cql.engine.runtime.Precision;
import org.opencds.cqf.cql.engine.runtime.Quantity;
import org.opencds.cqf.cql.engine.runtime.Tuple;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirTime;

/// CQL values as plain ones: text, number, boolean, [LocalDate], list, map, or null.
final class CqlValues {
    private CqlValues() {}

    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Integer number -> number;
            case Long number -> number;
            case LocalDate date -> date;
            case BigDecimal number -> number;
            case Date date -> date.getDate();
            case DateTime moment ->
                    moment.getDateTime() == null ? null : moment.getDateTime().toLocalDate();
            case Quantity quantity -> quantity(quantity);
            case Interval interval -> list(List.of(interval.getStart(), interval.getEnd()));
            case Tuple tuple -> map(tuple.getElements());
            case Code code -> String.valueOf(code.getCode());
            case Concept concept -> String.valueOf(concept.getDisplay());
            case Iterable<?> items -> list(items);
            case FhirPrimitive primitive ->
                    primitive.value() instanceof FhirTime time
                            ? time.date().orElse(null)
                            : primitive.value();
            case FhirObject object -> object.text("id").orElse(object.typeName());
            default ->
                    throw new IllegalStateException(
                            "a result of type "
                                    + value.getClass().getSimpleName()
                                    + " cannot be shown");
        };
    }

    private static Map<String, Object> quantity(Quantity quantity) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", quantity.getValue());
        map.put("unit", quantity.getUnit());
        return map;
    }

    private static List<Object> list(Iterable<?> items) {
        List<Object> list = new ArrayList<>();
        for (Object item : items) {
            list.add(plain(item));
        }
        return list;
    }

    private static Map<String, Object> map(Map<String, ?> elements) {
        Map<String, Object> map = new LinkedHashMap<>();
        elements.forEach((name, element) -> map.put(name, plain(element)));
        return map;
    }

    /// The tuples of a list, their elements as CQL has them.
    static Stream<Map<String, @Nullable Object>> tuples(@Nullable Object value) {
        return value instanceof Iterable<?> items
                ? StreamSupport.stream(items.spliterator(), false)
                        .filter(Tuple.class::isInstance)
                        .map(item -> {
                            Map<String, @Nullable Object> elements =
                                    new LinkedHashMap<>(((Tuple) item).getElements());
                            return elements;
                        })
                : Stream.empty();
    }

    /// The instant of a time of day; null where it is none, or only a day.
    static @Nullable Instant instant(@Nullable Object value) {
        if (!(value instanceof DateTime moment) || moment.getDateTime() == null) {
            return null;
        }
        Precision precision = moment.getPrecision();
        return precision != null
                        && precision.toDateTimeIndex() >= Precision.MINUTE.toDateTimeIndex()
                ? moment.getDateTime().toInstant()
                : null;
    }

    /// A text, or empty where the value is none.
    static String text(@Nullable Object value) {
        Object plain = plain(value);
        return plain == null ? "" : plain.toString();
    }

    /// The texts of a list of texts; of a single one, it.
    static List<String> texts(@Nullable Object value) {
        Object plain = plain(value);
        return switch (plain) {
            case null -> List.of();
            case List<?> list ->
                    list.stream().filter(item -> item != null).map(String::valueOf).toList();
            default -> List.of(plain.toString());
        };
    }

    /// The date that the value is; null for null.
    ///
    /// @throws IllegalStateException for anything else: a number of days is no date
    static @Nullable LocalDate date(@Nullable Object value) {
        return switch (plain(value)) {
            case null -> null;
            case LocalDate date -> date;
            case Object other -> throw new IllegalStateException(other + " is not a date");
        };
    }
}
