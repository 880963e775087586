package org.osteon.hla.search;

import java.util.Arrays;

/// A growing list of row numbers.
final class RowList {
    private int[] rows = new int[16];
    private int size;

    void add(int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        rows[size++] = row;
    }

    void addAll(RowList other) {
        if (size + other.size > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(2 * rows.length, size + other.size));
        }
        System.arraycopy(other.rows, 0, rows, size, other.size);
        size += other.size;
    }

    int get(int index) {
        return rows[index];
    }

    int size() {
        return size;
    }
}
