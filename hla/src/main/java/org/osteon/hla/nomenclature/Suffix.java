package org.osteon.hla.nomenclature;

import java.util.Optional;

/// The letter after an allele name that tells how it is expressed (reference, section 2).
public enum Suffix {
    NONE(""),
    N("N"),
    L("L"),
    S("S"),
    C("C"),
    A("A"),
    Q("Q");

    private final String letter;

    Suffix(String letter) {
        this.letter = letter;
    }

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
