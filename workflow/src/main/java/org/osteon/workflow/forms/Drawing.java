package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Coding;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.FhirEdit;

/// A drawing on which choices are marked: the choices of an item stand at their places on it (a
/// file `common/drawings/NAME.json` of the knowledge).
///
/// @param about what it shows, in words
/// @param views those that show a place of one of the choices
public record Drawing(String title, String about, List<View> views) {
    /// One picture of it.
    ///
    /// @param left what lies to the left, in words
    /// @param right what lies to the right
    /// @param lines the outlines, each a path of SVG
    /// @param turned whether left and right have changed places
    public record View(
            String title,
            int width,
            int height,
            String left,
            String right,
            List<String> lines,
            boolean turned,
            List<Spot> spots) {}

    /// The place of a choice.
    ///
    /// @param choice what is sent for it
    /// @param number by which the list of the choices calls it
    public record Spot(FormView.Choice choice, int number, int x, int y) {}

    /// The drawing of that name with the choices of an item on it; empty where there is none, or
    /// none of the choices has a place.
    ///
    /// @param turned whether it is the other side than the one that is drawn
    /// @param part of what the views are (their `of`); empty: of everything
    static Optional<Drawing> of(
            KnowledgeBase knowledge,
            String name,
            List<FormView.Choice> choices,
            boolean turned,
            String part) {
        String text = knowledge.files().get("common/drawings/" + name + ".json");
        if (text == null) {
            return Optional.empty();
        }
        JsonNode json = FhirEdit.read(text);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<View> views = new ArrayList<>();
        for (JsonNode view : json.path("views")) {
            String shows = view.path("of").asText("");
            if (!part.isEmpty() && !shows.isEmpty() && !shows.equals(part)) {
                continue;
            }
            View drawn = view(view, choices, numbers, turned);
            if (!drawn.spots().isEmpty()) {
                views.add(drawn);
            }
        }
        return views.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Drawing(
                                json.path("title").asText(""),
                                json.path("about").asText(""),
                                List.copyOf(views)));
    }

    /// The drawing of that name with places marked on it; empty where there is none, or none of the
    /// codes has a place.
    ///
    /// @param codes of the places
    public static Optional<Drawing> marked(
            KnowledgeBase knowledge, String name, List<String> codes, boolean turned) {
        return of(
                knowledge,
                name,
                codes.stream()
                        .distinct()
                        .map(code ->
                                new FormView.Choice(
                                        code,
                                        knowledge.name(new Coding("urn:osteon:chart", code, ""))))
                        .toList(),
                turned,
                "");
    }

    private static View view(
            JsonNode view,
            List<FormView.Choice> choices,
            Map<String, Integer> numbers,
            boolean turned) {
        int width = view.path("width").asInt();
        boolean turns = turned && view.path("turns").asBoolean(true);
        List<Spot> spots = new ArrayList<>();
        for (FormView.Choice choice : choices) {
            String code = choice.value().substring(choice.value().lastIndexOf('|') + 1);
            JsonNode place = view.path("places").path(code);
            if (place.isArray()) {
                int x = place.path(0).asInt();
                int number = numbers.computeIfAbsent(code, _ -> numbers.size() + 1);
                spots.add(new Spot(choice, number, turns ? width - x : x, place.path(1).asInt()));
            }
        }
        String left = view.path("left").asText("");
        String right = view.path("right").asText("");
        return new View(
                view.path("title").asText(""),
                width,
                view.path("height").asInt(),
                turns ? right : left,
                turns ? left : right,
                view.path("lines").valueStream().map(JsonNode::asText).toList(),
                turns,
                List.copyOf(spots));
    }

    /// All places, in the order of their numbers.
    public List<Spot> spots() {
        return views.stream().flatMap(view -> view.spots().stream()).toList();
    }

    /// Whether a choice has a place on it.
    public boolean shows(FormView.Choice choice) {
        return spots().stream().anyMatch(spot -> spot.choice().equals(choice));
    }
}
