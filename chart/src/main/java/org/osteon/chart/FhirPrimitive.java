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
