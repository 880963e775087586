package org.osteon.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What to search for among the resources as they are now. All conditions must hold; values within
/// one condition are alternatives.
///
/// ```java
/// ResourceQuery.of("Observation").inChart("p1")
///         .with("code", "http://loinc.org|2160-0", "http://loinc.org|14682-9")
///         .dated(from, to).order(Order.NEWEST_FIRST).limit(50)
/// ```
///
/// @param type resource type
/// @param charts charts to look in; empty: all
/// @param ids logical ids; empty: any
/// @param tokens conditions on coded elements
/// @param date bounds on the resource's own date (when it happened, else was planned, else written)
/// @param recorded bounds on when the current version was recorded: `_lastUpdated`
/// @param dates comparisons of dates as FHIR has them
/// @param order the order of the page
/// @param limit the size of a page, 1 to 10 000
/// @param offset how many to pass over; prefer [Page#next], which also holds while others write
/// @param after where the page before ended ([Page#next]); empty: at the beginning
/// @param total how many there are on all pages, where somebody has counted them; else they are
///   counted for the first page
public record ResourceQuery(
        String type,
        List<String> charts,
        List<String> ids,
        List<TokenCondition> tokens,
        Span date,
        Span recorded,
        List<DateTest.Condition> dates,
        Order order,
        int limit,
        int offset,
        Optional<String> after,
        OptionalLong total) {
    private static final int MOST = 10_000;

    public ResourceQuery {
        charts = List.copyOf(charts);
        ids = List.copyOf(ids);
        tokens = List.copyOf(tokens);
        dates = List.copyOf(dates);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "a page has 1 to " + MOST + " resources, not " + limit);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is 0 or more, not " + offset);
        }
    }

    /// In which order.
    public enum Order {
        /// In the order in which they first came in.
        AS_ENTERED,
        /// By their own date, the latest first, those without a date last.
        NEWEST_FIRST,
        /// By their own date, the earliest first, those without a date last.
        OLDEST_FIRST,
        /// By when the current version was recorded, the latest first.
        LAST_RECORDED_FIRST,
        /// By when the current version was recorded, the earliest first.
        FIRST_RECORDED_FIRST
    }

    /// One of these codes in an element.
    ///
    /// @param parameter `code` (also a medication's or vaccine's), `category`, `status`,
    ///   `clinical-status`, `verification-status`, `intent`, `class`, `type`, `gender`,
    ///   `identifier`
    /// @param anyOf `system|code`, `|code` (no system), `system|` (any code of it) or `code` (any
    ///   system)
    public record TokenCondition(String parameter, List<String> anyOf) {
        public TokenCondition {
            anyOf = List.copyOf(anyOf);
        }
    }

    /// From one instant up to another, both within; empty: no bound.
    public record Span(Optional<Instant> from, Optional<Instant> to) {
        /// No bounds at all.
        public static final Span ANY = new Span(Optional.empty(), Optional.empty());
    }

    /// The parameter of [TokenCondition] that a coded element is found by, by the element's name as
    /// JSON has it; empty where it is not.
    public static Optional<String> parameterOf(String element) {
        return SearchValues.parameterOf(element);
    }

    /// Whether an element, by its name as JSON has it, can be the own date of a resource.
    public static boolean isOwnDate(String element) {
        return SearchValues.isOwnDate(element);
    }

    /// All resources of a type, 100 to a page.
    public static ResourceQuery of(String type) {
        return new ResourceQuery(
                type,
                List.of(),
                List.of(),
                List.of(),
                Span.ANY,
                Span.ANY,
                List.of(),
                Order.AS_ENTERED,
                100,
                0,
                Optional.empty(),
                OptionalLong.empty());
    }

    /// Only in these charts.
    public ResourceQuery inChart(String... charts) {
        return new ResourceQuery(
                type,
                List.of(charts),
                ids,
                tokens,
                date,
                recorded,
                dates,
                order,
                limit,
                offset,
                after,
                total);
    }

    /// Only these ids.
    public ResourceQuery withId(String... ids) {
        return new ResourceQuery(
                type,
                charts,
                List.of(ids),
                tokens,
                date,
                recorded,
                dates,
                order,
                limit,
                offset,
                after,
                total);
    }

    /// And only with one of these codes; see [TokenCondition].
    public ResourceQuery with(String parameter, String... anyOf) {
        List<TokenCondition> all = new ArrayList<>(tokens);
        all.add(new TokenCondition(parameter, List.of(anyOf)));
        return new ResourceQuery(
                type, charts, ids, all, date, recorded, dates, order, limit, offset, after, total);
    }

    /// Only where the resource's own date touches this span.
    public ResourceQuery dated(Span date) {
        return new ResourceQuery(
                type, charts, ids, tokens, date, recorded, dates, order, limit, offset, after,
                total);
    }

    /// Only where the resource's own date touches the span from one instant to the other.
    public ResourceQuery dated(Instant from, Instant to) {
        return dated(new Span(Optional.of(from), Optional.of(to)));
    }

    /// Only where the current version was recorded in this span.
    public ResourceQuery recorded(Span recorded) {
        return new ResourceQuery(
                type, charts, ids, tokens, date, recorded, dates, order, limit, offset, after,
                total);
    }

    /// And only where this holds of a date.
    public ResourceQuery where(DateTest.Condition condition) {
        List<DateTest.Condition> all = new ArrayList<>(dates);
        all.add(condition);
        return new ResourceQuery(
                type, charts, ids, tokens, date, recorded, all, order, limit, offset, after, total);
    }

    /// In this order.
    public ResourceQuery order(Order order) {
        return new ResourceQuery(
                type, charts, ids, tokens, date, recorded, dates, order, limit, offset, after,
                total);
    }

    /// So many to a page.
    public ResourceQuery limit(int limit) {
        return new ResourceQuery(
                type, charts, ids, tokens, date, recorded, dates, order, limit, offset, after,
                total);
    }

    /// Passing over so many.
    public ResourceQuery offset(int offset) {
        return new ResourceQuery(
                type, charts, ids, tokens, date, recorded, dates, order, limit, offset, after,
                total);
    }

    /// The page after the one that ended with this [Page#next].
    public ResourceQuery after(String next) {
        return new ResourceQuery(
                type,
                charts,
                ids,
                tokens,
                date,
                recorded,
                dates,
                order,
                limit,
                offset,
                Optional.of(next),
                total);
    }

    /// Not counting again how many there are.
    public ResourceQuery counted(long total) {
        return new ResourceQuery(
                type,
                charts,
                ids,
                tokens,
                date,
                recorded,
                dates,
                order,
                limit,
                offset,
                after,
                OptionalLong.of(total));
    }
}
