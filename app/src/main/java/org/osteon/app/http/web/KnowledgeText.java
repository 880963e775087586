package org.osteon.app.http.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.FhirEdit;
import org.springframework.stereotype.Component;

/// The knowledge as its authors wrote it: the CQL of each expression, the cases of each rule, and
/// the orders that a pathway offers. Read once.
@Component
public final class KnowledgeText {
    private static final Pattern DEFINE =
            Pattern.compile("^define (?:fluent )?(?:function )?\"?([^\"(:]+)\"?.*$");

    private final Path folder;
    private final Map<String, Map<String, String>> expressionsByFolder = new TreeMap<>();
    private final Map<String, List<WorkedCase>> cases = new TreeMap<>();
    private final Map<String, ObjectNode> plans = new TreeMap<>();

    public KnowledgeText(KnowledgeBase knowledge) {
        this.folder = knowledge.folder();
        readExpressions();
        for (Pathway pathway : knowledge.pathways()) {
            plans.put(
                    pathway.id(),
                    FhirEdit.read(text(folder.resolve(pathway.id() + "/pathway.json"))));
            cases.put(pathway.id(), casesOf(pathway));
        }
    }

    /// The order that a pathway offers under that id, as its author wrote it.
    public String order(Pathway pathway, String option) {
        for (JsonNode resource :
                Optional.ofNullable(plans.get(pathway.id())).orElseThrow().path("contained")) {
            if (resource.path("id").asText("").equals(option)) {
                return FhirEdit.write(resource);
            }
        }
        throw new IllegalStateException(pathway + " has no order " + option);
    }

    /// The cases of a pathway.
    public List<WorkedCase> cases(Pathway pathway) {
        return cases.getOrDefault(pathway.id(), List.of());
    }

    /// The CQL of an expression that a pathway names, with the remarks above it.
    public Optional<String> expression(Pathway pathway, String name) {
        return Stream.of(pathway.id(), "common")
                .map(own -> expressionsByFolder.getOrDefault(own, Map.of()))
                .flatMap(expressions -> Optional.ofNullable(expressions.get(name)).stream())
                .findFirst();
    }

    private void readExpressions() {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            files.filter(file -> file.toString().endsWith(".cql"))
                    .sorted()
                    .forEach(file ->
                            definitions(text(file))
                                    .forEach(
                                            expressionsByFolder.computeIfAbsent(
                                                            folder.relativize(file)
                                                                    .getName(0)
                                                                    .toString(),
                                                            _ -> new TreeMap<>())
                                                    ::putIfAbsent));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The definitions of a library by name: each from its remarks to the next blank line that a
    /// new statement follows.
    public static Map<String, String> definitions(String cql) {
        Map<String, String> definitions = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        String name = "";
        StringBuilder text = new StringBuilder();
        for (String line : cql.lines().toList()) {
            Matcher define = DEFINE.matcher(line);
            boolean starts = define.matches();
            boolean remark = line.startsWith("//");
            if (starts || remark || line.startsWith("context ") || line.startsWith("parameter ")) {
                if (!name.isEmpty()) {
                    definitions.putIfAbsent(name, text.toString().strip());
                    name = "";
                }
            }
            if (remark) {
                remarks.add(line);
            } else if (starts) {
                name = define.group(1).strip();
                text =
                        new StringBuilder(
                                remarks.isEmpty() ? "" : String.join("\n", remarks) + "\n");
                text.append(line).append('\n');
                remarks.clear();
            } else if (!name.isEmpty()) {
                text.append(line).append('\n');
            } else if (line.isBlank()) {
                remarks.clear();
            }
        }
        if (!name.isEmpty()) {
            definitions.putIfAbsent(name, text.toString().strip());
        }
        return definitions;
    }

    private List<WorkedCase> casesOf(Pathway pathway) {
        try {
            return WorkedCase.of(folder, pathway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
