package org.osteon.records.trail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osteon.store.TrailEntry;
import org.osteon.store.TrailQuery;

/// What the words of looks and of the audit are in FHIR: `audit-events.table`, read once.
public final class EventKinds {
    private static final String RESOURCE = "audit-events.table";
    private static final int CELLS = 5;
    private static final String LOOK = "*look";
    private static final String DEED = "*deed";
    private static final String NOTE = "*note";
    private static final Map<String, String> SYSTEMS =
            Map.of(
                    "a", "http://terminology.hl7.org/CodeSystem/audit-event-type",
                    "r", "http://hl7.org/fhir/restful-interaction",
                    "d", "http://dicom.nema.org/resources/ontology/DCM");
    private static final Map<String, Kind> KINDS = read();

    private EventKinds() {}

    /// A code in its system.
    public record Code(String system, String code) {
        static Code of(String cell) {
            String system = SYSTEMS.get(cell.substring(0, 1));
            if (system == null || cell.charAt(1) != ':') {
                throw new IllegalStateException(RESOURCE + ": " + cell);
            }
            return new Code(system, cell.substring(2));
        }
    }

    /// A pattern of BALP.
    enum Pattern {
        READ,
        QUERY,
        CREATE,
        UPDATE,
        DELETE,
        NONE
    }

    /// What an entry is in FHIR.
    ///
    /// @param action C, R, U, D or E
    public record Kind(Code type, Code subtype, String action, Pattern pattern) {}

    private static Map<String, Kind> read() {
        try (InputStream table = EventKinds.class.getResourceAsStream(RESOURCE)) {
            if (table == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            Map<String, Kind> kinds = new LinkedHashMap<>();
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .forEach(cells -> kinds.put(cells.getFirst(), kind(cells)));
            return kinds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(List<String> cells) {
        if (cells.size() != CELLS) {
            throw new IllegalStateException(RESOURCE + ": " + cells);
        }
        return new Kind(
                Code.of(cells.get(1)),
                Code.of(cells.get(2)),
                cells.get(3),
                switch (cells.get(4)) {
                    case "read" -> Pattern.READ;
                    case "query" -> Pattern.QUERY;
                    case "create" -> Pattern.CREATE;
                    case "update" -> Pattern.UPDATE;
                    case "delete" -> Pattern.DELETE;
                    default -> Pattern.NONE;
                });
    }

    static Kind of(TrailEntry entry) {
        Kind known = KINDS.get(entry.action());
        return known != null
                ? known
                : other(entry.look() ? LOOK : entry.changes() > 0 ? DEED : NOTE);
    }

    private static Kind other(String name) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalStateException(RESOURCE + " has no line " + name);
        }
        return kind;
    }

    /// The words of which this is so, for a search.
    public static TrailQuery.Words words(Predicate<Kind> so) {
        Set<String> known =
                KINDS.keySet().stream()
                        .filter(word -> !word.startsWith("*"))
                        .collect(Collectors.toSet());
        return new TrailQuery.Words(
                known.stream().filter(word -> so.test(other(word))).collect(Collectors.toSet()),
                known,
                so.test(other(LOOK)),
                so.test(other(DEED)),
                so.test(other(NOTE)));
    }
}
