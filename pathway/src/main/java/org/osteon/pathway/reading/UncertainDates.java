package org.osteon.pathway.reading;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirTime;
import org.osteon.chart.FhirValue;
import org.osteon.chart.Resource;

/// Dates of which only the month or the year is known, as intervals of days (chart dictionary, 3.1
/// rule 10).
///
/// Tried are the first and the last day, days spread evenly between them, and the days at the other
/// dates of the chart. Rules ask how far a date lies from another date of the chart or from today;
/// where the answer changes once along the interval, the ends show it. Where it changes twice (a
/// window within the interval), a day between shows it unless the window is narrower than the
/// spread and none of the chart's dates is near: a week within a month, a month within a year.
final class UncertainDates {
    private static final int DAYS_BETWEEN_IN_A_MONTH = 7;
    private static final int DAYS_BETWEEN_IN_A_YEAR = 30;

    /// Elements of a resource whose dates say nothing that a rule asks.
    private static final Set<String> NOT_ASKED =
            Set.of("identifier", "name", "address", "telecom", "meta", "contact", "contained");

    /// The first day of its interval counts (chart dictionary, 3.1 rule 14).
    private static final String DECEASED = "deceased";

    private static final String BIRTH = "birthDate";

    private final LocalDate asOf;
    private final NavigableSet<LocalDate> days;

    /// @param days the days that other facts of the chart lie on
    UncertainDates(LocalDate asOf, NavigableSet<LocalDate> days) {
        this.asOf = asOf;
        this.days = days;
    }

    /// @param seen dates that are facts already
    List<UncertainFact> of(Resource resource, Set<FhirValue> seen) {
        List<UncertainFact> facts = new ArrayList<>();
        for (String name : resource.content().names()) {
            if (!NOT_ASKED.contains(name)) {
                boolean hasHappened = isOwnDate(resource, name);
                collect(resource, name, resource.content().get(name), hasHappened, facts, seen);
            }
        }
        return facts;
    }

    /// Only what says when the resource itself happened cannot lie after today; what it plans can.
    private static boolean isOwnDate(Resource resource, String name) {
        return name.equals(BIRTH)
                || resource.dateElements().stream()
                        .anyMatch(
                                element -> element.equals(name) || element.startsWith(name + "."));
    }

    private void collect(
            Resource resource,
            String name,
            @Nullable Object value,
            boolean hasHappened,
            List<UncertainFact> facts,
            Set<FhirValue> seen) {
        switch (value) {
            case FhirPrimitive primitive
                    when primitive.value() instanceof FhirTime time
                            && time.isPartial()
                            && seen.add(primitive) ->
                    facts.add(fact(resource, name, primitive, time, hasHappened));
            case FhirObject object -> {
                for (String inner : object.names()) {
                    collect(
                            resource,
                            inner,
                            object.get(inner),
                            hasHappened && !inner.equals("end"),
                            facts,
                            seen);
                }
            }
            case List<?> list ->
                    list.forEach(item -> collect(resource, name, item, hasHappened, facts, seen));
            case null, default -> {}
        }
    }

    private UncertainFact fact(
            Resource resource,
            String name,
            FhirPrimitive written,
            FhirTime time,
            boolean hasHappened) {
        LocalDate first = time.earliest();
        LocalDate last =
                hasHappened && !first.isAfter(asOf) && time.latest().isAfter(asOf)
                        ? asOf
                        : time.latest();
        List<LocalDate> tried = name.equals(DECEASED) ? List.of(first) : tried(first, last);
        return new UncertainFact(
                UncertainFact.Kind.DATE,
                List.of(resource),
                tried.stream().map(day -> at(resource, written, day)).toList());
    }

    private List<LocalDate> tried(LocalDate first, LocalDate last) {
        Set<LocalDate> tried = new LinkedHashSet<>();
        tried.add(first);
        tried.add(last);
        if (ChronoUnit.DAYS.between(first, last) > 1) {
            for (LocalDate day : days.subSet(first, last)) {
                add(tried, first, last, day.minusDays(1));
                add(tried, first, last, day);
                add(tried, first, last, day.plusDays(1));
            }
            boolean isYear = ChronoUnit.DAYS.between(first, last) > 31;
            int step = isYear ? DAYS_BETWEEN_IN_A_YEAR : DAYS_BETWEEN_IN_A_MONTH;
            for (LocalDate day = first; day.isBefore(last); day = day.plusDays(step)) {
                tried.add(day);
            }
        }
        return List.copyOf(tried);
    }

    private static void add(Set<LocalDate> tried, LocalDate first, LocalDate last, LocalDate day) {
        if (!day.isBefore(first) && !day.isAfter(last)) {
            tried.add(day);
        }
    }

    private static UncertainFact.Choice at(
            Resource uncertain, FhirPrimitive written, LocalDate day) {
        FhirPrimitive plain = FhirPrimitive.of(written.typeName(), FhirTime.of(day));
        return (resource, content) ->
                Optional.of(
                        resource.reference().equals(uncertain.reference())
                                ? Replacement.in(content, written, plain)
                                : content);
    }
}
