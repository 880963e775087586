package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.Optional;
import java.util.Set;
import org.osteon.records.cards.PatientSearch;
import org.springframework.stereotype.Component;

/// By FHIR's own definitions. Where R4 defines no parameter for a type that can name a patient, it
/// is `patient`, which is Osteon's own.
@Component
final class PatientSearches implements PatientSearch {
    private static final String MEDICATION = "medication";

    @Override
    public Optional<String> of(String type, String patient) {
        FhirContext context = FhirContext.forR4Cached();
        if (!context.getResourceTypes().contains(type) || !PatientTypes.names(context, type)) {
            return Optional.empty();
        }
        RuntimeResourceDefinition definition = context.getResourceDefinition(type);
        boolean bySubject =
                definition.getSearchParam("patient") == null
                        && definition.getSearchParam("subject") != null;
        String search = type + "?" + (bySubject ? "subject=Patient/" : "patient=") + patient;
        boolean refersToMedicine =
                definition.getSearchParam(MEDICATION) != null
                        && definition
                                .getSearchParam(MEDICATION)
                                .getTargets()
                                .equals(Set.of("Medication"));
        return Optional.of(
                refersToMedicine ? search + "&_include=" + type + ":" + MEDICATION : search);
    }
}
