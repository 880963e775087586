package org.osteon.chart;

import java.math.BigDecimal;

/// A primitive FHIR value: [String], [BigDecimal], [Integer], [Boolean] or [FhirTime].
public final class FhirPrimitive implements FhirValue {
    private final String typeName;
    private Object value;

    FhirPrimitive(String typeName, Object value) {
        this.typeName = typeName;
        this.value = value;
    }

    /// A text, number, truth value or time whose FHIR type the element's definition tells.
    ///
    /// @param value a [String], [BigDecimal], [Integer], [Boolean] or [FhirTime]
    public static FhirPrimitive of(Object value) {
        return of("", value);
    }

    /// A text, number, truth value or time in the place of a choice element.
    ///
    /// @param typeName its FHIR type
    public static FhirPrimitive of(String typeName, Object value) {
        return new FhirPrimitive(typeName, value);
    }

    @Override
    public String typeName() {
        return typeName;
    }

    /// The value in its Java type.
    public Object value() {
        return value;
    }

    /// Replaces a reference by the one it resolves to; only while the chart is being read.
    void resolveTo(String reference) {
        value = reference;
    }

    @Override
    public String toString() {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
