package org.osteon.hla.nomenclature;

/// What a release knows of an allele name that somebody wrote.
public sealed interface Resolution {
    /// The name stands for these alleles. `name` is how the release writes it now; `renamed` tells
    /// that a deleted name was followed to its successor, `old` that the name was written without
    /// colons.
    record Found(UnitSet alleles, AlleleName name, boolean renamed, boolean old)
            implements Resolution {}

    /// The name was valid once and has no successor.
    record Deleted(boolean old, String reason) implements Resolution {}

    /// No such name, now or ever.
    record Unknown(boolean old) implements Resolution {}
}
