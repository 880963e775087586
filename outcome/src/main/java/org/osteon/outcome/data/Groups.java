package org.osteon.outcome.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.osteon.outcome.UnusableInputException;

/// A label for each row, kept as an index into the sorted labels.
///
/// @param labels the distinct labels, in plain character order unless another order was asked for
/// @param index for each row the position of its label; not to be changed by the caller
public record Groups(List<String> labels, int[] index) {
    /// Keeps the labels.
    public Groups {
        labels = List.copyOf(labels);
    }

    /// The order of labels: character by character, signs before digits before letters, else by
    /// code.
    public static final Comparator<String> LABEL_ORDER = Groups::compareLabels;

    /// Groups of the labels in their order.
    public static Groups of(List<String> values) {
        TreeSet<String> labels = new TreeSet<>(LABEL_ORDER);
        labels.addAll(values);
        return ordered(values, List.copyOf(labels));
    }

    private static int compareLabels(String a, String b) {
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                int kinds = Integer.compare(kind(x), kind(y));
                return kinds != 0 ? kinds : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int kind(char c) {
        return Character.isLetter(c) ? 2 : Character.isDigit(c) ? 1 : 0;
    }

    /// Groups of `values` in the given order of labels.
    public static Groups ordered(List<String> values, List<String> labels) {
        Map<String, Integer> position = new HashMap<>();
        for (String label : labels) {
            position.put(label, position.size());
        }
        int[] index = new int[values.size()];
        for (int i = 0; i < index.length; i++) {
            Integer at = position.get(values.get(i));
            if (at == null) {
                throw new UnusableInputException(
                        "no group is labelled '" + values.get(i) + "': there are " + labels);
            }
            index[i] = at;
        }
        return new Groups(labels, index);
    }

    /// One group, named `all`, of `n` rows.
    public static Groups single(int n) {
        return new Groups(List.of("all"), new int[n]);
    }

    /// The number of groups.
    public int count() {
        return labels.size();
    }

    /// The number of rows.
    public int rows() {
        return index.length;
    }

    /// Rows per group.
    public int[] sizes() {
        int[] sizes = new int[labels.size()];
        for (int g : index) {
            sizes[g]++;
        }
        return sizes;
    }

    /// The rows of one group, ascending.
    public int[] rowsOf(int group) {
        int[] rows = new int[sizes()[group]];
        int next = 0;
        for (int i = 0; i < index.length; i++) {
            if (index[i] == group) {
                rows[next++] = i;
            }
        }
        return rows;
    }

    /// The position of a label.
    public int positionOf(String label) {
        int at = labels.indexOf(label);
        if (at < 0) {
            throw new UnusableInputException(
                    "no group is labelled '" + label + "': there are " + labels);
        }
        return at;
    }

    /// The same rows with `reference` moved to the front.
    public Groups withReference(String reference) {
        int at = positionOf(reference);
        List<String> order = new ArrayList<>(labels);
        order.add(0, order.remove(at));
        int[] moved = new int[index.length];
        for (int i = 0; i < moved.length; i++) {
            int old = index[i];
            moved[i] = old == at ? 0 : old < at ? old + 1 : old;
        }
        return new Groups(order, moved);
    }

    /// The given rows only; labels that no longer occur are dropped.
    public Groups subset(int[] rows) {
        List<String> values = new ArrayList<>(rows.length);
        boolean[] seen = new boolean[labels.size()];
        for (int row : rows) {
            values.add(labels.get(index[row]));
            seen[index[row]] = true;
        }
        List<String> kept = new ArrayList<>();
        for (int g = 0; g < seen.length; g++) {
            if (seen[g]) {
                kept.add(labels.get(g));
            }
        }
        return ordered(values, kept);
    }

    /// The combinations of two groupings, labelled with a space between.
    public Groups crossedWith(Groups other) {
        List<String> values = new ArrayList<>(index.length);
        for (int i = 0; i < index.length; i++) {
            values.add(labels.get(index[i]) + " " + other.labels.get(other.index[i]));
        }
        return of(values);
    }
}
