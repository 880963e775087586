package org.osteon.hla.nomenclature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The genes whose typings are read. The order is the order of loci in every list and canonical
/// text.
public enum Gene {
    /// HLA-A.
    A("A"),
    /// HLA-B.
    B("B"),
    /// HLA-C.
    C("Cw"),
    /// HLA-DRB1.
    DRB1("DR"),
    /// HLA-DRB3, which some chromosomes lack.
    DRB3("DR"),
    /// HLA-DRB4, which some chromosomes lack.
    DRB4("DR"),
    /// HLA-DRB5, which some chromosomes lack.
    DRB5("DR"),
    /// HLA-DQA1.
    DQA1(""),
    /// HLA-DQB1.
    DQB1("DQ"),
    /// HLA-DPA1.
    DPA1(""),
    /// HLA-DPB1.
    DPB1("");

    /// Genes and pseudogenes of the region that are stored and shown, not counted.
    private static final Set<String> SHOWN_ONLY =
            Set.of(
                    "E", "F", "G", "H", "J", "K", "L", "MICA", "MICB", "DRA", "DRB2", "DRB6",
                    "DRB7", "DRB8", "DRB9", "DMA", "DMB", "DOA", "DOB", "DPA2", "DPB2", "TAP1",
                    "TAP2", "HFE");

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

    /// Whether a name is of a gene that is stored and shown, but not counted.
    public static boolean isShownOnly(String text) {
        return SHOWN_ONLY.contains(plain(text));
    }

    /// The genes that a misspelt name may mean: one letter more, less or other, or two swapped.
    /// Names of one letter are like too many and get none.
    public static List<Gene> like(String text) {
        var name = plain(text);
        var found = new ArrayList<Gene>();
        for (Gene gene : values()) {
            if (name.length() > 1 && gene.name().length() > 1 && oneSlip(name, gene.name())) {
                found.add(gene);
            }
        }
        return List.copyOf(found);
    }

    private static boolean oneSlip(String x, String y) {
        int from = 0;
        while (from < Math.min(x.length(), y.length()) && x.charAt(from) == y.charAt(from)) {
            from++;
        }
        var restX = x.substring(from);
        var restY = y.substring(from);
        if (restX.isEmpty() || restY.isEmpty()) {
            return restX.length() + restY.length() == 1;
        }
        return restX.substring(1).equals(restY.substring(1))
                || restX.substring(1).equals(restY)
                || restX.equals(restY.substring(1))
                || (restX.length() > 1
                        && restY.length() > 1
                        && restX.charAt(0) == restY.charAt(1)
                        && restX.charAt(1) == restY.charAt(0)
                        && restX.substring(2).equals(restY.substring(2)));
    }

    private static String plain(String text) {
        var name = text.strip().toUpperCase(Locale.ROOT);
        return name.startsWith("HLA-") ? name.substring(4) : name;
    }

    /// The gene of this name, with or without `HLA-`, in any case; `Cw` is `C`.
    public static Optional<Gene> named(String text) {
        var name = plain(text);
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
