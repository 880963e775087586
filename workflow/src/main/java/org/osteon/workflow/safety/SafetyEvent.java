package org.osteon.workflow.safety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.Resource;
import org.osteon.chart.Sha256;
import org.osteon.workflow.FhirEdit;

/// An adverse event as a chart has it.
///
/// @param json of the resource
/// @param classes which kinds of product it may come of; empty: not known
/// @param country where that was done
public record SafetyEvent(
        Resource resource, ObjectNode json, Set<String> classes, String country, ZoneId zone) {
    private static final int VERSION_DIGITS = 16;

    public SafetyEvent {
        classes = Set.copyOf(classes);
    }

    static SafetyEvent of(Resource resource, Set<String> classes, String country, ZoneId zone) {
        return new SafetyEvent(
                resource, FhirEdit.read(resource.asWritten().json()), classes, country, zone);
    }

    /// Its id.
    public String id() {
        return resource.id().orElse("");
    }

    /// Which of its versions this is: another content is another.
    public String version() {
        ObjectNode content = json.deepCopy();
        content.remove("meta");
        return Sha256.hex(FhirEdit.write(content)).substring(0, VERSION_DIGITS);
    }

    /// What happened.
    public String what() {
        String text = json.path("event").path("text").asText("");
        return text.isEmpty() ? display(json.path("event").path("coding").path(0)) : text;
    }

    private static String display(JsonNode coding) {
        return coding.path("display").asText(coding.path("code").asText(""));
    }

    /// When it began, as it is written; empty where nobody said.
    public Optional<ZonedDateTime> began() {
        return moment(json.path("date").asText(""));
    }

    /// When staff learned of it: then the clocks start. Without that when it was recorded, or
    /// began.
    public Optional<ZonedDateTime> aware() {
        return moment(json.path("detected").asText(""))
                .or(() -> moment(json.path("recordedDate").asText("")))
                .or(this::began);
    }

    private Optional<ZonedDateTime> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).atZoneSameInstant(zone));
        } catch (DateTimeParseException _) {
            // A day without a time begins when the day does: the clock that runs out first.
        }
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay(zone));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// How it is now, in words; empty where nobody said.
    public String outcome() {
        return display(json.path("outcome").path("coding").path(0));
    }

    /// Its grade; empty where nobody said.
    public String grade() {
        return extensions("urn:osteon:ctcae").stream()
                .flatMap(one -> parts(one, "grade").stream())
                .map(one -> one.path("valueInteger").asText(""))
                .findFirst()
                .orElse("");
    }

    /// Whether anybody said how serious it is.
    public boolean isAssessed() {
        return !facts().getOrDefault(ReportRule.SERIOUS, Set.of()).isEmpty();
    }

    /// Why it is serious, in words.
    public List<String> seriousBecause() {
        return extensions("urn:osteon:seriousness").stream()
                .map(one -> one.path("valueCoding"))
                .map(SafetyEvent::display)
                .toList();
    }

    /// Whether it is listed for the therapy; empty where nobody said.
    public Optional<Boolean> expected() {
        return extensions("urn:osteon:expected").stream()
                .filter(one -> one.path("valueBoolean").isBoolean())
                .map(one -> one.path("valueBoolean").asBoolean())
                .findFirst();
    }

    /// Who recorded it; empty where it does not say.
    public String recorder() {
        return json.path("recorder").path("display").asText("");
    }

    /// What may have caused it, and how likely, in words.
    ///
    /// @param reference of the resource
    public record Suspect(String reference, String likely) {}

    public List<Suspect> suspects() {
        List<Suspect> suspects = new ArrayList<>();
        for (JsonNode one : json.path("suspectEntity")) {
            suspects.add(
                    new Suspect(
                            one.path("instance").path("reference").asText(""),
                            display(
                                    one.path("causality")
                                            .path(0)
                                            .path("assessment")
                                            .path("coding")
                                            .path(0))));
        }
        return suspects;
    }

    /// What rules look at, by name; of one without a value nothing is known.
    Map<String, Set<String>> facts() {
        Map<String, Set<String>> facts = new LinkedHashMap<>();
        facts.put(ReportRule.CLASS, classes);
        facts.put(
                ReportRule.SERIOUS,
                codes(List.of(json.path("seriousness").path("coding").path(0))));
        facts.put(
                ReportRule.BECAUSE,
                codes(
                        extensions("urn:osteon:seriousness").stream()
                                .map(one -> one.path("valueCoding"))
                                .toList()));
        List<JsonNode> causes = new ArrayList<>();
        for (JsonNode one : json.path("suspectEntity")) {
            one.path("causality")
                    .forEach(cause -> causes.add(cause.path("assessment").path("coding").path(0)));
        }
        facts.put(ReportRule.RELATED, codes(causes));
        facts.put(
                ReportRule.EXPECTED,
                Set.of(expected().map(one -> one ? "yes" : "no").orElse(ReportRule.UNKNOWN)));
        facts.put(ReportRule.WHAT, codes(List.of(json.path("event").path("coding").path(0))));
        return facts;
    }

    private static Set<String> codes(List<JsonNode> codings) {
        Set<String> codes = new LinkedHashSet<>();
        codings.stream()
                .map(one -> one.path("code").asText(""))
                .filter(one -> !one.isEmpty())
                .forEach(codes::add);
        return codes;
    }

    private List<JsonNode> extensions(String url) {
        return parts(json, url);
    }

    private static List<JsonNode> parts(JsonNode within, String url) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode one : within.path("extension")) {
            if (one.path("url").asText("").equals(url)) {
                found.add(one);
            }
        }
        return found;
    }
}
