package org.osteon.pathway.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.ContentOrder;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.FhirValue;
import org.osteon.chart.Resource;

/// The uncertain facts of a chart, and its resources as they are when each means one thing.
public final class UncertainFacts {
    private final List<UncertainFact> facts;
    private final Map<String, List<UncertainFact>> byReference = new HashMap<>();

    /// The resources as they were read, by their elements where every fact means the first thing
    /// that it can.
    private final IdentityHashMap<FhirObject, Resource> read = new IdentityHashMap<>();

    private UncertainFacts(List<UncertainFact> facts) {
        this.facts = List.copyOf(facts);
        for (UncertainFact fact : facts) {
            for (Resource resource : fact.resources()) {
                byReference
                        .computeIfAbsent(resource.reference(), unused -> new ArrayList<>())
                        .add(fact);
            }
        }
    }

    /// The partial dates and the bounds of a chart as it was read. Results that disagree are found
    /// by what is asked for: [#tied(List)].
    public static UncertainFacts of(Chart read, LocalDate asOf) {
        List<Resource> uncertain =
                read.resources().stream()
                        .filter(resource -> resource.hasPartialDates() || resource.hasComparators())
                        .sorted(Comparator.comparing(Resource::reference))
                        .toList();
        if (uncertain.isEmpty()) {
            return new UncertainFacts(List.of());
        }
        UncertainDates dates = new UncertainDates(asOf, days(read, asOf));
        // What a panel and a result within it share is one fact.
        Set<FhirValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        // So is what is there twice: one of the two would hide what the other can mean.
        Map<FhirObject, List<List<UncertainFact>>> alike = new TreeMap<>(ContentOrder.INSTANCE);
        for (Resource resource : uncertain) {
            List<UncertainFact> facts = new ArrayList<>();
            if (resource.hasPartialDates()) {
                facts.addAll(dates.of(resource, seen));
            }
            if (resource.hasComparators()
                    && resource.type().equals("Observation")
                    && !ReadingTag.of(resource.content()).contains(ReadingTag.UNUSABLE_BOUND)) {
                facts.addAll(UncertainValues.of(resource, seen));
            }
            alike.computeIfAbsent(resource.content(), unused -> new ArrayList<>()).add(facts);
        }
        return new UncertainFacts(
                alike.values().stream().flatMap(UncertainFacts::together).toList());
    }

    /// The facts of resources that say the same, each as often as one of them says it.
    private static Stream<UncertainFact> together(List<List<UncertainFact>> alike) {
        List<UncertainFact> first = alike.getFirst();
        return alike.stream().allMatch(facts -> facts.size() == first.size())
                ? IntStream.range(0, first.size())
                        .mapToObj(i ->
                                UncertainFact.together(
                                        alike.stream().map(facts -> facts.get(i)).toList()))
                : alike.stream().flatMap(List::stream);
    }

    /// These and others.
    public UncertainFacts with(UncertainFacts others) {
        return others.facts.isEmpty() ? this : joined(others);
    }

    private UncertainFacts joined(UncertainFacts others) {
        UncertainFacts all =
                new UncertainFacts(Stream.concat(facts.stream(), others.facts.stream()).toList());
        all.read.putAll(read);
        all.read.putAll(others.read);
        return all;
    }

    /// Results among these, of one kind, that have one time and differ.
    public static List<UncertainFact> tied(List<Resource> results) {
        return TiedResults.in(results);
    }

    /// The days of what was done and of today: what the distances of other dates are measured from.
    private static NavigableSet<LocalDate> days(Chart read, LocalDate asOf) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        days.add(asOf);
        for (String type : List.of("MedicationAdministration", "Procedure")) {
            for (Resource resource : read.resources(type)) {
                resource.date().flatMap(FhirTime::date).ifPresent(days::add);
            }
        }
        return days;
    }

    /// The facts.
    public List<UncertainFact> facts() {
        return facts;
    }

    /// The chart in which every fact means the first thing that it can.
    public Chart plain(Chart written) {
        if (facts.isEmpty()) {
            return written;
        }
        List<Resource> plain = new ArrayList<>(written.resources().size());
        for (Resource resource : written.resources()) {
            Resource first = in(resource, Map.of()).orElse(resource);
            if (first != resource) {
                read.put(first.content(), resource);
            }
            plain.add(first);
        }
        return written.withResources(plain);
    }

    /// A resource in the world of these choices, the first where there is none; empty where it is
    /// not there.
    ///
    /// @param plain the resource where every fact means the first thing that it can
    public Optional<Resource> in(Resource plain, Map<UncertainFact, Integer> choices) {
        Resource before = read.getOrDefault(plain.content(), plain);
        Optional<FhirObject> content = Optional.of(before.content());
        for (UncertainFact fact : byReference.getOrDefault(plain.reference(), List.of())) {
            UncertainFact.Choice choice = fact.choices().get(choices.getOrDefault(fact, 0));
            content = content.flatMap(now -> choice.of(before, now));
        }
        for (Map.Entry<UncertainFact, Integer> chosen : choices.entrySet()) {
            if (chosen.getKey().isTie()) {
                UncertainFact.Choice choice = chosen.getKey().choices().get(chosen.getValue());
                content = content.flatMap(now -> choice.of(before, now));
            }
        }
        return content.map(now -> now == before.content() ? plain : before.with(now));
    }
}
