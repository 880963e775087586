package org.osteon.hla.nomenclature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Residues of HLA-A, -B and -C proteins that decide the HLA-B leader and the KIR ligands
/// (reference, sections 11 and 12), per allele, read from `fasta/*_prot.fasta`. A residue that the
/// sequence does not cover is [#UNKNOWN].
public final class ProteinFeatures {
    /// A residue that the sequence does not cover.
    public static final char UNKNOWN = '?';

    /// The second residue of the mature protein starts this motif.
    private static final String MATURE_MOTIF = "SHSMRY";

    /// What stands there in proteins that vary within the motif.
    private static final String SHORT_MOTIF = "SHS";

    /// A leader is complete when at least this many residues precede the motif.
    private static final int LEADER_LENGTH = 24;

    private record Residues(char leader, char at80, char at83) {}

    private static final Residues NOT_COVERED = new Residues(UNKNOWN, UNKNOWN, UNKNOWN);

    private final Map<Gene, Residues[]> residues = new EnumMap<>(Gene.class);

    private ProteinFeatures() {}

    static ProteinFeatures read(ReleaseFiles files, Map<Gene, GeneAlleles> genes)
            throws IOException {
        var features = new ProteinFeatures();
        for (Gene gene : new Gene[] {Gene.A, Gene.B, Gene.C}) {
            var fasta = files.read("fasta/" + gene + "_prot.fasta");
            var alleles = genes.get(gene);
            if (fasta.isPresent() && alleles != null) {
                features.residues.put(
                        gene,
                        readGene(alleles, new String(fasta.get(), StandardCharsets.ISO_8859_1)));
            }
        }
        return features;
    }

    private static Residues[] readGene(GeneAlleles alleles, String fasta) {
        var byName = new HashMap<String, Residues>(alleles.count() * 2);
        int at = fasta.indexOf('>');
        while (at >= 0) {
            int next = fasta.indexOf('>', at + 1);
            int lineEnd = fasta.indexOf('\n', at);
            int nameStart = fasta.indexOf('*', at) + 1;
            int nameEnd = fasta.indexOf(' ', nameStart);
            if (lineEnd > 0 && nameStart > 0 && nameEnd > 0 && nameEnd < lineEnd) {
                byName.put(
                        fasta.substring(nameStart, nameEnd),
                        residues(fasta, lineEnd + 1, next < 0 ? fasta.length() : next));
            }
            at = next;
        }
        var residues = new Residues[alleles.count()];
        for (int i = 0; i < residues.length; i++) {
            residues[i] = byName.getOrDefault(alleles.name(i).fields(), NOT_COVERED);
        }
        return residues;
    }

    private static Residues residues(String fasta, int from, int to) {
        var sequence = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = fasta.charAt(i);
            if (c > ' ') {
                sequence.append(c);
            }
        }
        int motif = sequence.indexOf(MATURE_MOTIF);
        if (motif < 0) {
            motif = sequence.indexOf(SHORT_MOTIF);
        }
        if (motif < 0) {
            return NOT_COVERED;
        }
        char leader = motif >= LEADER_LENGTH ? sequence.charAt(motif - 22) : UNKNOWN;
        return new Residues(leader, position(sequence, motif, 80), position(sequence, motif, 83));
    }

    private static char position(StringBuilder sequence, int motif, int position) {
        int index = motif + position - 2;
        return index < sequence.length() ? sequence.charAt(index) : UNKNOWN;
    }

    private Residues of(Gene gene, int allele) {
        var ofGene = residues.get(gene);
        return ofGene == null ? NOT_COVERED : ofGene[allele];
    }

    /// The residue at -21 of the signal peptide of a B allele, `M` or `T` as a rule.
    public char leader(int alleleOfB) {
        return of(Gene.B, alleleOfB).leader();
    }

    /// The residue at 80 of the mature protein.
    public char residue80(Gene gene, int allele) {
        return of(gene, allele).at80();
    }

    /// The residue at 83 of the mature protein.
    public char residue83(Gene gene, int allele) {
        return of(gene, allele).at83();
    }
}
