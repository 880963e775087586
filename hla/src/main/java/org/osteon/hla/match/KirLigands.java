package org.osteon.hla.match;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.ProteinFeatures;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;

/// The ligands of killer-cell immunoglobulin-like receptors that a typing shows (reference, section
/// 12).
///
/// @param certain ligands that some position carries whatever its open ends are
/// @param possible ligands that only some candidates carry, or that an untyped locus may carry
/// @param notes what a reader should know beside, such as alleles that also carry the C1 epitope
public record KirLigands(Set<Ligand> certain, Set<Ligand> possible, Set<String> notes) {

    /// A ligand, in the order of its name.
    public enum Ligand {
        /// Bw4, of HLA-B and some HLA-A: ligand of KIR3DL1.
        BW4("Bw4"),
        /// C1, asparagine at 80: ligand of KIR2DL2 and KIR2DL3.
        C1("C1"),
        /// C2, lysine at 80: ligand of KIR2DL1.
        C2("C2");

        private final String text;

        Ligand(String text) {
            this.text = text;
        }

        /// As written, for example `Bw4`.
        public String text() {
            return text;
        }
    }

    /// The ligands that a typing shows at A, B and C.
    public static KirLigands of(Release release, Typing typing) {
        var certain = EnumSet.noneOf(Ligand.class);
        var possible = EnumSet.noneOf(Ligand.class);
        var notes = new TreeSet<String>();
        for (Locus locus : new Locus[] {Locus.A, Locus.B, Locus.C}) {
            var at = typing.at(locus);
            if (!at.isTyped()) {
                possible.addAll(
                        locus == Locus.C
                                ? EnumSet.of(Ligand.C1, Ligand.C2)
                                : EnumSet.of(Ligand.BW4));
            }
            addLocus(release, at, certain, possible);
            addNotes(release, at, notes);
        }
        possible.removeAll(certain);
        return new KirLigands(certain, possible, notes);
    }

    private static void addLocus(
            Release release, LocusTyping typing, Set<Ligand> certain, Set<Ligand> possible) {
        Set<Ligand> inEvery = null;
        for (LocusTyping.Genotype genotype : typing.genotypes()) {
            var inThis = EnumSet.noneOf(Ligand.class);
            for (Position position : new Position[] {genotype.first(), genotype.second()}) {
                addPosition(release, position, inThis, possible);
            }
            if (inEvery == null) {
                inEvery = inThis;
            } else {
                possible.addAll(inEvery);
                possible.addAll(inThis);
                inEvery.retainAll(inThis);
            }
        }
        if (inEvery != null) {
            certain.addAll(inEvery);
        }
    }

    private static void addPosition(
            Release release, Position position, Set<Ligand> certain, Set<Ligand> possible) {
        var gene = release.gene(position.gene());
        var features = release.proteinFeatures();
        var seen = new HashSet<Set<Ligand>>();
        position.alleles()
                .forEach(allele -> {
                    if (!gene.isNull(allele)) {
                        var ligands = ligand(features, position.gene(), allele);
                        if (ligands != null) {
                            seen.add(ligands);
                        }
                    }
                });
        if (seen.size() == 1) {
            certain.addAll(seen.iterator().next());
        } else {
            seen.forEach(possible::addAll);
        }
    }

    /// The ligand of one allele, an empty set when it is known to carry none, null when its
    /// sequence does not tell.
    private static @Nullable Set<Ligand> ligand(ProteinFeatures features, Gene gene, int allele) {
        if (gene == Gene.C) {
            return switch (features.residue80(gene, allele)) {
                case 'N' -> EnumSet.of(Ligand.C1);
                case 'K' -> EnumSet.of(Ligand.C2);
                case ProteinFeatures.UNKNOWN -> null;
                default -> EnumSet.noneOf(Ligand.class);
            };
        }
        return switch (features.residue83(gene, allele)) {
            case 'R' -> EnumSet.of(Ligand.BW4);
            case ProteinFeatures.UNKNOWN -> null;
            default -> EnumSet.noneOf(Ligand.class);
        };
    }

    /// B*46:01 and B*73:01 carry the C1 epitope too; for Bw4 the residue at 80 tells the strength.
    private static void addNotes(Release release, LocusTyping typing, Set<String> notes) {
        var features = release.proteinFeatures();
        for (LocusTyping.Genotype genotype : typing.genotypes()) {
            for (Position position : new Position[] {genotype.first(), genotype.second()}) {
                var gene = release.gene(position.gene());
                position.units()
                        .forEach(unit -> {
                            var name = gene.ardNameText(unit);
                            if (name.equals("B*46:01") || name.equals("B*73:01")) {
                                notes.add(name + " also carries the C1 epitope");
                            }
                        });
                if (position.units().size() == 1 && position.gene() != Gene.C) {
                    position.alleles()
                            .forEach(allele -> {
                                char at80 = features.residue80(position.gene(), allele);
                                if (features.residue83(position.gene(), allele) == 'R'
                                        && (at80 == 'I' || at80 == 'T')) {
                                    notes.add(
                                            gene.ardNameText(position.units().first())
                                                    + " is Bw4-80"
                                                    + at80);
                                }
                            });
                }
            }
        }
    }

    /// Ligands that are certain here and not even possible there.
    public Set<Ligand> missingIn(KirLigands other) {
        var missing = EnumSet.noneOf(Ligand.class);
        missing.addAll(certain);
        missing.removeAll(other.certain);
        missing.removeAll(other.possible);
        return missing;
    }
}
