package org.osteon.hla.match;

/// Yes, no, or not known: never mistaken for each other.
public enum Answer {
    /// For certain.
    YES,
    /// Certainly not.
    NO,
    /// What is known does not decide.
    UNKNOWN
}
