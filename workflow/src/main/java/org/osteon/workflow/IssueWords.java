package org.osteon.workflow;

import org.osteon.pathway.Alert;

/// How a finding is told in FHIR: one code system and one scale, whether the pathway raises it or a
/// person overrides it, so that the two can be joined by their code.
public final class IssueWords {
    /// The code system of rules.
    public static final String SYSTEM = "urn:osteon:rule";

    private IssueWords() {}

    /// FHIR's severity of a detected issue.
    public static String severity(Alert.Severity severity) {
        return switch (severity) {
            case CRITICAL -> "high";
            case WARNING -> "moderate";
            case INFO -> "low";
        };
    }
}
