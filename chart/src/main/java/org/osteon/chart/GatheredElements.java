package org.osteon.chart;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The elements of the objects that are being read, those of an inner one above those of the object
/// around it: one place to grow for all of a resource.
final class GatheredElements {
    private String[] names = new String[64];
    private Object[] values = new Object[64];
    private int size;

    int size() {
        return size;
    }

    void add(String name, Object value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }

    String name(int place) {
        return names[place];
    }

    Object value(int place) {
        return values[place];
    }

    void set(int place, Object value) {
        values[place] = value;
    }

    void remove(int place) {
        int behind = size - place - 1;
        System.arraycopy(names, place + 1, names, place, behind);
        System.arraycopy(values, place + 1, values, place, behind);
        size--;
    }

    /// Where an element stands of the object that begins at a place; -1 where it has none of that
    /// name.
    int placeOf(String name, int first) {
        for (int i = first; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The same of all its elements.
    Map<String, Integer> places(int first) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = first; i < size; i++) {
            places.put(names[i], i);
        }
        return places;
    }

    /// The object of the elements from a place on, which are taken away.
    FhirObject taken(String type, int first) {
        FhirObject object =
                new FhirObject(
                        type,
                        Arrays.copyOfRange(names, first, size),
                        Arrays.copyOfRange(values, first, size));
        size = first;
        return object;
    }
}
