package org.osteon.records.worklist;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.workflow.desk.WorklistEntry;

/// Names that the patients of the list have, each with the number of patients who have it: whom
/// somebody could be mistaken for, and what a list can be narrowed to. Kept as lines change, so
/// that nobody has to count all of them for a page.
public final class Directory {
    private final Map<String, Integer> families = new ConcurrentHashMap<>();
    private final Map<String, Integer> births = new ConcurrentHashMap<>();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();
    private final Map<String, Integer> people = new ConcurrentHashMap<>();

    Directory() {}

    /// Whether another patient has this family name, as [WorklistEntry#family] writes it.
    public boolean isNamesake(String family) {
        return families.getOrDefault(family, 0) > 1;
    }

    /// Whether another patient was born on this day.
    public boolean sharesBirthday(String born) {
        return births.getOrDefault(born, 0) > 1;
    }

    /// Where patients are looked after.
    public List<String> places() {
        return places.keySet().stream().sorted().toList();
    }

    /// Who coordinates the care of a patient, or has a task of theirs.
    public List<String> people() {
        return people.keySet().stream().sorted().toList();
    }

    /// A chart has other lines now.
    void replace(Collection<WorklistEntry> before, Collection<WorklistEntry> now) {
        replace(families, before, now, entry -> Stream.of(entry.family()));
        replace(births, before, now, entry -> Stream.of(entry.born()));
        replace(places, before, now, entry -> Stream.of(entry.care().place()));
        replace(people, before, now, WorklistEntry::people);
    }

    private static void replace(
            Map<String, Integer> counts,
            Collection<WorklistEntry> before,
            Collection<WorklistEntry> now,
            Function<WorklistEntry, Stream<String>> names) {
        Set<String> old = names(before, names);
        Set<String> current = names(now, names);
        if (!old.equals(current)) {
            old.forEach(name -> counts.merge(name, -1, Directory::orNone));
            current.forEach(name -> counts.merge(name, 1, Directory::orNone));
        }
    }

    private static @org.jspecify.annotations.Nullable Integer orNone(int one, int other) {
        return one + other == 0 ? null : Integer.valueOf(one + other);
    }

    private static Set<String> names(
            Collection<WorklistEntry> entries, Function<WorklistEntry, Stream<String>> names) {
        return entries.stream()
                .flatMap(names)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
