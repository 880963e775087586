package org.osteon.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osteon.pathway.Alert;

/// How a finding is told in FHIR: one code system and one scale, whether the pathway raises it or a
/// person overrides it, so that the two can be joined by their code.
public final class IssueWords {
    /// The code system of rules.
    public static final String SYSTEM = "urn:osteon:rule";

    private IssueWords() {}

    /// A detected issue of a patient, with what every such issue says: who saw it when, and what it
    /// is about.
    ///
    /// @param code of the rule
    /// @param patient reference
    /// @param at as FHIR writes a moment
    /// @param implicated reference of what it is about
    public static ObjectNode issue(
            String id,
            String code,
            String text,
            Alert.Severity severity,
            String patient,
            String at,
            String author,
            String implicated) {
        ObjectNode issue = FhirEdit.object();
        issue.put("resourceType", "DetectedIssue");
        issue.put("id", id);
        issue.put("status", "final");
        ObjectNode concept = issue.putObject("code");
        concept.putArray("coding")
                .addObject()
                .put("system", SYSTEM)
                .put("code", code)
                .put("display", text);
        concept.put("text", text);
        issue.put("severity", severity(severity));
        issue.putObject("patient").put("reference", patient);
        issue.put("identifiedDateTime", at);
        issue.putObject("author").put("display", author);
        issue.putArray("implicated").addObject().put("reference", implicated);
        return issue;
    }

    /// FHIR's severity of a detected issue.
    public static String severity(Alert.Severity severity) {
        return switch (severity) {
            case CRITICAL -> "high";
            case WARNING -> "moderate";
            case INFO -> "low";
        };
    }
}
