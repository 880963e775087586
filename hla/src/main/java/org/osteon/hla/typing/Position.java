package org.osteon.hla.typing;

import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.UnitSet;

/// One of the two positions of a locus: the text as given and what it can be.
///
/// @param kind whether anything was typed, and what
/// @param gene the gene that the text names
/// @param text the token as given
/// @param form how the token was written
/// @param alleles the candidate alleles, by index in the gene, nulls included
/// @param units the expressed candidates' units, locus-wide numbers: what is counted; empty for a
///   null
/// @param explained the candidates' ARD names, locus-wide numbers: what frequency sets can explain
public record Position(
        Kind kind,
        Gene gene,
        String text,
        Form form,
        UnitSet alleles,
        UnitSet units,
        UnitSet explained) {

    /// What a position says.
    public enum Kind {
        /// At least one expressed candidate.
        TYPED,
        /// Every candidate is null.
        NULL,
        /// The gene is absent (`NNNN`).
        ABSENT,
        /// An allele not yet named: can match, never for certain.
        NEW,
        /// Nothing is known.
        UNTYPED
    }

    /// How a token was written.
    public enum Form {
        ALLELE,
        GROUP,
        LIST,
        MULTIPLE_ALLELE_CODE,
        FAMILY,
        SEROLOGY,
        OTHER
    }

    public boolean isNull() {
        return kind == Kind.NULL;
    }

    public boolean isUntyped() {
        return kind == Kind.UNTYPED;
    }
}
