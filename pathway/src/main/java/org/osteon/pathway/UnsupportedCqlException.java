package org.osteon.pathway;

/// CQL that [CqlProgram] does not compile; the reference engine evaluates it instead.
final class UnsupportedCqlException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedCqlException(String construct) {
        super(construct);
    }
}
