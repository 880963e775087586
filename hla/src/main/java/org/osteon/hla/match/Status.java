package org.osteon.hla.match;

/// What can be said of one locus (reference, section 8).
public enum Status {
    /// No mismatch whatever the open ends of the typings are.
    MATCH,
    /// A match and a mismatch are both possible.
    POTENTIAL,
    /// At least one mismatch for certain.
    MISMATCH,
    /// Patient or donor is not typed here.
    UNTYPED;

    static Status of(Range mismatches) {
        if (mismatches.max() == 0) {
            return MATCH;
        }
        return mismatches.min() == 0 ? POTENTIAL : MISMATCH;
    }
}
