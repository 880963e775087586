package org.osteon.hla.frequency;

/// How a typing was explained (reference, section 16.4).
public enum Plan {
    /// By whole haplotypes of the set.
    A,
    /// By shorter blocks of haplotypes, multiplied.
    B,
    /// By single alleles, of which one the set does not know counts as seen once.
    C,
    /// Not at all: there is no probability.
    UNREPRESENTED
}
