package org.osteon.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// HL7's tables in FHIR's words: `tables.csv`, with a site's own lines before it.
final class Tables {
    private static final Tables STANDARD = read();

    private final Map<String, Entry> entries;

    /// What a code is.
    ///
    /// @param more words beside it; may be empty
    record Entry(String code, String more) {}

    private Tables(Map<String, Entry> entries) {
        this.entries = entries;
    }

    static Tables standard() {
        return STANDARD;
    }

    private static Tables read() {
        Map<String, Entry> entries = new HashMap<>();
        try (InputStream file = Tables.class.getResourceAsStream("tables.csv")) {
            if (file == null) {
                throw new IllegalStateException("tables.csv is missing");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] cells = line.split(",", -1);
                        entries.put(key(cells[0], cells[1]), new Entry(cells[2], cells[3]));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Tables(Map.copyOf(entries));
    }

    private static String key(String table, String code) {
        return table + "|" + code;
    }

    static boolean isTable(String table) {
        return STANDARD.entries.keySet().stream().anyMatch(one -> one.startsWith(table + "|"));
    }

    /// Whether a table has this for an answer.
    static boolean isAnswer(String table, String answer) {
        return STANDARD.entries.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().startsWith(table + "|")
                                && one.getValue().code().equals(answer));
    }

    /// With lines of a site before these.
    Tables with(Map<String, Map<String, String>> own) {
        Map<String, Entry> all = new HashMap<>(entries);
        own.forEach((table, lines) ->
                lines.forEach((from, to) -> all.put(key(table, from), new Entry(to, ""))));
        return new Tables(Map.copyOf(all));
    }

    Optional<Entry> of(String table, String code) {
        return Optional.ofNullable(entries.get(key(table, code)));
    }

    Optional<String> code(String table, String code) {
        return of(table, code).map(Entry::code);
    }
}
