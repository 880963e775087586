package org.osteon.hla.typing;

import java.util.OptionalInt;
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
        /// A protein without a name (`NEW`): can match, never for certain.
        NEW,
        /// Nothing is known: a blank, or `UUUU` with every unit of the gene as its units.
        UNTYPED
    }

    /// How a token was written.
    public enum Form {
        /// An allele, with two to four fields (`A*02:01`).
        ALLELE,
        /// A G, P or little-g group.
        GROUP,
        /// Several tokens between `/`.
        LIST,
        /// A multiple allele code (`A*02:AC`).
        MULTIPLE_ALLELE_CODE,
        /// A first field alone (`A*02:XX`, `A*02`).
        FAMILY,
        /// An antigen (`A2`).
        SEROLOGY,
        /// A reserved word, or nothing.
        OTHER
    }

    /// Every candidate is null: the position has no product.
    public boolean isNull() {
        return kind == Kind.NULL;
    }

    /// Nothing was typed here.
    public boolean isUntyped() {
        return kind == Kind.UNTYPED;
    }

    /// Left blank, which beside a typed position is read as homozygous; `UUUU` is not.
    boolean isBlank() {
        return isUntyped() && units.isEmpty();
    }

    /// The number of the antigen itself, where the token is one (`38` of `B38`).
    public OptionalInt antigen() {
        if (form != Form.SEROLOGY) {
            return OptionalInt.empty();
        }
        int from = text.length();
        while (from > 0 && Character.isDigit(text.charAt(from - 1))) {
            from--;
        }
        return OptionalInt.of(Integer.parseInt(text.substring(from)));
    }

    /// The first field of a protein without a name, where it is known (`2` of `A*02:NEW`).
    public OptionalInt novelFamily() {
        int star = text.indexOf('*');
        int colon = text.indexOf(':');
        return kind == Kind.NEW && colon > star && text.indexOf('/') < 0
                ? OptionalInt.of(Integer.parseInt(text.substring(star + 1, colon)))
                : OptionalInt.empty();
    }
}
