package org.osteon.pathway;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;

/// Resources that say something else than in an earlier evaluation, or that are not there.
final class RetrieveChanges {
    private final Map<FhirObject, Optional<FhirObject>> changes;
    private final IdentityHashMap<List<?>, List<?>> changed = new IdentityHashMap<>();

    /// What was found before, by what stands in its place.
    private final IdentityHashMap<List<?>, List<?>> before = new IdentityHashMap<>();

    /// Other changes of the same evaluation, from which these differ by little.
    private final @Nullable RetrieveChanges others;

    /// What was there before and may stand otherwise here than in the others.
    private final Set<FhirObject> differing;

    /// @param changes what was there before, and what stands in its place
    RetrieveChanges(Map<FhirObject, Optional<FhirObject>> changes) {
        this.changes = changes;
        this.others = null;
        this.differing = Set.of();
    }

    /// @param changes what was there before, and what stands in its place
    /// @param others other changes
    /// @param differing what may be changed otherwise than by the others
    RetrieveChanges(
            Map<FhirObject, Optional<FhirObject>> changes,
            RetrieveChanges others,
            Set<FhirObject> differing) {
        this.changes = changes;
        this.others = others;
        this.differing = differing;
    }

    /// Whether what the others found in place of something may not stand there here.
    boolean differsIn(List<?> ofOthers) {
        return others != null && holdsDiffering(others.before(ofOthers));
    }

    private boolean holdsDiffering(List<?> found) {
        boolean isLookedUp = found instanceof ResourceList && differing.size() < found.size();
        return isLookedUp
                ? differing.stream().anyMatch(found::contains)
                : found.stream().anyMatch(differing::contains);
    }

    private synchronized List<?> before(List<?> found) {
        return before.getOrDefault(found, found);
    }

    /// Whether any of these is changed.
    boolean touches(Iterable<?> found) {
        for (Object item : found) {
            if (changes.containsKey(item)) {
                return true;
            }
        }
        return false;
    }

    /// What is found in place of what was found before.
    synchronized List<?> in(List<?> found) {
        if (found.isEmpty()) {
            return found;
        }
        List<?> known = changed.get(found);
        if (known == null) {
            known =
                    others != null && !holdsDiffering(found)
                            ? others.in(found)
                            : touches(found) ? replaced(found) : found;
            changed.put(found, known);
            before.put(known, found);
        }
        return known;
    }

    private List<?> replaced(List<?> found) {
        List<FhirObject> contents = new ArrayList<>(found.size());
        for (Object item : found) {
            FhirObject content = (FhirObject) item;
            changes.getOrDefault(content, Optional.of(content)).ifPresent(contents::add);
        }
        return ChartRetrieve.sorted(contents);
    }
}
