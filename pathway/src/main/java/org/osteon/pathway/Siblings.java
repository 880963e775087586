package org.osteon.pathway;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs that follow one and differ in the resources of one type only: what one of them finds that
/// has nothing to do with these holds for all of them.
final class Siblings {
    private final String type;
    private final AtomicReferenceArray<@Nullable Evaluated> found;

    /// Where what they asked for besides stands, by what it was.
    private final Map<Object, Integer> places = new ConcurrentHashMap<>();

    /// @param type of what they differ in
    /// @param expressions how many there are
    Siblings(String type, int expressions) {
        this.type = type;
        this.found = new AtomicReferenceArray<>(expressions);
    }

    /// What one of them found; null where none did.
    @Nullable Evaluated found(int number) {
        return found.get(number);
    }

    /// Tells the others, where it is not the own of one.
    ///
    /// @param own the places of what that one asked for of the resources that differ
    void tell(Evaluated one, BitSet own) {
        if (!one.inputs().intersects(own)) {
            found.set(one.number(), one);
        }
    }

    boolean differIn(String asked) {
        return asked.equals(type);
    }

    /// The place of something that is the same for all.
    int place(Object wanted, Supplier<Integer> added) {
        return places.computeIfAbsent(wanted, unused -> added.get());
    }
}
