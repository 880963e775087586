package org.osteon.app.http.hooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answers of CDS Hooks 2.0, field by field as the standard names them.
final class Cards {
    private Cards() {}

    record Services(List<Service> services) {}

    /// @param version of the service: it changes with what the pathways say
    /// @param hookVersion of the hook's definition
    record Service(
            String hook,
            String title,
            String description,
            String id,
            Map<String, String> prefetch,
            String usageRequirements,
            String version,
            String hookVersion) {}

    record Answer(List<Card> cards) {}

    /// @param summary at most 140 characters
    /// @param detail Markdown
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Card(
            String uuid,
            String summary,
            String detail,
            String indicator,
            Source source,
            List<Suggestion> suggestions,
            Optional<String> selectionBehavior,
            List<Code> overrideReasons,
            List<Link> links) {}

    record Source(String label, String url, Code topic) {}

    record Code(String code, String system, String display) {}

    record Suggestion(String label, String uuid, boolean isRecommended, List<Action> actions) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Action(
            String type,
            String description,
            Optional<RawJson> resource,
            Optional<String> resourceId) {}

    /// A FHIR resource as it is.
    record RawJson(@com.fasterxml.jackson.annotation.JsonValue @JsonRawValue String json) {}

    record Link(String label, String url, String type) {}

    record Reason(String error, String requestId) {}
}
