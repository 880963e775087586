package org.osteon.access;

/// For what somebody asks.
///
/// @param code of HL7 v3 PurposeOfUse
public record Purpose(String code) {
    /// In words, as HL7 has them; a purpose that nobody asks for here is its code.
    public String title() {
        return switch (code) {
            case "TREAT" -> "treatment";
            case "ETREAT" -> "emergency treatment";
            case "HRESCH" -> "research";
            case "HCOMPL" -> "compliance";
            case "HSYSADMIN" -> "administration of the system";
            case "HOPERAT" -> "operations";
            case "PATRQT" -> "the patient's request";
            default -> code;
        };
    }
}
