package org.osteon.chart;

import java.util.List;
import java.util.Map;

/// Which element of a resource is its own date, first one present (chart dictionary, column
/// "date").
final class ResourceDates {
    private static final Map<String, List<String>> ELEMENTS =
            Map.ofEntries(
                    Map.entry("Observation", List.of("effective")),
                    Map.entry("DiagnosticReport", List.of("effective")),
                    Map.entry("Condition", List.of("onset", "recordedDate")),
                    Map.entry("AllergyIntolerance", List.of("onset", "recordedDate")),
                    Map.entry("AdverseEvent", List.of("date", "detected", "recordedDate")),
                    Map.entry("Procedure", List.of("performed")),
                    Map.entry("MedicationRequest", List.of("authoredOn")),
                    Map.entry("MedicationAdministration", List.of("effective")),
                    Map.entry("MedicationStatement", List.of("effective", "dateAsserted")),
                    Map.entry("MedicationDispense", List.of("whenHandedOver", "whenPrepared")),
                    Map.entry("ServiceRequest", List.of("authoredOn")),
                    Map.entry("Immunization", List.of("occurrence")),
                    Map.entry("QuestionnaireResponse", List.of("authored")),
                    Map.entry("Encounter", List.of("period.start")),
                    Map.entry("ImagingStudy", List.of("started")),
                    Map.entry("Consent", List.of("dateTime")),
                    Map.entry("BiologicallyDerivedProduct", List.of("collection.collected")),
                    Map.entry("DetectedIssue", List.of("identified")),
                    Map.entry("Task", List.of("authoredOn")),
                    Map.entry("CarePlan", List.of("created", "period.start")),
                    Map.entry("Flag", List.of("period.start")),
                    Map.entry("Communication", List.of("sent")),
                    Map.entry("DocumentReference", List.of("date")),
                    Map.entry("FamilyMemberHistory", List.of("date")),
                    Map.entry("Specimen", List.of("collection.collected")));

    private ResourceDates() {}

    static List<String> of(String resourceType) {
        return ELEMENTS.getOrDefault(resourceType, List.of());
    }
}
