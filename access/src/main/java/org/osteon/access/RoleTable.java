package org.osteon.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which role may do what, and with whose chart: `roles.table`, read once.
public final class RoleTable {
    private static final String RESOURCE = "roles.table";
    private static final String NOT = "-";

    private static final RoleTable STANDARD = read();

    private final Map<Role, Purpose> purposes;
    private final Purpose emergency;
    private final Map<Action, Map<Role, Reach>> reaches;

    private RoleTable(
            Map<Role, Purpose> purposes, Purpose emergency, Map<Action, Map<Role, Reach>> reaches) {
        this.purposes = purposes;
        this.emergency = emergency;
        this.reaches = reaches;
    }

    /// The one that is delivered.
    public static RoleTable standard() {
        return STANDARD;
    }

    private static RoleTable read() {
        try (InputStream table = RoleTable.class.getResourceAsStream(RESOURCE)) {
            if (table == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            return of(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a table. What is wrong with one is the author's to mend, and stops the start.
    static RoleTable of(String text) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split("\\s+")))
                .forEach(cells -> {
                    if (lines.put(cells.getFirst(), cells.subList(1, cells.size())) != null) {
                        throw new IllegalStateException("two lines " + cells.getFirst());
                    }
                });
        List<Role> roles = cells(lines, "role").stream().map(Role::new).toList();
        Map<Role, Purpose> purposes = new LinkedHashMap<>();
        List<String> codes = cells(lines, "purpose");
        for (int i = 0; i < roles.size(); i++) {
            purposes.put(roles.get(i), new Purpose(codes.get(i)));
        }
        Purpose emergency = new Purpose(cells(lines, "emergency").getFirst());
        Map<Action, Map<Role, Reach>> reaches = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            reaches.put(action, reaches(action, cells(lines, action.code()), roles));
        }
        if (!lines.isEmpty()) {
            throw new IllegalStateException("no action is called " + lines.keySet());
        }
        return new RoleTable(purposes, emergency, reaches);
    }

    private static List<String> cells(Map<String, List<String>> lines, String name) {
        List<String> cells = lines.remove(name);
        if (cells == null) {
            throw new IllegalStateException("the table of roles has no line " + name);
        }
        return cells;
    }

    private static Map<Role, Reach> reaches(Action action, List<String> cells, List<Role> roles) {
        if (cells.size() != roles.size()) {
            throw new IllegalStateException(
                    "the line " + action.code() + " has " + cells.size() + " cells");
        }
        Map<Role, Reach> line = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).equals(NOT)) {
                line.put(roles.get(i), Reach.of(cells.get(i)));
            }
        }
        return line;
    }

    /// All roles, in the order of the table.
    public List<Role> roles() {
        return List.copyOf(purposes.keySet());
    }

    /// For what a role asks; empty where there is no such role.
    public Optional<Purpose> purpose(Role role) {
        return Optional.ofNullable(purposes.get(role));
    }

    /// For what somebody asks who broke the glass.
    public Purpose emergency() {
        return emergency;
    }

    /// The roles of people here that may do something with charts whose patients they look after,
    /// or with all: whom to ask, `pharmacist or physician`.
    public String whoMay(Action action) {
        Map<Role, Reach> reaches = this.reaches.getOrDefault(action, Map.of());
        return roles().stream()
                .filter(role -> reaches.get(role) == Reach.TEAM || reaches.get(role) == Reach.SITE)
                .map(Role::title)
                .collect(Collectors.joining(" or "));
    }

    Optional<Reach> reach(Role role, Action action) {
        return Optional.ofNullable(reaches.getOrDefault(action, Map.of()).get(role));
    }

    /// Whether any role of a person may do something with some chart or none: for what a page
    /// offers.
    public boolean may(Person person, Action action) {
        return person.roles().stream().anyMatch(role -> reach(role, action).isPresent());
    }
}
