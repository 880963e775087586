package org.osteon.records.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All CQL of a state of the knowledge, by library and by folder.
public final class CqlTexts {
    private static final String COMMON = "common";

    private final Map<String, CqlText> byName = new LinkedHashMap<>();
    private final Map<String, List<CqlText>> byFolder = new TreeMap<>();

    /// @param files by name within the knowledge folder
    public CqlTexts(Map<String, String> files) {
        files.forEach((name, text) -> {
            int slash = name.indexOf('/');
            if (slash > 0 && name.endsWith(".cql")) {
                CqlText.of(text)
                        .ifPresent(library -> {
                            byName.put(library.name(), library);
                            byFolder.computeIfAbsent(
                                            name.substring(0, slash), _ -> new ArrayList<>())
                                    .add(library);
                        });
            }
        });
    }

    /// Something that is defined in a library.
    record Place(CqlText library, String name) {
        String text() {
            return library.definitions().getOrDefault(name, "");
        }
    }

    /// The libraries that a pathway asks by plain names: its own, then the shared ones.
    List<CqlText> of(String pathway) {
        return Stream.of(pathway, COMMON)
                .flatMap(folder -> byFolder.getOrDefault(folder, List.of()).stream())
                .toList();
    }

    /// Where a pathway's expression is defined: by its name, or as `Library."Definition"`.
    Optional<Place> place(String pathway, String expression) {
        int dot = expression.indexOf(".\"");
        if (dot > 0 && expression.endsWith("\"")) {
            String name = expression.substring(dot + 2, expression.length() - 1);
            return Optional.ofNullable(byName.get(expression.substring(0, dot)))
                    .map(library -> new Place(library, name));
        }
        return of(pathway).stream()
                .filter(library -> library.definitions().containsKey(expression))
                .findFirst()
                .map(library -> new Place(library, expression));
    }

    /// The library that is called so in another; empty: itself.
    Optional<CqlText> called(CqlText from, String alias) {
        return alias.isEmpty()
                ? Optional.of(from)
                : Optional.ofNullable(from.includes().get(alias)).map(byName::get);
    }

    /// The CQL of an expression that a pathway names, with the remarks above it.
    public Optional<String> expression(String pathway, String name) {
        return place(pathway, name).map(Place::text).filter(text -> !text.isEmpty());
    }
}
