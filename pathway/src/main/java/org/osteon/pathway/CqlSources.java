package org.osteon.pathway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The CQL among the files of a knowledge folder.
final class CqlSources {
    private static final String ENDING = ".cql";

    private CqlSources() {}

    /// The libraries of the files that are wanted, and all that they include, whoever's it is.
    ///
    /// @param files by name within the folder
    static List<CqlCompiler.CqlSource> of(Map<String, String> files, Predicate<String> wanted) {
        List<CqlCompiler.CqlSource> all = all(files);
        if (all.stream().allMatch(one -> wanted.test(one.file()))) {
            return all;
        }
        Set<String> names = new LinkedHashSet<>();
        Deque<CqlCompiler.CqlSource> open = new ArrayDeque<>();
        all.stream().filter(one -> wanted.test(one.file())).forEach(open::add);
        while (!open.isEmpty()) {
            CqlCompiler.CqlSource next = open.remove();
            if (names.add(next.name())) {
                List<String> included = next.includes();
                all.stream().filter(one -> included.contains(one.name())).forEach(open::add);
            }
        }
        return all.stream().filter(one -> names.contains(one.name())).toList();
    }

    /// Of two libraries of one name only one would be asked.
    static List<KnowledgeProblem> ofOneName(List<CqlCompiler.CqlSource> sources) {
        Map<String, String> first = new HashMap<>();
        List<KnowledgeProblem> found = new ArrayList<>();
        for (CqlCompiler.CqlSource source : sources) {
            String other = first.putIfAbsent(source.name(), source.file());
            if (other != null) {
                found.add(
                        new KnowledgeProblem(
                                source.file(),
                                "a library of the name "
                                        + source.name()
                                        + " stands in "
                                        + other
                                        + ", too; give one of them another name"));
            }
        }
        return found;
    }

    private static List<CqlCompiler.CqlSource> all(Map<String, String> files) {
        List<CqlCompiler.CqlSource> sources = new ArrayList<>();
        files.forEach((name, text) -> {
            if (name.endsWith(ENDING)) {
                String library =
                        name.substring(name.lastIndexOf('/') + 1, name.length() - ENDING.length());
                sources.add(new CqlCompiler.CqlSource(name, library, text));
            }
        });
        return sources;
    }
}
