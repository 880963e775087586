package org.osteon.workflow;

/// What is said of a record before it is kept. What really happened can always be kept; what cannot
/// have happened cannot.
///
/// @param kind what it asks for
/// @param code the rule
/// @param text in words
public record RecordCheck(Kind kind, String code, String text) {
    /// What a check asks for.
    public enum Kind {
        /// It cannot be a fact: never kept.
        REFUSE,
        /// Kept only as what really happened, with a reason and a second person, as an incident.
        STOP,
        /// Kept with a reason.
        REASON
    }
}
