package org.osteon.hla.nomenclature;

import java.util.Locale;
import java.util.Optional;

/// The genes whose typings are read. The order is the order of loci in every list and canonical
/// text.
public enum Gene {
    A("A"),
    B("B"),
    C("Cw"),
    DRB1("DR"),
    DRB3("DR"),
    DRB4("DR"),
    DRB5("DR"),
    DQA1(""),
    DQB1("DQ"),
    DPA1(""),
    DPB1("");

    private final String antigenLocus;

    Gene(String antigenLocus) {
        this.antigenLocus = antigenLocus;
    }

    /// The letters of this gene's antigens (`Cw` in `Cw7`); empty where serology has none.
    public String antigenLocus() {
        return antigenLocus;
    }

    /// Whether the gene can be absent from a chromosome, reported as `NNNN`.
    public boolean mayBeAbsent() {
        return this == DRB3 || this == DRB4 || this == DRB5;
    }

    /// The gene of this name, with or without `HLA-`, in any case; `Cw` is `C`.
    public static Optional<Gene> named(String text) {
        var name = text.strip().toUpperCase(Locale.ROOT);
        if (name.startsWith("HLA-")) {
            name = name.substring(4);
        }
        if (name.equals("CW")) {
            return Optional.of(C);
        }
        for (Gene gene : values()) {
            if (gene.name().equals(name)) {
                return Optional.of(gene);
            }
        }
        return Optional.empty();
    }
}
