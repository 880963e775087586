package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;

/// What really happened although it should not have, and waits for another person to confirm it: it
/// counts at once, and the incident stays preliminary until somebody else has signed.
///
/// @param resource the incident as it stands
/// @param json the same to read
public record Confirmation(Resource resource, ObjectNode json) {
    private static final String TYPE = "DetectedIssue";
    private static final String WAITS = "preliminary";
    private static final String IN_ERROR = "entered-in-error";
    private static final String NAMED = "urn:osteon:confirms";

    /// Those of a chart that wait, the newest first.
    public static List<Confirmation> awaited(Chart chart) {
        return chart.resources(TYPE).stream()
                .map(one -> new Confirmation(one, FhirEdit.read(one.json())))
                .filter(Confirmation::isAwaited)
                .sorted((one, other) -> other.when().compareTo(one.when()))
                .toList();
    }

    /// The one of that id; empty where none waits.
    public static Optional<Confirmation> awaited(Chart chart, String id) {
        return awaited(chart).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// How many incidents a chart has, those that were confirmed included.
    public static int incidents(Chart chart) {
        return (int)
                chart.resources(TYPE).stream()
                        .map(one -> new Confirmation(one, FhirEdit.read(one.json())))
                        .filter(Confirmation::isOurs)
                        .filter(one -> !one.json().path("status").asText("").equals(IN_ERROR))
                        .count();
    }

    private boolean isAwaited() {
        return json.path("status").asText("").equals(WAITS) && isOurs();
    }

    private boolean isOurs() {
        return json.path("code")
                .path("coding")
                .valueStream()
                .anyMatch(coding -> coding.path("system").asText("").equals(IssueWords.SYSTEM));
    }

    /// Makes an incident wait.
    ///
    /// @param named who was named as the one that confirms it; may be empty
    public static void await(ObjectNode incident, String named) {
        incident.put("status", WAITS);
        if (!named.isBlank()) {
            incident.withArray("extension")
                    .addObject()
                    .put("url", NAMED)
                    .put("valueString", named.strip());
        }
    }

    /// Its id.
    public String id() {
        return json.path("id").asText("");
    }

    /// What happened.
    public String text() {
        return json.path("code").path("text").asText("");
    }

    /// The rule that it broke.
    public String code() {
        return json.path("code").path("coding").path(0).path("code").asText("");
    }

    /// What was said about it.
    public String detail() {
        return json.path("detail").asText("");
    }

    /// Who recorded it.
    public String author() {
        return json.path("author").path("display").asText("");
    }

    /// Who was named as the one that confirms it; may be empty.
    public String named() {
        return json.path("extension")
                .valueStream()
                .filter(one -> one.path("url").asText("").equals(NAMED))
                .map((JsonNode one) -> one.path("valueString").asText(""))
                .findFirst()
                .orElse("");
    }

    /// When it was recorded, as FHIR writes it.
    public String when() {
        return json.path("identifiedDateTime").asText("");
    }

    /// Why somebody may not confirm it; empty where they may.
    public Optional<String> obstacle(String name) {
        return PersonName.areSame(author(), name)
                ? Optional.of(PersonName.oneself(author(), "recorded it", "confirms it"))
                : Optional.empty();
    }

    /// Confirmed: the incident is final, and says by whom.
    public Outcome confirmed(Deed deed) {
        if (obstacle(deed.author()).isPresent()) {
            return new Outcome.NeedsAnother(deed.author());
        }
        ObjectNode confirmed = json.deepCopy();
        confirmed.put("status", "final");
        ObjectNode mitigation = confirmed.withArray("mitigation").addObject();
        mitigation.putObject("action").put("text", "Confirmed: it really happened");
        mitigation.put("date", deed.at().toInstant().truncatedTo(ChronoUnit.SECONDS).toString());
        mitigation.putObject("author").put("display", deed.author());
        return new Outcome.Done(
                "confirm-incident", "", List.of(Write.changed(confirmed, resource)));
    }
}
