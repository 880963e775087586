package org.osteon.records.cards;

import java.util.Optional;

/// How FHIR R4 finds the resources of one patient: the door that speaks FHIR knows, others ask.
public interface PatientSearch {
    /// The search for all resources of a type that are a patient's, with the medicines that they
    /// refer to; empty for types whose resources cannot say whose they are.
    ///
    /// @param patient the id, or what stands for it
    Optional<String> of(String type, String patient);
}
