package org.osteon.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a message has changed so far, on top of what is known.
final class Draft {
    private final Known known;
    private final Map<String, Map<String, ChartEdit.Part>> charts = new LinkedHashMap<>();

    Draft(Known known) {
        this.known = known;
    }

    Known known() {
        return known;
    }

    /// A resource as this message has left it so far.
    Optional<ObjectNode> current(String chart, String type, String id) {
        ChartEdit.Part drafted = charts.getOrDefault(chart, Map.of()).get(type + "/" + id);
        return drafted != null
                ? drafted.json().map(Json::read)
                : known.resource(chart, type, id).map(Known.Held::json).map(Json::read);
    }

    void put(String chart, ObjectNode resource, String supersedes) {
        String type = resource.path("resourceType").asText();
        String id = resource.path("id").asText();
        add(chart, type, id, Optional.of(Json.write(resource)), supersedes);
    }

    void take(String chart, String type, String id) {
        add(chart, type, id, Optional.empty(), "");
    }

    private void add(
            String chart, String type, String id, Optional<String> json, String supersedes) {
        Map<String, ChartEdit.Part> parts =
                charts.computeIfAbsent(chart, _ -> new LinkedHashMap<>());
        ChartEdit.Part before = parts.get(type + "/" + id);
        long version =
                before != null
                        ? before.version()
                        : known.resource(chart, type, id).map(Known.Held::version).orElse(0L);
        String told = before != null && supersedes.isEmpty() ? before.supersedes() : supersedes;
        parts.put(type + "/" + id, new ChartEdit.Part(type, id, json, version, told));
    }

    List<ChartEdit> edits() {
        List<ChartEdit> edits = new ArrayList<>();
        charts.forEach(
                (chart, parts) -> edits.add(new ChartEdit(chart, List.copyOf(parts.values()))));
        return edits;
    }
}
