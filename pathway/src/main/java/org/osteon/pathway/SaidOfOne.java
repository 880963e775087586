package org.osteon.pathway;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;

/// What functions say of one object by that object alone, such as the day of a resource: asked
/// again and again, and the same in every run. Runs that go on side by side fill it in together;
/// what two of them find at one time is the same.
final class SaidOfOne {
    /// In place of null.
    private static final Object NOTHING = new Object();

    /// By the number of the function.
    private final AtomicReferenceArray<@Nullable Table> byFunction;

    /// @param functions how many there are
    SaidOfOne(int functions) {
        byFunction = new AtomicReferenceArray<>(functions);
    }

    /// What the function says of the object.
    ///
    /// @param evaluated where it was not asked before; it may ask for others
    @Nullable Object of(int function, FhirObject object, Supplier<@Nullable Object> evaluated) {
        Table known = known(function);
        Object said = known.get(object);
        if (said == null) {
            Object found = evaluated.get();
            said = found == null ? NOTHING : found;
            known.put(object, said);
        }
        return NOTHING.equals(said) ? null : said;
    }

    private Table known(int function) {
        Table known = byFunction.get(function);
        if (known == null) {
            byFunction.compareAndSet(function, null, new Table());
            known = Objects.requireNonNull(byFunction.get(function));
        }
        return known;
    }

    /// By objects, each equal to itself only, which are read as they lie and never leave. Who reads
    /// waits for nobody, and may miss what another is just putting there.
    private static final class Table {
        private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

        private static final int FEW = 16;

        /// An object, what is said of it, the next object: a place is taken by who writes the
        /// object last.
        private volatile @Nullable Object[] slots = new @Nullable Object[2 * FEW];

        private int size;

        @Nullable Object get(FhirObject object) {
            @Nullable Object[] all = slots;
            for (int at = place(object, all.length); ; at = next(at, all.length)) {
                Object there = SLOT.getAcquire(all, at);
                if (there == object) {
                    return all[at + 1];
                }
                if (there == null) {
                    return null;
                }
            }
        }

        synchronized void put(FhirObject object, Object said) {
            if (4 * size > slots.length) {
                grow();
            }
            if (add(slots, object, said)) {
                size++;
            }
        }

        private void grow() {
            @Nullable Object[] before = slots;
            @Nullable Object[] more = new @Nullable Object[2 * before.length];
            for (int at = 0; at < before.length; at += 2) {
                if (before[at] instanceof FhirObject object) {
                    add(more, object, Objects.requireNonNull(before[at + 1]));
                }
            }
            slots = more;
        }

        private static boolean add(@Nullable Object[] all, FhirObject object, Object said) {
            int at = place(object, all.length);
            for (; all[at] != null; at = next(at, all.length)) {
                if (all[at] == object) {
                    return false;
                }
            }
            all[at + 1] = said;
            SLOT.setRelease(all, at, object);
            return true;
        }

        private static int place(FhirObject object, int length) {
            int hash = System.identityHashCode(object) * 0x9E3779B9;
            return (hash >>> 8 & (length / 2 - 1)) * 2;
        }

        private static int next(int at, int length) {
            return at + 2 == length ? 0 : at + 2;
        }
    }
}
