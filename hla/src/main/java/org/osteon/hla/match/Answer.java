package org.osteon.hla.match;

/// Yes, no, or not known: never mistaken for each other.
public enum Answer {
    YES,
    NO,
    UNKNOWN
}
