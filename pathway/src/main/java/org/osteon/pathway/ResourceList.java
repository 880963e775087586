package org.osteon.pathway;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;

/// Resources, each once and none of them null: what a retrieve finds, what is left of such a list,
/// what several are together. Nobody changes it, so that it stands for itself where nothing is left
/// out and nothing is added, and whoever asks whether a resource is among them looks it up in the
/// same table.
final class ResourceList extends AbstractList<FhirObject> implements RandomAccess {
    static final ResourceList NONE = new ResourceList(new FhirObject[0]);

    private final FhirObject[] items;

    /// Made where it is asked for a second time. A resource is equal to itself only.
    private volatile @Nullable Set<Object> members;

    private boolean wasAsked;

    /// Which filters met it, by their number.
    private @Nullable Map<Integer, Met> indexes;

    private ResourceList(FhirObject[] items) {
        this.items = items;
    }

    /// @param resources each once
    static ResourceList of(Collection<?> resources) {
        return resources.isEmpty() ? NONE : new ResourceList(resources.toArray(FhirObject[]::new));
    }

    /// @param resources each once; nobody else has them
    static ResourceList ofAll(FhirObject[] resources) {
        return resources.length == 0 ? NONE : new ResourceList(resources);
    }

    /// What is left of this list.
    ///
    /// @param kept some of its resources, in its order
    ResourceList left(List<?> kept) {
        return kept.size() == items.length ? this : of(kept);
    }

    /// These and those of another that are not among them.
    ResourceList and(ResourceList other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        FhirObject[] all = Arrays.copyOf(items, items.length + other.items.length);
        int size = items.length;
        for (FhirObject one : other.items) {
            if (!contains(one)) {
                all[size++] = one;
            }
        }
        return new ResourceList(Arrays.copyOf(all, size));
    }

    /// Those that are not among others.
    ResourceList without(ResourceList others) {
        if (isEmpty() || others.isEmpty()) {
            return this;
        }
        FhirObject[] rest = new FhirObject[items.length];
        int size = 0;
        for (FhirObject one : items) {
            if (!others.contains(one)) {
                rest[size++] = one;
            }
        }
        return size == items.length ? this : of(Arrays.asList(rest).subList(0, size));
    }

    /// The index of this list for filters; null where it is not long and met for the first time.
    /// Runs that follow each other share it, and do not make it beside each other.
    ///
    /// @param of what they ask of a resource by itself
    @Nullable FilterIndex index(int filter, Function<@Nullable Object, @Nullable Object> of) {
        Met met = indexes().computeIfAbsent(filter, unused -> new Met());
        return met.index(items.length >= CqlWalk.MANY, () -> new FilterIndex(this, of));
    }

    /// That a filter met this list.
    private static final class Met {
        private boolean before;
        private @Nullable FilterIndex index;

        synchronized @Nullable FilterIndex index(boolean atOnce, Supplier<FilterIndex> made) {
            if (index == null && (before || atOnce)) {
                index = made.get();
            }
            before = true;
            return index;
        }
    }

    private synchronized Map<Integer, Met> indexes() {
        Map<Integer, Met> all = indexes;
        if (all == null) {
            all = new ConcurrentHashMap<>();
            indexes = all;
        }
        return all;
    }

    @Override
    public FhirObject get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }

    @Override
    public Iterator<FhirObject> iterator() {
        return Collections.unmodifiableList(Arrays.asList(items)).iterator();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a resource is equal to itself only
    public boolean contains(@Nullable Object resource) {
        Set<Object> known = members;
        if (known == null && wasAsked && items.length >= FilterIndex.WORTH_IT) {
            known = Collections.newSetFromMap(new IdentityHashMap<>(items.length));
            Collections.addAll(known, items);
            members = known;
        }
        wasAsked = true;
        if (known != null) {
            return known.contains(resource);
        }
        for (FhirObject one : items) {
            if (one == resource) {
                return true;
            }
        }
        return false;
    }
}
