package org.osteon.hla.nomenclature;

import java.util.Optional;

/// The letter after an allele name that tells how it is expressed (reference, section 2).
public enum Suffix {
    /// No suffix: expressed as far as known.
    NONE(""),
    /// Null: no product.
    N("N"),
    /// Low expression at the cell surface.
    L("L"),
    /// Secreted, not at the cell surface.
    S("S"),
    /// In the cytoplasm, not at the cell surface.
    C("C"),
    /// Aberrant: whether it is expressed is in doubt.
    A("A"),
    /// Questionable: a change that affected expression in other alleles.
    Q("Q");

    private final String letter;

    Suffix(String letter) {
        this.letter = letter;
    }

    /// As written after a name; empty for none.
    public String letter() {
        return letter;
    }

    /// Whether a product reaches the cell surface as far as matching is concerned: all but `N`.
    public boolean expressed() {
        return this != N;
    }

    static Optional<Suffix> of(char letter) {
        return switch (letter) {
            case 'N' -> Optional.of(N);
            case 'L' -> Optional.of(L);
            case 'S' -> Optional.of(S);
            case 'C' -> Optional.of(C);
            case 'A' -> Optional.of(A);
            case 'Q' -> Optional.of(Q);
            default -> Optional.empty();
        };
    }
}
