package org.osteon.app.http.web.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.osteon.workflow.desk.WorklistEntry;

/// Whose patients a board shows, and where they are looked after.
///
/// @param coordinator empty: anybody's
/// @param place empty: anywhere
/// @param coordinators to choose from
/// @param places to choose from
record BoardFilter(
        String coordinator, String place, List<String> coordinators, List<String> places) {
    /// Everybody.
    static final BoardFilter NONE = new BoardFilter("", "", List.of(), List.of());

    /// With what there is to choose from on a board.
    static BoardFilter of(String coordinator, String place, List<WorklistEntry> there) {
        return new BoardFilter(
                coordinator.strip(),
                place.strip(),
                values(there, entry -> entry.care().coordinator()),
                values(there, entry -> entry.care().place()));
    }

    private static List<String> values(
            List<WorklistEntry> there, Function<WorklistEntry, String> of) {
        return there.stream().map(of).filter(one -> !one.isEmpty()).distinct().sorted().toList();
    }

    boolean takes(WorklistEntry entry) {
        return (coordinator.isEmpty() || entry.care().coordinator().equals(coordinator))
                && (place.isEmpty() || entry.care().place().equals(place));
    }

    /// Whether there is anything to choose.
    boolean isOffered() {
        return coordinators.size() + places.size() > 0;
    }

    /// What an address says of it, each part with `&` before it.
    String query() {
        return part("coordinator", coordinator) + part("place", place);
    }

    private static String part(String name, String value) {
        return value.isEmpty()
                ? ""
                : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
