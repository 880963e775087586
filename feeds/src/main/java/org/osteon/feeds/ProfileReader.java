package org.osteon.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a profile, and names all that is wrong with it: a key that nobody reads would be a rule
/// that nobody follows.
final class ProfileReader {
    private static final Set<String> KEYS =
            Set.of(
                    "title",
                    "senders",
                    "timeZone",
                    "characterSet",
                    "characterSetWins",
                    "systems",
                    "identifiers",
                    "createsPatients",
                    "units",
                    "decimalComma",
                    "orderNumbersPerDay",
                    "tables",
                    "ignored",
                    "answerKept");
    private static final Set<String> TYPES = Set.of("ADT", "ORU", "RDE", "RAS");

    private final String file;
    private final List<ProfileProblem> problems;

    private ProfileReader(String file, List<ProfileProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// @param name of the file, without `.json`
    static Optional<SourceProfile> read(String name, String json, List<ProfileProblem> problems) {
        return new ProfileReader(name + ".json", problems).read(name, json);
    }

    private void problem(String key, String text) {
        problems.add(new ProfileProblem(file, key, text));
    }

    private Optional<SourceProfile> read(String name, String json) {
        int before = problems.size();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}")) {
            problem("", "a profile's name has letters, digits, dots and dashes");
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = Json.tree(json);
        } catch (JsonProcessingException e) {
            problem("", "it is no JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
        if (!(tree instanceof ObjectNode profile)) {
            problem("", "a profile is a JSON object");
            return Optional.empty();
        }
        profile.fieldNames()
                .forEachRemaining(key -> {
                    if (!KEYS.contains(key)) {
                        problem(
                                key,
                                "there is no such setting; there are "
                                        + String.join(", ", KEYS.stream().sorted().toList()));
                    }
                });
        List<SourceProfile.Sender> senders = senders(profile);
        Optional<ZoneId> zone = zone(profile);
        String characterSet = text(profile, "characterSet", "");
        if (!characterSet.isEmpty() && Tables.standard().code("charset", characterSet).isEmpty()) {
            problem("characterSet", "'" + characterSet + "' is no value of HL7's table 0211");
        }
        String kept = text(profile, "answerKept", "AE");
        if (!kept.equals("AE") && !kept.equals("AA")) {
            problem("answerKept", "AE or AA, not '" + kept + "'");
        }
        Set<String> creates = words(profile, "createsPatients", List.of("ADT"));
        creates.stream()
                .filter(one -> !TYPES.contains(one))
                .forEach(one ->
                        problem("createsPatients", "'" + one + "' is none of ADT, ORU, RDE, RAS"));
        Map<String, String> identifiers = map(profile, "identifiers");
        if (identifiers.isEmpty()) {
            problem(
                    "identifiers",
                    "no system of patients' identifiers is named: nobody could be found by this"
                            + " sender's messages");
        }
        SourceProfile read =
                new SourceProfile(
                        name,
                        text(profile, "title", name),
                        senders,
                        zone.orElse(java.time.ZoneOffset.UTC),
                        characterSet,
                        flag(profile, "characterSetWins"),
                        map(profile, "systems"),
                        identifiers,
                        creates,
                        map(profile, "units"),
                        flag(profile, "decimalComma"),
                        flag(profile, "orderNumbersPerDay"),
                        new SourceProfile.OwnTables(tables(profile)),
                        words(profile, "ignored", List.of()),
                        kept);
        return problems.size() == before ? Optional.of(read) : Optional.empty();
    }

    private List<SourceProfile.Sender> senders(ObjectNode profile) {
        List<SourceProfile.Sender> senders = new ArrayList<>();
        for (JsonNode one : profile.path("senders")) {
            String application = one.path("application").asText("");
            if (application.isEmpty()) {
                problem("senders", "each names an application (MSH-3)");
            }
            senders.add(new SourceProfile.Sender(application, one.path("facility").asText("")));
        }
        if (senders.isEmpty()) {
            problem("senders", "no sender is named (application: MSH-3, facility: MSH-4)");
        }
        return senders;
    }

    private Optional<ZoneId> zone(ObjectNode profile) {
        String zone = text(profile, "timeZone", "");
        try {
            if (!zone.isEmpty()) {
                return Optional.of(ZoneId.of(zone));
            }
            problem("timeZone", "the time zone of times that say none is missing: Europe/Berlin");
        } catch (DateTimeException _) {
            problem("timeZone", "'" + zone + "' is no time zone; write Europe/Berlin or +01:00");
        }
        return Optional.empty();
    }

    private String text(ObjectNode profile, String key, String otherwise) {
        JsonNode node = profile.path(key);
        if (!node.isMissingNode() && !node.isTextual()) {
            problem(key, "a text is expected");
        }
        return node.asText(otherwise);
    }

    private boolean flag(ObjectNode profile, String key) {
        JsonNode node = profile.path(key);
        if (!node.isMissingNode() && !node.isBoolean()) {
            problem(key, "true or false is expected");
        }
        return node.asBoolean();
    }

    private Set<String> words(ObjectNode profile, String key, List<String> otherwise) {
        JsonNode node = profile.path(key);
        if (node.isMissingNode()) {
            return Set.copyOf(otherwise);
        }
        if (!node.isArray()) {
            problem(key, "a list is expected");
        }
        Set<String> words = new HashSet<>();
        node.forEach(one -> words.add(one.asText()));
        return words;
    }

    private Map<String, String> map(ObjectNode profile, String key) {
        return lines(profile.path(key), key);
    }

    private Map<String, String> lines(JsonNode node, String key) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (!node.isMissingNode() && !node.isObject()) {
            problem(key, "an object is expected: from what the message says to what is meant");
        }
        node.properties()
                .forEach(one -> {
                    if (!one.getValue().isTextual() || one.getValue().asText().isBlank()) {
                        problem(key + "." + one.getKey(), "a text is expected");
                    }
                    lines.put(one.getKey(), one.getValue().asText());
                });
        return lines;
    }

    private Map<String, Map<String, String>> tables(ObjectNode profile) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        profile.path("tables")
                .properties()
                .forEach(one -> {
                    String table = one.getKey();
                    if (!Tables.isTable(table)) {
                        problem("tables." + table, "there is no such table");
                        return;
                    }
                    Map<String, String> lines = lines(one.getValue(), "tables." + table);
                    lines.forEach((from, to) -> {
                        if (!table.equals("system")
                                && !table.equals("route")
                                && !Tables.isAnswer(table, to)) {
                            problem(
                                    "tables." + table + "." + from,
                                    "'" + to + "' is nothing that this table can say");
                        }
                    });
                    tables.put(table, lines);
                });
        return tables;
    }
}
