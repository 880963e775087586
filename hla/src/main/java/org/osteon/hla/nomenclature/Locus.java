package org.osteon.hla.nomenclature;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is compared and counted as one. Each locus is one gene, except DRB3/4/5, whose genes are
/// alternatives on a chromosome and are compared as one (reference, section 8).
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that cannot change
public enum Locus {
    /// HLA-A.
    A(Gene.A),
    /// HLA-B.
    B(Gene.B),
    /// HLA-C.
    C(Gene.C),
    /// HLA-DRB1.
    DRB1(Gene.DRB1),
    /// HLA-DRB3, DRB4 and DRB5, alternatives on a chromosome.
    DRBX(Gene.DRB3, Gene.DRB4, Gene.DRB5),
    /// HLA-DQA1.
    DQA1(Gene.DQA1),
    /// HLA-DQB1.
    DQB1(Gene.DQB1),
    /// HLA-DPA1.
    DPA1(Gene.DPA1),
    /// HLA-DPB1.
    DPB1(Gene.DPB1);

    /// The five loci of a 10/10 comparison.
    public static final List<Locus> TEN = List.of(A, B, C, DRB1, DQB1);

    private final List<Gene> genes;

    Locus(Gene... genes) {
        this.genes = List.of(genes);
    }

    /// The genes compared here.
    public List<Gene> genes() {
        return genes;
    }

    /// The locus at which a gene is compared.
    public static Locus of(Gene gene) {
        for (Locus locus : values()) {
            if (locus.genes.contains(gene)) {
                return locus;
            }
        }
        throw new IllegalArgumentException("no locus holds " + gene);
    }

    /// The locus of this name; `DRB3`, `DRB4`, `DRB5` and `DRB345` are `DRBX`.
    public static Optional<Locus> named(String text) {
        var name = text.strip().toUpperCase(Locale.ROOT);
        if (name.equals("DRB345") || name.equals("DRB3/4/5") || name.equals("DRBX")) {
            return Optional.of(DRBX);
        }
        return Gene.named(name).map(Locus::of);
    }
}
