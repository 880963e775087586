package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The rules hold nothing that nobody asks for: a limit that decides nothing would be believed to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingUnusedTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A text, or a name in one.
    private static final Pattern QUOTED = Pattern.compile("\"(?=([^\"\\\\]+)\\\\?\")");

    /// Every library includes it, and the compiler uses it unasked.
    private static final String HELPERS = "FHIRHelpers";

    private final Map<String, JsonNode> libraries = new TreeMap<>();

    NothingUnusedTest() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "elm"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
                JsonNode library = JSON.readTree(file.toFile()).path("library");
                libraries.put(library.path("identifier").path("id").asText(), library);
            }
        }
        libraries.remove(HELPERS);
        assertThat(libraries).hasSizeGreaterThan(100);
    }

    @Test
    void a_library_includes_those_that_it_uses() {
        Set<String> unused = new TreeSet<>();
        libraries.forEach((id, library) -> {
            Set<String> used = new HashSet<>(library.findValuesAsText("libraryName"));
            names(library, "includes", "localIdentifier").stream()
                    .filter(one -> !one.equals(HELPERS) && !used.contains(one))
                    .forEach(one -> unused.add(id + " includes " + one));
        });
        assertThat(unused).isEmpty();
    }

    @Test
    void a_library_names_the_value_sets_that_it_uses() {
        Set<String> unused = new TreeSet<>();
        libraries.forEach((id, library) -> {
            Set<String> used = new HashSet<>();
            library.findValues("valueset").forEach(one -> used.add(one.path("name").asText()));
            used.addAll(referred(library, Set.of("ValueSetRef")));
            names(library, "valueSets", "name").stream()
                    .filter(one -> !used.contains(one))
                    .forEach(one -> unused.add(id + " names " + one));
        });
        assertThat(unused).isEmpty();
    }

    /// By another rule, by a form or an action; tests and programs are no reason to keep a rule.
    @Test
    void each_limit_and_each_rule_is_asked_for_by_another_or_by_what_is_shown() throws IOException {
        Set<String> used = new HashSet<>();
        libraries
                .values()
                .forEach(library ->
                        used.addAll(
                                referred(
                                        library,
                                        Set.of("ParameterRef", "ExpressionRef", "FunctionRef"))));
        used.addAll(namesInJson());
        Set<String> unused = new TreeSet<>();
        libraries.forEach((id, library) -> {
            names(library, "parameters", "name")
                    .forEach(one -> {
                        if (!used.contains(one)) {
                            unused.add(id + " has the limit " + one);
                        }
                    });
            names(library, "statements", "name")
                    .forEach(one -> {
                        if (!used.contains(one) && !one.equals("Patient")) {
                            unused.add(id + " defines " + one);
                        }
                    });
        });
        assertThat(unused).isEmpty();
    }

    private static List<String> names(JsonNode library, String group, String name) {
        List<String> all = new ArrayList<>();
        library.path(group).path("def").forEach(one -> all.add(one.path(name).asText()));
        return all;
    }

    private static Set<String> referred(JsonNode node, Set<String> types) {
        Set<String> names = new HashSet<>();
        refer(node, types, names);
        return names;
    }

    private static void refer(JsonNode node, Set<String> types, Set<String> names) {
        if (types.contains(node.path("type").asText(""))) {
            names.add(node.path("name").asText());
        }
        node.forEach(one -> refer(one, types, names));
    }

    /// Whatever stands between quotation marks there.
    private static Set<String> namesInJson() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.walk(KNOWLEDGE)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
                QUOTED.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }
}
