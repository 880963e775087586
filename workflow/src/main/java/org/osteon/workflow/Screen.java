package org.osteon.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Resource;
import org.osteon.chart.Sha256;

/// What a form showed when it was opened: which version of the order, what the order said, and what
/// the pathway said of it. A form sends it back, and whoever acts on it is told what has changed
/// meanwhile instead of acting on what they never saw.
///
/// @param order which version: a digest of the resource; empty where there was none
/// @param title what is ordered
/// @param lines what the order says, by the name of each line
/// @param decision what the pathway said, in its words; empty where the form does not rest on it
/// @param findings what it found, by code
public record Screen(
        String order,
        String title,
        Map<String, String> lines,
        String decision,
        Map<String, String> findings) {
    private static final int DIGEST = 16;

    public Screen {
        lines = new LinkedHashMap<>(lines);
        findings = new LinkedHashMap<>(findings);
    }

    /// The screen of a form that acts on an order whatever the pathway says.
    public static Screen of(Order order) {
        return of(order, "", Map.of());
    }

    /// The screen of a form that acts on an order and on what the pathway says of it.
    public static Screen of(Order order, String decision, Map<String, String> findings) {
        Map<String, String> lines = new LinkedHashMap<>();
        order.lines().forEach(line -> lines.put(line.title(), line.value()));
        lines.put("State", order.state().words());
        return new Screen(version(order.resource()), order.title(), lines, decision, findings);
    }

    /// The screen of a form that plans where nothing is planned yet.
    public static Screen empty() {
        return new Screen("", "", Map.of(), "", Map.of());
    }

    private static String version(Resource resource) {
        return Sha256.hex(resource.json()).substring(0, DIGEST);
    }

    /// As it stands in a form.
    public String text() {
        ObjectNode json = FhirEdit.object();
        json.put("order", order).put("title", title).put("decision", decision);
        put(json.putArray("lines"), lines);
        put(json.putArray("findings"), findings);
        return FhirEdit.write(json);
    }

    private static void put(ArrayNode array, Map<String, String> pairs) {
        pairs.forEach((name, value) -> array.addArray().add(name).add(value));
    }

    /// What a form sent; empty where it is none.
    public static Optional<Screen> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode json = FhirEdit.tree(text);
            return Optional.of(
                    new Screen(
                            json.path("order").asText(""),
                            json.path("title").asText(""),
                            pairs(json.path("lines")),
                            json.path("decision").asText(""),
                            pairs(json.path("findings"))));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Map<String, String> pairs(JsonNode array) {
        Map<String, String> pairs = new LinkedHashMap<>();
        array.forEach(pair -> pairs.put(pair.path(0).asText(""), pair.path(1).asText("")));
        return pairs;
    }

    /// What is otherwise now, in words; empty where nothing is.
    public List<String> differences(Screen now) {
        List<String> differences = new ArrayList<>();
        if (!title.equals(now.title)) {
            differences.add(changed("Ordered", title, now.title));
        }
        List<String> names = new ArrayList<>(lines.keySet());
        now.lines.keySet().stream().filter(name -> !lines.containsKey(name)).forEach(names::add);
        for (String name : names) {
            String before = lines.getOrDefault(name, "");
            String after = now.lines.getOrDefault(name, "");
            if (!before.equals(after)) {
                differences.add(changed(name, before, after));
            }
        }
        if (!decision.equals(now.decision)) {
            differences.add(changed("Decision", decision, now.decision));
        }
        now.findings.forEach((code, summary) -> {
            if (!findings.containsKey(code)) {
                differences.add("New finding: " + summary + ".");
            } else if (!summary.equals(findings.get(code))) {
                differences.add(changed("Finding", findings.get(code), summary));
            }
        });
        findings.forEach((code, summary) -> {
            if (!now.findings.containsKey(code)) {
                differences.add("No longer found: " + summary + ".");
            }
        });
        if (differences.isEmpty() && !order.equals(now.order)) {
            differences.add(
                    order.isEmpty()
                            ? "Something was planned meanwhile: " + now.title + "."
                            : "The order was saved again, with something that is not shown here.");
        }
        return differences;
    }

    private static String changed(String what, String before, String after) {
        return what + ": " + shown(before) + " before, " + shown(after) + " now.";
    }

    private static String shown(String text) {
        return text.isBlank() ? "nothing" : text;
    }
}
