package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osteon.chart.Coding;
import org.osteon.chart.ContentOrder;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Results of one kind and one time that differ (chart dictionary, 3.1 rule 12): the same moment,
/// or the same day where one of them has no time of day. The rules see them one at a time.
final class TiedResults {
    private static final String QUANTITY = "Quantity";

    private TiedResults() {}

    /// @param results of one kind
    static List<UncertainFact> in(List<Resource> results) {
        Map<OneTime, List<Resource>> alike = new LinkedHashMap<>();
        for (Resource result : results) {
            FhirObject content = result.content();
            if (content.text("status").filter(UnreadableValues.COUNTED::contains).isPresent()) {
                result.date()
                        .flatMap(FhirTime::date)
                        .ifPresent(day ->
                                alike.computeIfAbsent(
                                                OneTime.of(day, content),
                                                unused -> new ArrayList<>())
                                        .add(result));
            }
        }
        List<UncertainFact> facts = new ArrayList<>();
        alike.values()
                .forEach(day -> {
                    if (day.size() > 1) {
                        ofOneQuantity(day).stream()
                                .filter(kind -> kind.size() > 1)
                                .forEach(kind -> facts.addAll(ofDay(kind)));
                    }
                });
        return facts;
    }

    /// Results of two sides of the body, or of the patient and a donor, are not of one kind.
    private record OneTime(LocalDate day, List<Coding> site, List<String> about) {
        static OneTime of(LocalDate day, FhirObject content) {
            return new OneTime(
                    day,
                    content.codings("bodySite"),
                    content.objects("focus").stream()
                            .flatMap(focus -> focus.text("reference").stream())
                            .toList());
        }
    }

    /// Those that share a code: an ionised and a total calcium are two quantities, though the rules
    /// may ask for both at once. The reading has given every variant of an analyte the same code.
    private static List<List<Resource>> ofOneQuantity(List<Resource> results) {
        List<List<Resource>> kinds = new ArrayList<>();
        for (Resource result : results) {
            List<List<Resource>> alike =
                    kinds.stream()
                            .filter(kind ->
                                    kind.stream().anyMatch(other -> sharesACode(other, result)))
                            .toList();
            kinds.removeAll(alike);
            List<Resource> joined = new ArrayList<>();
            alike.forEach(joined::addAll);
            joined.add(result);
            kinds.add(joined);
        }
        return kinds;
    }

    private static boolean sharesACode(Resource one, Resource other) {
        return one.content().codings("code").stream()
                .anyMatch(coding ->
                        other.content().codings("code").stream()
                                .anyMatch(another ->
                                        coding.code().equals(another.code())
                                                && coding.system().equals(another.system())));
    }

    private static List<UncertainFact> ofDay(List<Resource> day) {
        List<Resource> untimed = new ArrayList<>();
        Map<LocalTime, List<Resource>> byTime = new TreeMap<>();
        for (Resource result : day) {
            LocalTime time = result.date().map(FhirTime::time).orElse(null);
            if (time == null) {
                untimed.add(result);
            } else {
                byTime.computeIfAbsent(time, unused -> new ArrayList<>()).add(result);
            }
        }
        if (!untimed.isEmpty()) {
            return differ(day) ? List.of(withUntimed(day, untimed, byTime)) : List.of();
        }
        return byTime.values().stream()
                .filter(TiedResults::differ)
                .map(same -> fact(same, same.stream().map(Set::of).toList()))
                .toList();
    }

    /// Either what has no time of day is what counts, or those that have one.
    private static UncertainFact withUntimed(
            List<Resource> day, List<Resource> untimed, Map<LocalTime, List<Resource>> byTime) {
        List<Set<Resource>> kept = new ArrayList<>();
        untimed.forEach(result -> kept.add(Set.of(result)));
        int most = byTime.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            Set<Resource> timed = new HashSet<>();
            for (List<Resource> same : byTime.values()) {
                timed.add(same.get(Math.min(i, same.size() - 1)));
            }
            kept.add(timed);
        }
        return fact(day, kept);
    }

    private static UncertainFact fact(List<Resource> tied, List<Set<Resource>> kept) {
        List<Resource> inOrder =
                tied.stream()
                        .sorted((one, other) ->
                                ContentOrder.INSTANCE.compare(one.content(), other.content()))
                        .toList();
        List<UncertainFact.Choice> choices = new ArrayList<>();
        for (Set<Resource> left : kept) {
            choices.add(
                    UncertainFact.without(
                            inOrder.stream()
                                    .filter(result -> !left.contains(result))
                                    .map(Resource::reference)
                                    .collect(Collectors.toUnmodifiableSet())));
        }
        return new UncertainFact(UncertainFact.Kind.TIE, inOrder, choices);
    }

    private static boolean differ(List<Resource> results) {
        FhirObject first = results.getFirst().content();
        return results.stream().anyMatch(result -> !saysTheSame(first, result.content()));
    }

    private static boolean saysTheSame(FhirObject one, FhirObject other) {
        Object value = one.get("value");
        Object another = other.get("value");
        if (value instanceof FhirObject quantity
                && another instanceof FhirObject second
                && quantity.typeName().equals(QUANTITY)
                && second.typeName().equals(QUANTITY)) {
            return quantity.number("value")
                            .map(BigDecimal::stripTrailingZeros)
                            .equals(second.number("value").map(BigDecimal::stripTrailingZeros))
                    && quantity.text("comparator").equals(second.text("comparator"))
                    && quantity.text("code")
                            .or(() -> quantity.text("unit"))
                            .equals(second.text("code").or(() -> second.text("unit")));
        }
        return ContentOrder.INSTANCE.compare(said(one), said(other)) == 0;
    }

    /// What a result says, without when and how it came.
    private static FhirObject said(FhirObject result) {
        Map<String, Object> elements = new LinkedHashMap<>();
        for (String name : List.of("value", "component", "dataAbsentReason")) {
            Object value = result.get(name);
            if (value != null) {
                elements.put(name, value);
            }
        }
        return FhirObject.of("", elements);
    }
}
