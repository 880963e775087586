package org.osteon.hla.match;

import java.util.Set;
import java.util.TreeSet;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.Position;

/// Whether two positions that differ as units agree as antigens: an "allele mismatch" or an
/// "antigen mismatch" (reference, section 7).
public enum AntigenMatch {
    /// Some antigens of the two are equal, or one is a parent of the other.
    ANTIGEN_MATCH("antigen-match"),
    /// No two antigens agree.
    ANTIGEN_MISMATCH("antigen-mismatch"),
    /// A side has no antigen to look at.
    UNKNOWN("unknown");

    private final String text;

    AntigenMatch(String text) {
        this.text = text;
    }

    /// As written in results, for example `antigen-match`.
    public String text() {
        return text;
    }

    /// Compares two positions of one locus as antigens.
    public static AntigenMatch of(Release release, Position patient, Position donor) {
        if (patient.gene() == Gene.DPB1) {
            return ANTIGEN_MISMATCH;
        }
        if (isOpen(patient) || isOpen(donor)) {
            return UNKNOWN;
        }
        if (patient.gene() != donor.gene()) {
            return ANTIGEN_MISMATCH;
        }
        var x = antigens(release, patient, false);
        var y = antigens(release, donor, false);
        if (x.isEmpty() || y.isEmpty()) {
            x = antigens(release, patient, x.isEmpty());
            y = antigens(release, donor, y.isEmpty());
        }
        for (int one : x) {
            for (int other : y) {
                if (release.antigens().agree(patient.gene().antigenLocus(), one, other)) {
                    return ANTIGEN_MATCH;
                }
            }
        }
        return ANTIGEN_MISMATCH;
    }

    private static boolean isOpen(Position position) {
        return position.alleles().isEmpty() && position.novelFamily().isEmpty();
    }

    /// The antigen itself of a serological typing; else those assigned to any candidate, or the
    /// first fields where there is no assignment or the protein has no name.
    private static Set<Integer> antigens(Release release, Position position, boolean byFirstField) {
        var gene = release.gene(position.gene());
        var found = new TreeSet<Integer>();
        position.novelFamily().ifPresent(found::add);
        if (position.antigen().isPresent()) {
            return Set.of(position.antigen().getAsInt());
        }
        position.alleles()
                .forEach(allele -> {
                    if (byFirstField) {
                        found.add(gene.name(allele).first());
                    } else {
                        for (int antigen : gene.antigens(allele)) {
                            found.add(antigen);
                        }
                    }
                });
        return found;
    }
}
