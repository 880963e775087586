package org.osteon.hla.typing;

/// Everything that can be said of an input (reference, section 20). Errors reject what they name;
/// warnings do not.
public enum Code {
    E_SYNTAX,
    E_LOCUS,
    E_MIXED_LOCI,
    E_LOCUS_TWICE,
    E_TOO_MANY_ALLELES,
    E_UNKNOWN_ALLELE,
    E_DELETED_ALLELE,
    E_GROUP_UNKNOWN,
    E_MAC_UNKNOWN,
    E_MAC_FAMILY,
    E_MAC_EMPTY,
    E_SEROLOGY_UNKNOWN,
    E_REQUIRED_LOCUS,
    W_NOVEL,
    W_TYPING_CONFLICT,
    W_RENAMED,
    W_OLD_NOMENCLATURE,
    W_SUFFIX_MISSING,
    W_NULL_DROPPED,
    W_MAC_PARTIAL,
    W_HOMOZYGOUS_ASSUMED,
    W_REDUNDANT_AMBIGUITY,
    W_LOW_EXPRESSION,
    W_QUESTIONABLE,
    W_UNUSUAL_HAPLOTYPE,
    W_SEROLOGY_CONFLICT,
    W_NOT_COUNTED;

    public boolean isError() {
        return name().startsWith("E_");
    }
}
