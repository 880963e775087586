package org.osteon.records.charts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What of a resource could tell the arm of somebody in a study: its type, unless it is known to be
/// something else and says nothing in words.
///
/// @param types whose resources could tell it
/// @param shows codes of what tells nothing all the same: `system|code`, `system|code*` with all
///   below it
record ArmTelling(Set<String> types, Set<String> shows) {
    private static final String URL = "url";

    /// Where it stands what a resource is about.
    private static final List<String> WHAT = List.of("medicationCodeableConcept", "code", "type");

    /// What may stand in a resource that tells nothing: no words, no further codes.
    private static final Set<String> PLAIN =
            Set.of(
                    "resourceType",
                    "id",
                    "meta",
                    "language",
                    "extension",
                    "identifier",
                    "status",
                    "intent",
                    "subject",
                    "encounter",
                    "context",
                    "effectiveDateTime",
                    "effectivePeriod",
                    "performedDateTime",
                    "performedPeriod",
                    "occurrenceDateTime",
                    "occurrencePeriod",
                    "authoredOn",
                    "dateAsserted",
                    "issued",
                    "receivedTime",
                    "requester",
                    "performer",
                    "recorder",
                    "informationSource",
                    "request",
                    "dosage",
                    "dosageInstruction",
                    "collection");

    /// Elements within which no more than this may stand.
    private static final Map<String, Set<String>> PLAIN_WITHIN =
            Map.of(
                    "dosage", Set.of("route", "dose", "rateQuantity", "rateRatio"),
                    "dosageInstruction",
                            Set.of("sequence", "timing", "asNeededBoolean", "route", "doseAndRate"),
                    "collection", Set.of("collector", "collectedDateTime", "collectedPeriod"));

    /// What a feed writes beside what a message says: when it was sent.
    private static final Pattern STAMP = Pattern.compile("urn:osteon:feed:(?:changed|sent)");

    private static final Pattern REFERENCE =
            Pattern.compile("(?:.*/)?([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?");

    /// What was ordered tells nothing of a result that came of it.
    private static final String ORDERED = "basedOn";

    ArmTelling {
        types = Set.copyOf(types);
        shows = Set.copyOf(shows);
    }

    /// What a resource refers to.
    record Reference(String type, String id) {}

    /// Whether it could tell by itself.
    boolean tells(JsonNode resource) {
        return resource.path("contained")
                        .valueStream()
                        .anyMatch(one -> types.contains(one.path("resourceType").asText()))
                || (types.contains(resource.path("resourceType").asText()) && !isPlain(resource));
    }

    private boolean isPlain(JsonNode resource) {
        Optional<String> what = WHAT.stream().filter(resource::has).findFirst();
        return what.filter(one -> isShown(resource.path(one))).isPresent()
                && resource.propertyStream()
                        .allMatch(one ->
                                one.getKey().equals(what.get())
                                        || (PLAIN.contains(one.getKey())
                                                && isPlain(one.getKey(), one.getValue())));
    }

    private static boolean isPlain(String name, JsonNode value) {
        if (name.equals("extension")) {
            return value.valueStream()
                    .allMatch(one -> STAMP.matcher(one.path(URL).asText()).matches());
        }
        Set<String> within = PLAIN_WITHIN.get(name);
        return within == null
                || (value.isArray() ? value.valueStream() : Stream.of(value))
                        .allMatch(one ->
                                one.propertyStream()
                                        .allMatch(part -> within.contains(part.getKey())));
    }

    /// One of its codes is known to tell nothing, and none of the same systems is another.
    private boolean isShown(JsonNode concept) {
        List<JsonNode> codings = concept.path("coding").valueStream().toList();
        return codings.stream().anyMatch(this::isListed)
                && codings.stream().allMatch(one -> isListed(one) || !isOfAListedSystem(one));
    }

    private boolean isListed(JsonNode coding) {
        String code = text(coding);
        return shows.stream()
                .anyMatch(one ->
                        one.endsWith("*")
                                ? code.startsWith(one.substring(0, one.length() - 1))
                                : code.equals(one));
    }

    private boolean isOfAListedSystem(JsonNode coding) {
        String system = coding.path("system").asText() + "|";
        return shows.stream().anyMatch(one -> one.startsWith(system));
    }

    private static String text(JsonNode coding) {
        return coding.path("system").asText() + "|" + coding.path("code").asText();
    }

    /// What it was made of, or is about: where that tells the arm, this does.
    static Stream<Reference> references(JsonNode value) {
        Stream<Reference> here = reference(value.path("reference").asText("")).stream();
        Stream<Reference> within =
                value.isObject()
                        ? value.propertyStream()
                                .filter(one -> !one.getKey().equals(ORDERED))
                                .flatMap(one -> references(one.getValue()))
                        : value.valueStream().flatMap(ArmTelling::references);
        return Stream.concat(here, within);
    }

    private static Optional<Reference> reference(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.matches() && !matcher.group(1).equals("Patient")
                ? Optional.of(new Reference(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }
}
