package org.osteon.records.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.osteon.pathway.reading.Meaning;

/// Writes what a person says of a code into the site's maps: into a ConceptMap of its own, so that
/// maps from elsewhere stay as they are.
public final class SiteMapWriter {
    private static final String FILE = "osteon-site-map.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /// Into this folder.
    public SiteMapWriter(Path folder) {
        this.folder = folder;
    }

    /// Keeps that a code, a unit or words mean something; a row that is there is replaced.
    ///
    /// @param source the system, `urn:osteon:unit` or `urn:osteon:words`
    /// @param code the code, the unit, or the words
    /// @param text what the site calls it
    /// @throws IOException where the folder cannot be written
    public synchronized void map(String source, String code, String text, Meaning meaning)
            throws IOException {
        ObjectNode map = read();
        ObjectNode element = element(map, source, meaning.system(), code, text);
        ObjectNode target = element.putArray("target").addObject();
        target.put("code", meaning.code());
        target.put("display", meaning.title());
        target.put("equivalence", "equivalent");
        write(map);
    }

    /// Keeps that a code or words mean nothing that rules ask for.
    ///
    /// @throws IOException where the folder cannot be written
    public synchronized void setAside(String source, String code, String text) throws IOException {
        ObjectNode map = read();
        element(map, source, "", code, text)
                .putArray("target")
                .addObject()
                .put("equivalence", "unmatched");
        write(map);
    }

    private ObjectNode read() throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file) && JSON.readTree(Files.readString(file)) instanceof ObjectNode map) {
            return map;
        }
        ObjectNode map = JSON.createObjectNode();
        map.put("resourceType", "ConceptMap");
        map.put("id", "osteon-site-map");
        map.put("status", "active");
        map.put("title", "Codes, units and words of this site");
        return map;
    }

    private static ObjectNode element(
            ObjectNode map, String source, String target, String code, String text) {
        for (JsonNode group : map.withArray("group")) {
            if (group.path("source").asText().equals(source)
                    && group.path("element") instanceof ArrayNode elements) {
                remove(elements, code);
            }
        }
        ObjectNode group = group(map.withArray("group"), source, target);
        ObjectNode element = group.withArray("element").addObject();
        element.put("code", code);
        if (!text.isEmpty()) {
            element.put("display", text);
        }
        return element;
    }

    private static void remove(ArrayNode elements, String code) {
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (elements.get(i).path("code").asText().equals(code)) {
                elements.remove(i);
            }
        }
    }

    private static ObjectNode group(ArrayNode groups, String source, String target) {
        for (JsonNode group : groups) {
            if (group instanceof ObjectNode found
                    && found.path("source").asText().equals(source)
                    && found.path("target").asText().equals(target)) {
                return found;
            }
        }
        ObjectNode group = groups.addObject();
        group.put("source", source);
        if (!target.isEmpty()) {
            group.put("target", target);
        }
        return group;
    }

    private void write(ObjectNode map) throws IOException {
        Path written = Files.createTempFile(folder, "map", ".part");
        Files.writeString(written, JSON.writeValueAsString(map) + "\n");
        Files.move(
                written,
                folder.resolve(FILE),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }
}
