package org.osteon.records.models;

/// An answer, or why there is none.
public sealed interface ModelReply {
    /// Estimated.
    record Estimated(ModelAnswer answer) implements ModelReply {}

    /// Not to be estimated from these people.
    ///
    /// @param why in a sentence that names the value and the remedy
    record NotEstimable(String why) implements ModelReply {}
}
