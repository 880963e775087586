package org.osteon.hla.registry;

import java.util.ArrayList;
import java.util.List;

/// A column of numbers that grows without copying, in chunks. As long as all are zero it takes no
/// memory.
final class GrowingColumn {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<int[]> chunks = new ArrayList<>();
    private int size;
    private int max;

    void add(int value) {
        if (value != 0) {
            while (chunks.size() << CHUNK_BITS <= size) {
                chunks.add(new int[CHUNK]);
            }
            chunks.get(size >> CHUNK_BITS)[size & (CHUNK - 1)] = value;
            max = Math.max(max, value);
        }
        size++;
    }

    int get(int index) {
        int chunk = index >> CHUNK_BITS;
        return chunk < chunks.size() ? chunks.get(chunk)[index & (CHUNK - 1)] : 0;
    }

    boolean isZero() {
        return chunks.isEmpty();
    }

    int max() {
        return max;
    }

    int size() {
        return size;
    }
}
