package org.osteon.pathway;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;

/// Resources that say something else than in an earlier evaluation, or that are not there.
final class RetrieveChanges {
    private final Map<FhirObject, Optional<FhirObject>> changes;
    private final IdentityHashMap<List<?>, List<?>> changed = new IdentityHashMap<>();

    /// What was found before, by what stands in its place.
    private final IdentityHashMap<List<?>, List<?>> before = new IdentityHashMap<>();

    /// Other changes of the same evaluation, from which these differ in some resources.
    private final @Nullable RetrieveChanges others;

    /// @param changes what was there before, and what stands in its place
    RetrieveChanges(Map<FhirObject, Optional<FhirObject>> changes) {
        this.changes = changes;
        this.others = null;
    }

    /// @param differing what was there before and may be changed otherwise than by the others, and
    ///   what stands in its place: itself where nothing is changed
    /// @param others other changes
    RetrieveChanges(Map<FhirObject, Optional<FhirObject>> differing, RetrieveChanges others) {
        this.changes = differing;
        this.others = others;
    }

    /// Whether what the others found in place of something may not stand there here.
    boolean differsIn(List<?> ofOthers) {
        return others != null && holdsDiffering(others.before(ofOthers));
    }

    private boolean holdsDiffering(List<?> found) {
        boolean isLookedUp = found instanceof ResourceList && changes.size() < found.size();
        return isLookedUp
                ? changes.keySet().stream().anyMatch(found::contains)
                : found.stream().anyMatch(changes::containsKey);
    }

    private synchronized List<?> before(List<?> found) {
        return before.getOrDefault(found, found);
    }

    /// Whether any of these is changed.
    boolean touches(Iterable<?> found) {
        for (Object item : found) {
            if (of((FhirObject) item).isEmpty() || of((FhirObject) item).get() != item) {
                return true;
            }
        }
        return false;
    }

    /// What stands in place of what was there before.
    private Optional<FhirObject> of(FhirObject before) {
        Optional<FhirObject> own = changes.get(before);
        if (own != null) {
            return own;
        }
        return others == null ? Optional.of(before) : others.of(before);
    }

    /// What is found in place of what was found before.
    synchronized List<?> in(List<?> found) {
        if (found.isEmpty()) {
            return found;
        }
        List<?> known = changed.get(found);
        if (known == null) {
            known =
                    others == null
                            ? touches(found) ? replaced(found) : found
                            : holdsDiffering(found) ? differing(found, others) : others.in(found);
            changed.put(found, known);
            before.put(known, found);
        }
        return known;
    }

    private List<?> replaced(List<?> found) {
        List<FhirObject> contents = new ArrayList<>(found.size());
        for (Object item : found) {
            of((FhirObject) item).ifPresent(contents::add);
        }
        return ChartRetrieve.sorted(contents);
    }

    /// From what the others found in its place, which may be as long as the chart: what stands
    /// otherwise here is taken out, and what stands in its place put where it belongs.
    private List<?> differing(List<?> found, RetrieveChanges from) {
        List<FhirObject> out = new ArrayList<>();
        List<FhirObject> in = new ArrayList<>();
        for (Map.Entry<FhirObject, Optional<FhirObject>> change : changes.entrySet()) {
            if (found.contains(change.getKey())) {
                Optional<FhirObject> there = from.of(change.getKey());
                if (!there.equals(change.getValue())) {
                    there.ifPresent(out::add);
                    change.getValue().ifPresent(in::add);
                }
            }
        }
        List<?> theirs = from.in(found);
        return out.isEmpty() && in.isEmpty() ? theirs : ChartRetrieve.sorted(theirs, out, in);
    }
}
