package org.osteon.pathway;

import java.util.List;

/// A rule of the pathway's register that holds for this chart.
///
/// @param code the rule's identifier in the register
/// @param severity how loud
/// @param decision the decision it asks for, empty where it asks for none
/// @param summary what was found, in one line with the numbers
/// @param action what to do about it; may be empty
/// @param clears the value or the day from which it would no longer hold, in a sentence; may be
///   empty
/// @param source which rule or section, and which source stands behind it
/// @param evidence the resources it rests on; empty where the finding is that something is absent
public record Alert(
        String code,
        Severity severity,
        String decision,
        String summary,
        String action,
        String clears,
        String source,
        List<Evidence> evidence) {
    public Alert {
        evidence = List.copyOf(evidence);
    }

    /// How loud an alert is.
    public enum Severity {
        /// Must not be overlooked.
        CRITICAL,
        /// Stops until it is dealt with.
        WARNING,
        /// To be read and acknowledged.
        INFO;

        /// The word of the assessment contract.
        public String word() {
            return switch (this) {
                case CRITICAL -> "critical";
                case WARNING -> "warning";
                case INFO -> "info";
            };
        }
    }
}
