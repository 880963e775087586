package org.osteon.store;

import java.time.Instant;
import java.util.List;

/// How a date of a resource is held against a search's date. Both are spans of time: `2025-03` is
/// all of March. The comparisons are those of FHIR R4 (3.1.1.4.7).
///
/// @param compare how
/// @param from the first instant that the search's date can mean
/// @param to the last
public record DateTest(Compare compare, Instant from, Instant to) {
    /// The prefixes of FHIR.
    public enum Compare {
        /// `eq`: the search's date contains the resource's.
        EQUAL,
        /// `ne`: it does not contain it.
        NOT_EQUAL,
        /// `gt`: some of the resource's date is later than the search's.
        GREATER,
        /// `lt`: some of it is earlier.
        LESS,
        /// `ge`: some of it is later, or the search's date contains it.
        GREATER_OR_EQUAL,
        /// `le`: some of it is earlier, or the search's date contains it.
        LESS_OR_EQUAL,
        /// `sa`: all of it is later.
        STARTS_AFTER,
        /// `eb`: all of it is earlier.
        ENDS_BEFORE,
        /// `ap`: the two touch.
        TOUCHES
    }

    /// A condition: one of these tests must hold of the date.
    ///
    /// @param recorded whether it is about when the current version was recorded, and not about the
    ///   resource's own date
    public record Condition(boolean recorded, List<DateTest> anyOf) {
        public Condition {
            anyOf = List.copyOf(anyOf);
        }
    }

    /// In SQL, over the first and the last microsecond of the resource's date.
    String sql(String first, String last, List<Object> values) {
        long start = Micros.of(from);
        long end = Micros.of(to);
        String within = "(" + first + " >= ? AND " + last + " <= ?)";
        return switch (compare) {
            case EQUAL -> {
                values.addAll(List.of(start, end));
                yield within;
            }
            case NOT_EQUAL -> {
                values.addAll(List.of(start, end));
                yield "NOT " + within;
            }
            case GREATER -> {
                values.add(end);
                yield last + " > ?";
            }
            case LESS -> {
                values.add(start);
                yield first + " < ?";
            }
            case GREATER_OR_EQUAL -> {
                values.addAll(List.of(end, start, end));
                yield "(" + last + " > ? OR " + within + ")";
            }
            case LESS_OR_EQUAL -> {
                values.addAll(List.of(start, start, end));
                yield "(" + first + " < ? OR " + within + ")";
            }
            case STARTS_AFTER -> {
                values.add(end);
                yield first + " > ?";
            }
            case ENDS_BEFORE -> {
                values.add(start);
                yield last + " < ?";
            }
            case TOUCHES -> {
                values.addAll(List.of(end, start));
                yield "(" + first + " <= ? AND " + last + " >= ?)";
            }
        };
    }
}
