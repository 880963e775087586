package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Why somebody went on although a rule spoke against it, as a kept DetectedIssue says it.
///
/// @param kind what was done all the same
/// @param text the reason as it was written
public record IssueReason(Kind kind, String text) {
    private static final String OVERRIDDEN = "Overridden: ";
    private static final String RECORDED = "Recorded as what really happened: ";

    /// What was done.
    public enum Kind {
        /// An order was released.
        OVERRIDDEN,
        /// Something was recorded because it really happened.
        RECORDED
    }

    /// What stands in the mitigation of an issue whose order is released all the same.
    static String overridden(Deed deed) {
        return OVERRIDDEN + deed.reason();
    }

    /// What stands in the detail of an issue that was recorded all the same.
    public static String recorded(Deed deed) {
        return RECORDED + deed.reason();
    }

    /// The reason in a DetectedIssue; empty where it has none of these.
    public static Optional<IssueReason> of(JsonNode issue) {
        String action = issue.path("mitigation").path(0).path("action").path("text").asText("");
        if (action.startsWith(OVERRIDDEN)) {
            return Optional.of(
                    new IssueReason(Kind.OVERRIDDEN, action.substring(OVERRIDDEN.length())));
        }
        String detail = issue.path("detail").asText("");
        int recorded = detail.indexOf(RECORDED);
        return recorded < 0
                ? Optional.empty()
                : Optional.of(
                        new IssueReason(
                                Kind.RECORDED, detail.substring(recorded + RECORDED.length())));
    }
}
