package org.osteon.app.cli.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.records.words.Problem;
import org.osteon.workflow.FhirEdit;

/// A new study made of the files of another: its criteria as rules with their cases, under names of
/// its own. What was approved of the other is not taken over.
final class StudyFolder {
    private static final String DEMONSTRATION = "demo";
    private static final Set<String> OF_THE_OTHER = Set.of("sponsor", "registration");
    private static final String VALUE_SET = "urn:osteon:valueset:";

    private final Path studies;
    private final Path like;
    private final Path made;
    private final String id;
    private final String title;

    StudyFolder(Path studies, String like, String id, String title) {
        this.studies = studies;
        this.like = studies.resolve(like);
        this.made = studies.resolve(id);
        this.id = id;
        this.title = title;
    }

    /// Writes it.
    ///
    /// @return its files, relative to its folder
    /// @throws Problem where there is nothing to make it of, or such a study already
    List<Path> write() throws IOException {
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.length() > 40) {
            throw Problem.unusable(
                    "'" + id + "' is no id of a study: small letters and figures, like knee-2026");
        }
        if (title.isBlank()) {
            throw Problem.unusable("a study has a title: --title 'Marrow or saline'");
        }
        if (!Files.isRegularFile(like.resolve("study.json"))) {
            throw Problem.unusable("there is no study in " + like + " to begin with");
        }
        if (Files.exists(made)) {
            throw Problem.unusable(made + " is there already; another id, or take it away first");
        }
        if (Files.exists(studies.resolveSibling(id))) {
            throw Problem.unusable(
                    "'" + id + "' is a folder of the knowledge; a study has an id of its own");
        }
        Map<String, String> names = names();
        List<Path> files = new ArrayList<>();
        for (Path file : files()) {
            Path relative = like.relativize(file);
            String text = renamed(Files.readString(file));
            String name = relative.toString();
            for (Map.Entry<String, String> one : names.entrySet()) {
                text = text.replace(one.getKey(), one.getValue());
                name = name.replace(one.getKey(), one.getValue());
            }
            Path to = made.resolve(name);
            Files.createDirectories(to.getParent());
            Files.writeString(to, name.equals("study.json") ? begun(text) : text);
            files.add(made.relativize(to));
        }
        return files;
    }

    /// With its own id where the other one's stands as a name: of the study, of its criteria, of
    /// its cases and answers. An id may well be a word that means something else elsewhere.
    private String renamed(String text) {
        String other = Pattern.quote(like.getFileName().toString());
        String named =
                text.replaceAll("(urn:osteon:study[a-z-]*:)" + other + "(?=[\"'])", "$1" + id)
                        .replaceAll("([\"'])" + other + "(?=\\.[a-z])", "$1" + id);
        return Pattern.compile("(\"(?:id|pathway)\"\\s*:\\s*\")" + other + "(?=[\"-])([^\"]*)")
                .matcher(named)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                named.contains("/" + like.getFileName() + found.group(2) + "\"")
                                        ? found.group()
                                        : found.group(1) + id + found.group(2)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(like)) {
            return all.filter(Files::isRegularFile)
                    .filter(one -> !like.relativize(one).startsWith(DEMONSTRATION))
                    .sorted()
                    .toList();
        }
    }

    /// What stands for what: libraries and value sets.
    private Map<String, String> names() throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith(".cql")) {
                String library = name.substring(0, name.length() - ".cql".length());
                names.put(library, pascal(id) + (names.isEmpty() ? "Study" : "Study" + library));
            } else if (like.relativize(file).startsWith("valuesets")) {
                String url = FhirEdit.read(Files.readString(file)).path("url").asText("");
                names.put(
                        "\"" + url + "\"",
                        "\"" + url.replace(VALUE_SET, VALUE_SET + id + "-") + "\"");
                names.put(
                        "'" + url + "'", "'" + url.replace(VALUE_SET, VALUE_SET + id + "-") + "'");
            }
        }
        return names;
    }

    private static String pascal(String id) {
        StringBuilder name = new StringBuilder();
        for (String word : id.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    /// As it begins: under its own title, in version 1.0.0, and without what was said of the other.
    private String begun(String text) {
        ObjectNode study = FhirEdit.read(text);
        study.put("title", title);
        study.put("status", "draft");
        study.put("description", "");
        study.remove("relatedArtifact");
        for (JsonNode own : study.path("extension")) {
            without(own, OF_THE_OTHER);
            for (JsonNode said : own.path("extension")) {
                ObjectNode one = (ObjectNode) said;
                if (one.path("url").asText("").equals("version")) {
                    one.put("valueString", "1.0.0");
                }
                without(one, Set.of("approval", "until"));
            }
        }
        return study.toPrettyString() + "\n";
    }

    private static void without(JsonNode extended, Set<String> urls) {
        for (Iterator<JsonNode> all = extended.path("extension").iterator(); all.hasNext(); ) {
            if (urls.contains(all.next().path("url").asText(""))) {
                all.remove();
            }
        }
    }
}
