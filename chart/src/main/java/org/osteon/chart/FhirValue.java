package org.osteon.chart;

/// A value inside a FHIR resource: an object with named elements or a primitive.
public sealed interface FhirValue permits FhirObject, FhirPrimitive {

    /// The FHIR type where the JSON tells it (a resource's type, or the type behind a choice
    /// element such as `valueQuantity`); empty where only the element's definition would.
    String typeName();
}
