package org.osteon.pathway;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.osteon.chart.FhirObject;

/// The items of a list, for who asks of many resources whether they are among them. A resource is
/// equal to itself only.
final class ListMembers {
    private final Set<Object> resources = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean areResources;

    ListMembers(List<?> items) {
        for (Object item : items) {
            if (item instanceof FhirObject) {
                resources.add(item);
            }
        }
        areResources = CqlOperators.areResources(items);
    }

    boolean has(Object resource) {
        return resources.contains(resource);
    }

    /// Whether nothing else is in the list.
    boolean areResources() {
        return areResources;
    }
}
