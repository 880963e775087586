package org.osteon.pathway;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.FhirObject;

/// Resources that say something else than in an earlier evaluation, or that are not there.
final class RetrieveChanges {
    private final Map<FhirObject, Optional<FhirObject>> changes;
    private final IdentityHashMap<List<?>, List<?>> changed = new IdentityHashMap<>();

    /// @param changes what was there before, and what stands in its place
    RetrieveChanges(Map<FhirObject, Optional<FhirObject>> changes) {
        this.changes = changes;
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
            known = touches(found) ? replaced(found) : found;
            changed.put(found, known);
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
