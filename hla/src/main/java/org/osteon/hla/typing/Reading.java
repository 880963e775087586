package org.osteon.hla.typing;

import java.util.List;

/// A value read from text together with everything found on the way. With an error among the
/// findings the value is what remains: an untyped position or locus, or a typing without it.
///
/// @param <T> what was read
public record Reading<T>(T value, List<Finding> findings) {
    /// Keeps its own list of the findings.
    public Reading {
        findings = List.copyOf(findings);
    }

    /// Whether something was rejected.
    public boolean hasError() {
        return findings.stream().anyMatch(Finding::isError);
    }
}
