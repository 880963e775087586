package org.osteon.pathway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which types of resources a pathway asks a chart for, as its CQL says: whoever sends a part of a
/// chart along has to know what that part must hold.
final class TypesRead {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^include\\s+(\\w+)");

    /// `[Observation]`, `[Observation: "Creatinine"]`, `[MedicationRequest: medication in …]`.
    private static final Pattern RETRIEVE =
            Pattern.compile("\\[\\s*\"?([A-Z][A-Za-z]+)\"?\\s*[:\\]]");

    private static final Pattern WORDS =
            Pattern.compile("//[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])*'", Pattern.DOTALL);

    private final Map<String, String> textOfLibrary;

    /// @param files of the knowledge, by name
    TypesRead(Map<String, String> files) {
        this.textOfLibrary =
                files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".cql"))
                        .collect(
                                Collectors.toMap(
                                        file -> file.getKey().replaceAll(".*/|\\.cql$", ""),
                                        file -> WORDS.matcher(file.getValue()).replaceAll(" "),
                                        (first, unused) -> first));
    }

    /// Of a pathway: by its libraries, and what these include.
    Set<String> of(Pathway pathway) {
        Set<String> types = new TreeSet<>(Set.of("Patient"));
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(pathway.definition().libraries());
        while (!open.isEmpty()) {
            String library = open.remove();
            String text = textOfLibrary.getOrDefault(library, "");
            if (seen.add(library)) {
                find(RETRIEVE, text, types);
                Set<String> included = new HashSet<>();
                find(INCLUDE, text, included);
                open.addAll(included);
            }
        }
        return types;
    }

    private static void find(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
    }
}
