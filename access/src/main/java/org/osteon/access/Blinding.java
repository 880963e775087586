package org.osteon.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.chart.FhirObject;

/// What of the chart of somebody in a study tells their arm: resources that bear the label of the
/// study. Who is not told who got what sees the chart as if they were not there.
///
/// @param studies those that the patient is in
/// @param told of which they may know who got what
record Blinding(Set<String> studies, Set<String> told) {
    static final Blinding NONE = new Blinding(Set.of(), Set.of());

    static Blinding of(Protection chart, Person who, Collection<? extends Grant> grants) {
        if (chart.studies().isEmpty()) {
            return NONE;
        }
        Set<String> told = new TreeSet<>();
        for (Grant grant : grants) {
            if (grant instanceof Grant.Unblinded(String person, String study)
                    && person.equals(who.id())) {
                told.add(study);
            }
        }
        return new Blinding(chart.studies(), told);
    }

    /// Whether anything may be hidden at all.
    boolean mayHide() {
        return !told.containsAll(studies);
    }

    /// Whether a resource tells the arm of somebody who may not know it. The label hides whatever
    /// study it is of, known or not.
    boolean hides(FhirObject resource) {
        return mayHide() && labels(resource).stream().anyMatch(study -> !told.contains(study));
    }

    private static List<String> labels(FhirObject resource) {
        return resource.objects("meta").stream()
                .flatMap(meta -> meta.objects("security").stream())
                .filter(one -> one.text("system").filter(Protection.BLIND::equals).isPresent())
                .flatMap(one -> one.text("code").stream())
                .toList();
    }

    /// The studies of the patient of which they may know it: what they write could tell.
    Set<String> known() {
        Set<String> known = new TreeSet<>(studies);
        known.retainAll(told);
        return known;
    }
}
