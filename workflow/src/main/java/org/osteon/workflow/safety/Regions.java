package org.osteon.workflow.safety;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.forms.FormLibrary;

/// What is reported to whom in which region: `common/regions/*.json`, with what the site's own
/// folder `regions` confirms, changes and adds.
///
/// @param events the expression for what of an event decides; empty: nothing is reported anywhere
/// @param roles whose work a report is
/// @param manager who is reminded of it
/// @param hoursBefore how long before its end they are reminded, beside the half of its time
/// @param urgencies how soon it is seen to, by the hours that are left
/// @param problems what cannot be used, in words
public record Regions(
        List<Region> regions,
        String events,
        List<String> roles,
        List<String> manager,
        int hoursBefore,
        List<Urgency> urgencies,
        List<String> problems) {
    /// The folder of the files.
    public static final String FOLDER = "regions";

    private static final String RULES = "rules";

    public Regions {
        regions = List.copyOf(regions);
        problems = List.copyOf(problems);
    }

    /// A region.
    ///
    /// @param countries as charts name them; none: every other country
    public record Region(
            String id,
            String title,
            List<String> countries,
            String source,
            List<ReportRule> reports) {
        public Region {
            countries = List.copyOf(countries);
            reports = List.copyOf(reports);
        }
    }

    /// How soon it is seen to with so many hours left.
    public record Urgency(int hours, Priority priority) {}

    /// Those of the knowledge, with the site's.
    public static Regions of(FormLibrary library) {
        return library.once(Regions.class, Regions::read);
    }

    private static Regions read(FormLibrary library) {
        List<String> problems = new ArrayList<>();
        Map<String, ObjectNode> byId = read(library.delivered(FOLDER), problems);
        read(library.own(FOLDER), problems)
                .forEach((id, own) -> byId.merge(id, own, Regions::with));
        read(library.typed(FOLDER), problems)
                .forEach((id, own) -> byId.merge(id, own, Regions::with));
        JsonNode rules =
                Optional.<JsonNode>ofNullable(byId.remove(RULES)).orElse(FhirEdit.object());
        List<Region> regions = new ArrayList<>();
        byId.forEach((_, json) -> regions.add(region(json)));
        List<Urgency> urgencies = new ArrayList<>();
        for (JsonNode one : rules.path("priorities")) {
            urgencies.add(
                    new Urgency(
                            one.path("hours").asInt(), priority(one.path("priority").asText(""))));
        }
        return new Regions(
                regions,
                rules.path("events").asText(""),
                texts(rules.path("roles")),
                texts(rules.path("manager")),
                rules.path("reminders").path("hoursBefore").asInt(0),
                urgencies,
                problems);
    }

    private static Priority priority(String word) {
        for (Priority one : Priority.values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        return Priority.ROUTINE;
    }

    private static Map<String, ObjectNode> read(Map<String, String> files, List<String> problems) {
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        files.forEach((file, text) -> {
            try {
                if (FhirEdit.tree(text) instanceof ObjectNode object
                        && !object.path("id").asText("").isEmpty()) {
                    byId.put(object.path("id").asText(""), object);
                } else {
                    problems.add(file + ": it is no region with an id");
                }
            } catch (JsonProcessingException e) {
                problems.add(file + ": it is no JSON: " + e.getOriginalMessage());
            }
        });
        return byId;
    }

    /// A region with what the site says of it: a row of the same id is completed, another is added.
    private static ObjectNode with(ObjectNode delivered, ObjectNode own) {
        ObjectNode all = delivered.deepCopy();
        own.properties().stream()
                .filter(one -> !one.getKey().equals("reports"))
                .forEach(one -> all.set(one.getKey(), one.getValue()));
        for (JsonNode row : own.path("reports")) {
            ObjectNode there = null;
            for (JsonNode one : all.withArray("reports")) {
                if (one.path("id").asText("").equals(row.path("id").asText("-"))) {
                    there = (ObjectNode) one;
                }
            }
            if (there == null) {
                all.withArray("reports").add(row.deepCopy());
            } else {
                there.setAll((ObjectNode) row.deepCopy());
            }
        }
        return all;
    }

    private static Region region(JsonNode json) {
        List<ReportRule> reports = new ArrayList<>();
        for (JsonNode row : json.path("reports")) {
            reports.add(rule(row));
        }
        return new Region(
                json.path("id").asText(""),
                json.path("title").asText(""),
                texts(json.path("countries")),
                json.path("source").asText(""),
                reports);
    }

    private static ReportRule rule(JsonNode row) {
        Map<String, List<String>> when = new LinkedHashMap<>();
        row.path("when").properties().forEach(one -> when.put(one.getKey(), texts(one.getValue())));
        JsonNode clock = row.path("clock");
        JsonNode confirmed = row.path("confirmed");
        return new ReportRule(
                row.path("id").asText(""),
                row.path("to").asText(""),
                row.path("form").asText(""),
                row.path("by").asText(""),
                when,
                clock.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(
                                new ReportRule.Clock(
                                        clock.path("hours").asInt(0),
                                        clock.path("days").asInt(0),
                                        clock.path("counted").asText("").equals("working"))),
                row.path("voluntary").asBoolean(false),
                row.path("source").asText(""),
                row.path("sure").asText(""),
                row.path("note").asText(""),
                confirmed.path("by").asText("").isEmpty()
                        ? ""
                        : (confirmed.path("by").asText("") + ", " + confirmed.path("on").asText(""))
                                .strip());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText("")));
        return List.copyOf(texts);
    }

    /// The region of a country: the one that names it, else the one that names none.
    public Optional<Region> region(String country) {
        String wanted = country.toUpperCase(Locale.ROOT);
        return regions.stream()
                .filter(one -> one.countries().contains(wanted))
                .findFirst()
                .or(() -> regions.stream().filter(one -> one.countries().isEmpty()).findFirst());
    }

    /// How soon a report is seen to.
    public Priority priority(long hoursLeft) {
        return urgencies.stream()
                .filter(one -> hoursLeft <= one.hours())
                .map(Urgency::priority)
                .findFirst()
                .orElse(Priority.ROUTINE);
    }
}
