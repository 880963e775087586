package org.osteon.records.cards;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answers of CDS Hooks 2.0, field by field as the standard names them.
public final class Cards {
    private Cards() {}

    /// What discovery answers.
    public record Services(List<Service> services) {}

    /// One service, as discovery describes it.
    ///
    /// @param version of the service: it changes with what the pathways say
    /// @param hookVersion of the hook's definition
    public record Service(
            String hook,
            String title,
            String description,
            String id,
            Map<String, String> prefetch,
            String usageRequirements,
            String version,
            String hookVersion) {}

    /// What a call answers.
    public record Answer(List<Card> cards) {}

    /// A card.
    ///
    /// @param summary at most 140 characters
    /// @param detail Markdown
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Card(
            String uuid,
            String summary,
            String detail,
            String indicator,
            Source source,
            List<Suggestion> suggestions,
            Optional<String> selectionBehavior,
            List<Code> overrideReasons,
            List<Link> links) {}

    /// Where a card comes from.
    public record Source(String label, String url, Code topic) {}

    /// A code of FHIR.
    public record Code(String code, String system, String display) {}

    /// What a click would do.
    public record Suggestion(
            String label, String uuid, boolean isRecommended, List<Action> actions) {}

    /// One change that a suggestion makes.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Action(
            String type,
            String description,
            Optional<RawJson> resource,
            Optional<String> resourceId) {}

    /// A FHIR resource as it is.
    public record RawJson(@com.fasterxml.jackson.annotation.JsonValue @JsonRawValue String json) {}

    /// A page to read on.
    public record Link(String label, String url, String type) {}

    /// Why a call has no cards.
    public record Reason(String error, String requestId) {}
}
