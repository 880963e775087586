package org.osteon.app.http.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osteon.access.Action;
import org.osteon.access.RoleTable;
import org.osteon.chart.Coding;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.reading.ReadingTag;
import org.osteon.records.cards.CardTopic;
import org.osteon.records.cards.OverrideReason;

/// The codes of Osteon's own systems, `urn:osteon:…`: gathered from the knowledge that uses them,
/// and from the code that makes them.
final class OwnCodes {
    private static final String OWN = "urn:osteon:";
    private static final String TABLE = "code-systems.table";
    private static final JsonMapper JSON = new JsonMapper();

    private final KnowledgeBase knowledge;
    private final Map<String, Own> systems = new TreeMap<>();

    /// A code system.
    ///
    /// @param content `complete`, `fragment` or `not-present`
    /// @param codes what each is called; empty where nothing calls it anything
    record Own(String name, String content, String purpose, Map<String, String> codes) {
        String url() {
            return OWN + name;
        }
    }

    private OwnCodes(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    static Map<String, Own> of(KnowledgeBase knowledge) {
        OwnCodes codes = new OwnCodes(knowledge);
        codes.readTable();
        codes.gather();
        return codes.systems;
    }

    private void readTable() {
        try (InputStream table = OwnCodes.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is missing");
            }
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.strip().split("\\s+", 3)))
                    .forEach(cells ->
                            systems.put(
                                    cells.getFirst(),
                                    new Own(
                                            cells.getFirst(),
                                            cells.get(1),
                                            cells.get(2),
                                            new TreeMap<>())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void gather() {
        knowledge
                .files()
                .forEach((name, text) -> {
                    if (name.endsWith(".json")) {
                        read(name, text);
                    }
                });
        for (Pathway pathway : knowledge.pathways()) {
            add(OWN + "pathway", pathway.id(), pathway.title());
            Stream.concat(pathway.criteria().stream(), pathway.alerts().stream())
                    .forEach(rule -> add(OWN + "rule", rule.id(), rule.title()));
            pathway.criteria().forEach(one -> add(OWN + "criterion", one.id(), one.title()));
            pathway.results().forEach(one -> add(OWN + "result", one.id(), one.title()));
            pathway.plan().forEach(one -> add(OWN + "plan-item", one.id(), one.title()));
            pathway.decisions().forEach(word -> add(OWN + "decision", word.word(), word.title()));
        }
        Stream.of(OverrideReason.values())
                .forEach(one -> add(OverrideReason.SYSTEM, one.code(), one.display()));
        Stream.of(CardTopic.values())
                .forEach(one -> add(CardTopic.SYSTEM, one.code(), one.display()));
        add(OWN + "mapped", "nothing", "Nothing that rules ask for");
        ReadingTag.words().forEach((code, words) -> add(ReadingTag.SYSTEM, code, words));
        Stream.of(Action.values()).forEach(one -> add(OWN + "action", one.code(), ""));
        RoleTable.standard().roles().forEach(role -> add(OWN + "role", role.code(), role.title()));
    }

    private void read(String name, String text) {
        try {
            walk(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + ": " + e.getOriginalMessage(), e);
        }
    }

    private void walk(JsonNode node) {
        String system = node.path("system").asText("");
        if (system.startsWith(OWN)) {
            coded(system, node);
            node.path("concept").forEach(concept -> coded(system, concept));
        }
        node.forEach(this::walk);
    }

    private void coded(String system, JsonNode one) {
        if (one.path("code").isTextual()) {
            add(
                    system,
                    one.path("code").asText(),
                    one.path("display")
                            .asText(knowledge.name(new Coding(system, one.path("code").asText()))));
        }
    }

    private void add(String url, String code, String display) {
        Own system = systems.get(url.substring(OWN.length()));
        if (system != null) {
            String words = display.equals(code) ? "" : display;
            system.codes().merge(code, words, (first, other) -> first.isEmpty() ? other : first);
        }
    }
}
