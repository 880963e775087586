package org.osteon.hla.typing;

/// Everything that can be said of an input (reference, section 20). Errors reject what they name;
/// warnings do not.
public enum Code {
    /// An empty part, a strange character, a gene without its star.
    E_SYNTAX,
    /// The token names another gene than its field, or none that exists.
    E_LOCUS,
    /// Two genes in one genotype.
    E_MIXED_LOCI,
    /// One gene in two `^` parts.
    E_LOCUS_TWICE,
    /// More than two copies of a locus.
    E_TOO_MANY_ALLELES,
    /// No allele has or had this name.
    E_UNKNOWN_ALLELE,
    /// The allele was deleted and nothing took its place.
    E_DELETED_ALLELE,
    /// No G or P group has this name.
    E_GROUP_UNKNOWN,
    /// The multiple allele code is not in the table.
    E_MAC_UNKNOWN,
    /// The first field is not the one that the multiple allele code is of.
    E_MAC_FAMILY,
    /// No member of the multiple allele code exists in the release.
    E_MAC_EMPTY,
    /// The locus has no antigen of this number.
    E_SEROLOGY_UNKNOWN,
    /// A locus without which nobody is searched for (A, B or DRB1) is not typed.
    E_REQUIRED_LOCUS,
    /// A protein without a name (`NEW`): can match, never for certain.
    W_NOVEL,
    /// Two final typings of one locus disagree; both are kept as alternatives.
    W_TYPING_CONFLICT,
    /// A typing of the chart withdrawn, preliminary or about somebody else.
    W_TYPING_NOT_USED,
    /// The allele has another name in this release, which was used.
    W_RENAMED,
    /// A name from before 2010, without colons.
    W_OLD_NOMENCLATURE,
    /// A name without suffix under which every allele is null.
    W_SUFFIX_MISSING,
    /// Nulls were left out of an ambiguity that holds expressed alleles too.
    W_NULL_DROPPED,
    /// Some members of the multiple allele code do not exist in the release.
    W_MAC_PARTIAL,
    /// One value only: read as homozygous.
    W_HOMOZYGOUS_ASSUMED,
    /// A member is repeated, or covered by another.
    W_REDUNDANT_AMBIGUITY,
    /// Suffix `L`, `S`, `C` or `A`.
    W_LOW_EXPRESSION,
    /// Suffix `Q`.
    W_QUESTIONABLE,
    /// The frequencies explain the typing only by parts of haplotypes, or hold a pair of neighbours
    /// never.
    W_UNUSUAL_HAPLOTYPE,
    /// Serology and DNA of one locus disagree; DNA counts.
    W_SEROLOGY_CONFLICT,
    /// A gene that is stored and shown, not counted.
    W_NOT_COUNTED;

    /// Whether what it is about is rejected; a warning rejects nothing.
    public boolean isError() {
        return name().startsWith("E_");
    }
}
