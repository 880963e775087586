package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildResourceDefinition;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;

/// Which types of resources can say whose they are, as FHIR R4 defines them.
final class PatientTypes {
    private static final Set<String> BESIDE = Set.of("extension", "modifierExtension", "contained");

    private PatientTypes() {}

    /// Whether a resource of the type can refer to a patient.
    static boolean names(FhirContext context, String type) {
        return type.equals("Patient")
                || names(context.getResourceDefinition(type), new HashSet<>());
    }

    private static boolean names(
            BaseRuntimeElementCompositeDefinition<?> definition, Set<Object> seen) {
        return seen.add(definition)
                && definition.getChildren().stream()
                        .filter(child -> !BESIDE.contains(child.getElementName()))
                        .anyMatch(child -> names(child, seen));
    }

    private static boolean names(BaseRuntimeChildDefinition child, Set<Object> seen) {
        if (child instanceof RuntimeChildResourceDefinition reference) {
            return reference.getResourceTypes().stream()
                    .anyMatch(target -> target.isAssignableFrom(Patient.class));
        }
        return child.getValidChildNames().stream()
                .map(child::getChildByName)
                .anyMatch(inner ->
                        inner instanceof BaseRuntimeElementCompositeDefinition<?> composite
                                && names(composite, seen));
    }
}
