package org.osteon.records.cohort;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.Rule;
import org.osteon.records.words.Problem;

/// People followed for an endpoint, from charts or from a table: what the estimators take, with the
/// way back to where each row came from.
///
/// @param title the endpoint
/// @param description what counts as an event
/// @param from what time is counted from, in words
/// @param unit of the times
/// @param kinds kinds of event in words: the one of interest, then those that compete
/// @param factors what people can be compared by
/// @param people in their order
/// @param attrition how many are left after each step
public record FollowedPeople(
        String title,
        String description,
        String from,
        String unit,
        List<String> kinds,
        List<Factor> factors,
        List<Person> people,
        List<Step> attrition) {
    private static final int MOST_GROUPS = 12;

    /// What people can be compared by.
    public record Factor(String id, String title) {}

    /// One of them.
    ///
    /// @param name the reference of the patient, or the number of the row
    /// @param chart the id of the chart; empty for a row of a table
    /// @param event 0 censored, else the number of the kind
    /// @param kind the event in words
    public record Person(
            String name,
            String chart,
            double time,
            int event,
            String kind,
            Map<String, String> factors,
            List<String> evidence) {}

    /// A step from all to those counted.
    ///
    /// @param what who was left out, or who is left
    /// @param out how many left at this step
    /// @param left how many stay
    public record Step(String what, int out, int left) {}

    /// A cohort from charts.
    public static FollowedPeople of(Cohort cohort, String endpoint) {
        Rule rule = cohort.endpoint(endpoint);
        List<Step> steps = new ArrayList<>();
        int left = cohort.charts();
        steps.add(new Step("charts in the store", 0, left));
        if (!cohort.unreadable().isEmpty()) {
            left -= cohort.unreadable().size();
            steps.add(new Step("cannot be read", cohort.unreadable().size(), left));
        }
        steps.add(
                new Step(
                        "never came to time zero",
                        left - cohort.patients().size(),
                        cohort.patients().size()));
        left = cohort.patients().size();
        Map<String, Long> reasons =
                new TreeMap<>(
                        cohort.leftOut(endpoint).values().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                reason -> reason, Collectors.counting())));
        for (Map.Entry<String, Long> reason : reasons.entrySet()) {
            left -= reason.getValue().intValue();
            steps.add(new Step(reason.getKey(), reason.getValue().intValue(), left));
        }
        List<Person> people = new ArrayList<>();
        cohort.observed(endpoint)
                .forEach((patient, observed) ->
                        people.add(
                                new Person(
                                        patient.patient(),
                                        patient.patient().replaceFirst("^Patient/", ""),
                                        observed.days(),
                                        observed.event(),
                                        observed.kind(),
                                        patient.factors(),
                                        Stream.concat(
                                                        patient.startEvidence().stream(),
                                                        observed.evidence().stream())
                                                .map(Evidence::reference)
                                                .distinct()
                                                .toList())));
        return new FollowedPeople(
                rule.title(),
                rule.description(),
                "time zero",
                "days",
                rule.rules().stream().map(Rule::title).toList(),
                cohort.pathway().factors().stream()
                        .map(factor -> new Factor(factor.id(), factor.title()))
                        .toList(),
                people,
                steps);
    }

    /// The rows of a table.
    ///
    /// @param time the column of times
    /// @param event the column of events: 0 censored, 1, 2 …
    /// @param kinds their names; those not named are numbered
    /// @throws Problem where a column is missing or holds something else
    public static FollowedPeople of(
            Table table, String title, String time, String event, List<String> kinds) {
        double[] times = table.numbers(time);
        double[] events = table.numbers(event);
        List<String> names = new ArrayList<>(kinds);
        List<Factor> factors =
                table.names().stream()
                        .filter(name -> !name.equals(time) && !name.equals(event))
                        .filter(name -> isFactor(table.column(name)))
                        .map(name -> new Factor(name, name))
                        .toList();
        List<Person> people = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            if (Double.isNaN(times[row]) || Double.isNaN(events[row])) {
                continue;
            }
            int code = (int) events[row];
            if (code != events[row] || code < 0) {
                throw Problem.unusable(
                        "column '"
                                + event
                                + "' holds "
                                + Column.plain(events[row])
                                + " in row "
                                + (row + 1)
                                + ": 0 is censored, 1, 2 … are kinds of event");
            }
            if (times[row] < 0) {
                throw Problem.unusable(
                        "column '"
                                + time
                                + "' holds the negative time "
                                + Column.plain(times[row])
                                + " in row "
                                + (row + 1));
            }
            while (names.size() < code) {
                names.add("event " + (names.size() + 1));
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (Factor factor : factors) {
                String value = table.column(factor.id()).text(row);
                if (value != null) {
                    values.put(factor.id(), value);
                }
            }
            people.add(
                    new Person(
                            "row " + (row + 1),
                            "",
                            times[row],
                            code,
                            code == 0 ? "" : names.get(code - 1),
                            values,
                            List.of()));
        }
        return new FollowedPeople(
                title,
                "",
                "",
                "days",
                names.isEmpty() ? List.of("event 1") : names,
                factors,
                people,
                List.of(
                        new Step("rows in the table", 0, table.rows()),
                        new Step(
                                "without a time or an event",
                                table.rows() - people.size(),
                                people.size())));
    }

    /// Few labels that come again: something to compare by.
    private static boolean isFactor(Column column) {
        TreeSet<String> labels = new TreeSet<>();
        for (int row = 0; row < column.size(); row++) {
            String label = column.text(row);
            if (label != null && labels.add(label) && labels.size() > MOST_GROUPS) {
                return false;
            }
        }
        return labels.size() > 1;
    }

    /// Those for whom a factor has a value, in plain words of the factor.
    ///
    /// @param wanted by factor the value
    public FollowedPeople where(Map<String, String> wanted) {
        FollowedPeople kept = this;
        for (Factor factor : factors) {
            String value = wanted.get(factor.id());
            if (value != null && !value.isEmpty()) {
                kept =
                        kept.keeping(
                                factor.title() + " is not " + value,
                                kept.people.stream()
                                        .filter(person ->
                                                value.equals(person.factors().get(factor.id())))
                                        .toList());
            }
        }
        return kept;
    }

    /// Those for whom the factor is known.
    public FollowedPeople knowing(String factor) {
        List<Person> knowing =
                people.stream().filter(person -> person.factors().containsKey(factor)).toList();
        return knowing.size() == people.size()
                ? this
                : keeping(title(factor) + " is not known", knowing);
    }

    private FollowedPeople keeping(String what, List<Person> kept) {
        List<Step> steps = new ArrayList<>(attrition);
        steps.add(new Step(what, people.size() - kept.size(), kept.size()));
        return new FollowedPeople(
                title, description, from, unit, kinds, factors, kept, List.copyOf(steps));
    }

    /// The title of a factor.
    public String title(String factor) {
        return factors.stream()
                .filter(one -> one.id().equals(factor))
                .map(Factor::title)
                .findFirst()
                .orElse(factor);
    }

    /// The values of a factor that occur.
    public Collection<String> values(String factor) {
        return FactorValues.of(people.stream().map(Person::factors), factor);
    }

    /// What the estimators take.
    public EventTimes eventTimes() {
        return EventTimes.of(
                people.stream().mapToDouble(Person::time).toArray(),
                people.stream().mapToInt(Person::event).toArray());
    }

    /// The groups by a factor that all know; one group where none is named.
    public Groups groups(@Nullable String factor) {
        return factor == null || factor.isEmpty()
                ? Groups.ordered(
                        IntStream.range(0, people.size()).mapToObj(_ -> "All").toList(),
                        List.of("All"))
                : Groups.of(people.stream().map(person -> person.factors().get(factor)).toList());
    }

    /// How many had each kind of event; first those censored.
    public int[] counts() {
        int[] counts = new int[kinds.size() + 1];
        people.forEach(person -> counts[person.event()]++);
        return counts;
    }
}
