package org.osteon.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osteon.chart.FhirObject;

/// What of the chart of somebody in a study tells their arm: resources that bear the label of the
/// study. Who is not told who got what sees the chart as if they were not there.
///
/// @param studies those that the patient is in
/// @param told of which they may know who got what, and what they write hides it
record Blinding(Set<String> studies, Map<String, Set<String>> told) {
    static final Blinding NONE = new Blinding(Set.of(), Map.of());

    static Blinding of(Protection chart, Person who, Collection<? extends Grant> grants) {
        if (chart.studies().isEmpty()) {
            return NONE;
        }
        Map<String, Set<String>> told = new TreeMap<>();
        for (Grant grant : grants) {
            if (grant instanceof Grant.Unblinded(String person, String study, Set<String> hides)
                    && person.equals(who.id())) {
                told.put(study, hides);
            }
        }
        return new Blinding(chart.studies(), told);
    }

    /// Whether anything may be hidden at all.
    boolean mayHide() {
        return !told.keySet().containsAll(studies);
    }

    /// Whether a resource tells the arm of somebody who may not know it. The label hides whatever
    /// study it is of, known or not.
    boolean hides(FhirObject resource) {
        return mayHide() && labels(resource).stream().anyMatch(study -> !told.containsKey(study));
    }

    private static List<String> labels(FhirObject resource) {
        return resource.objects("meta").stream()
                .flatMap(meta -> meta.objects("security").stream())
                .filter(one -> one.text("system").filter(Protection.BLIND::equals).isPresent())
                .flatMap(one -> one.text("code").stream())
                .toList();
    }

    /// The study whose label belongs to what they write of a type; empty where none.
    Optional<String> label(String type) {
        return told.entrySet().stream()
                .filter(one -> studies.contains(one.getKey()) && one.getValue().contains(type))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
