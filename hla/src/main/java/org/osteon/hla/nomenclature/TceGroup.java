package org.osteon.hla.nomenclature;

/// A DPB1 T-cell epitope group: 1, 2 or 3; 0 for a null allele; -1 where the release assigns none.
/// A predicted group carries `$` in the file (reference, section 10).
public record TceGroup(int number, boolean predicted) {
    /// No group is known.
    public static final TceGroup UNASSIGNED = new TceGroup(-1, false);

    static TceGroup read(String text) {
        var value = text.strip();
        if (value.isEmpty() || value.charAt(0) < '0' || value.charAt(0) > '3') {
            return UNASSIGNED;
        }
        return new TceGroup(value.charAt(0) - '0', value.endsWith("$"));
    }

    /// Whether the release assigns a group; a null allele has none.
    public boolean isAssigned() {
        return number > 0;
    }
}
