package org.osteon.app.http.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.FormCase;

/// A case of a form (`forms/cases` of the knowledge) as it is played on the pages: its chart under
/// ids of its own, so that all of them live in one store.
final class FormStory {
    private final FormCase like;
    private final JsonNode file;
    private final JsonNode written;
    private final String patient;
    private final String bundle;

    private FormStory(FormCase like, JsonNode file, String prefix) {
        Ids ids = new Ids(prefix, like);
        this.like = like;
        this.file = file;
        this.written = ids.in(file);
        this.patient = ids.patient();
        this.bundle = FhirEdit.write(ids.bundle());
    }

    /// All cases of the knowledge by their ids.
    static Map<String, FormStory> all(KnowledgeBase knowledge) throws IOException {
        Map<String, JsonNode> files = written(knowledge.folder());
        Map<String, FormStory> stories = new LinkedHashMap<>();
        for (FormCase one : FormCase.of(knowledge)) {
            stories.put(
                    one.id(),
                    new FormStory(
                            one,
                            files.getOrDefault(one.id(), FhirEdit.object()),
                            "s" + stories.size()));
        }
        return stories;
    }

    /// The same with another patient.
    ///
    /// @param prefix of the ids of the chart
    FormStory again(String prefix) {
        return new FormStory(like, file, prefix);
    }

    private static Map<String, JsonNode> written(Path folder) throws IOException {
        Map<String, JsonNode> written = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file :
                    walk.filter(one -> one.toString().matches(".*/forms/cases/[^/]+\\.json"))
                            .toList()) {
                JsonNode json = FhirEdit.tree(Files.readString(file));
                (json.isArray() ? json.valueStream() : Stream.of(json))
                        .forEach(one -> written.put(one.path("id").asText(), one));
            }
        }
        return written;
    }

    /// The ids of a case's resources, and what they become.
    private static final class Ids {
        private static final Pattern TASK = Pattern.compile("[a-z-]+/[a-z0-9_-]+/.*");

        private final String prefix;
        private final FormCase one;
        private final Map<String, String> references = new HashMap<>();
        private final Set<String> own = new TreeSet<>();

        Ids(String prefix, FormCase one) {
            this.prefix = prefix + "-";
            this.one = one;
            for (Resource resource : one.chart().resources()) {
                String id = FhirEdit.read(resource.json()).path("id").asText();
                if (!id.isEmpty()) {
                    own.add(id);
                    references.put(resource.type() + "/" + id, resource.type() + "/" + to(id));
                    references.put(resource.reference(), resource.type() + "/" + to(id));
                }
            }
        }

        private String to(String id) {
            String renamed = prefix + id;
            return renamed.length() <= 64 ? renamed : renamed.substring(0, 64);
        }

        String patient() {
            return to(FhirEdit.read(one.chart().patient().json()).path("id").asText());
        }

        ObjectNode bundle() {
            ObjectNode bundle = FhirEdit.object().put("resourceType", "Bundle");
            ArrayNode entries = bundle.put("type", "collection").putArray("entry");
            List<Resource> all = new ArrayList<>(one.chart().resources());
            all.addAll(one.chart().nameless());
            for (Resource resource : all) {
                ObjectNode json = (ObjectNode) in(FhirEdit.read(resource.json()));
                json.put("id", to(json.path("id").asText("nameless-" + entries.size())));
                entries.addObject().set("resource", json);
            }
            return bundle;
        }

        JsonNode in(JsonNode node) {
            if (node.isObject()) {
                ObjectNode copy = FhirEdit.object();
                node.properties().forEach(one -> copy.set(one.getKey(), in(one.getValue())));
                return copy;
            }
            if (node.isArray()) {
                ArrayNode copy = FhirEdit.object().arrayNode();
                node.forEach(one -> copy.add(in(one)));
                return copy;
            }
            return node.isTextual() ? new TextNode(in(node.asText())) : node;
        }

        private String in(String text) {
            if (references.containsKey(text)) {
                return references.getOrDefault(text, text);
            }
            if (!TASK.matcher(text).matches()) {
                return text;
            }
            List<String> parts = new ArrayList<>();
            for (String part : text.split("/", -1)) {
                parts.add(own.contains(part) ? to(part) : part);
            }
            return String.join("/", parts);
        }
    }

    String patient() {
        return patient;
    }

    String bundle() {
        return bundle;
    }

    String form() {
        return like.form();
    }

    String pathway() {
        return like.pathway();
    }

    LocalDate day() {
        return like.day();
    }

    /// The patient's page.
    String page() {
        return "/patients/" + patient + "?pathway=" + pathway();
    }

    /// Where the form is opened and sent.
    String path() {
        return "/patients/" + patient + "/forms/" + form();
    }

    /// What is typed, by field.
    Map<String, List<String>> answers() {
        return FormCase.typed(written.path("answers"));
    }

    String text(String name) {
        return written.path(name).asText();
    }

    boolean isRefused() {
        return written.has("problems");
    }

    /// The words with which it is refused.
    List<String> problems() {
        return written.path("problems").valueStream().map(JsonNode::asText).toList();
    }

    JsonNode expected() {
        return written.path("expected");
    }

    @Override
    public String toString() {
        return like.toString();
    }
}
