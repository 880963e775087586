package org.osteon.hla.match;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.TceGroup;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;

/// Whether a DPB1 mismatch is permissive by T-cell epitope groups (reference, section 10).
///
/// @param patient the possible groups of the patient's two positions, a null position taking those
///   of the other
/// @param donor the same of the donor
/// @param classes every class that the typings leave possible; one when they decide
/// @param predicted whether a group was assigned by prediction
public record Permissiveness(
        List<Set<Integer>> patient,
        List<Set<Integer>> donor,
        Set<Verdict> classes,
        boolean predicted) {

    /// The class of a pair of DPB1 genotypes.
    public enum Verdict {
        /// No mismatch.
        MATCH("match"),
        /// A mismatch within the same groups.
        PERMISSIVE("permissive"),
        /// Not permissive in graft-versus-host direction: the patient's group is the lower.
        NONPERMISSIVE_GVH("nonpermissive-GvH"),
        /// Not permissive in rejection direction: the donor's group is the lower.
        NONPERMISSIVE_HVG("nonpermissive-HvG"),
        /// An allele without a group, or not typed.
        UNKNOWN("unknown");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /// As written in results, for example `nonpermissive-GvH`.
        public String text() {
            return text;
        }
    }

    /// Compares at DPB1. With `|` alternatives on a side all of them are evaluated.
    public static Permissiveness of(
            Release release, Typing patient, Typing donor, TceVersion version) {
        var p = patient.at(Locus.DPB1);
        var d = donor.at(Locus.DPB1);
        var groups = new Groups(release, version);
        var patientGroups = groups.of(p);
        var donorGroups = groups.of(d);
        var classes = EnumSet.noneOf(Verdict.class);
        var match = LocusComparison.compare(p, d);
        if (match.status() == Status.MATCH) {
            classes.add(Verdict.MATCH);
        } else if (match.status() == Status.UNTYPED) {
            classes.add(Verdict.UNKNOWN);
        } else {
            if (match.status() == Status.POTENTIAL) {
                classes.add(Verdict.MATCH);
            }
            for (Genotype onePatient : p.genotypes()) {
                for (Genotype oneDonor : d.genotypes()) {
                    classes.addAll(classes(groups.lowest(onePatient), groups.lowest(oneDonor)));
                }
            }
        }
        return new Permissiveness(patientGroups, donorGroups, classes, groups.predicted);
    }

    private static Set<Verdict> classes(Set<Integer> patientLowest, Set<Integer> donorLowest) {
        var classes = EnumSet.noneOf(Verdict.class);
        for (int p : patientLowest) {
            for (int d : donorLowest) {
                classes.add(classify(p, d));
            }
        }
        return classes;
    }

    private static Verdict classify(int patientLowest, int donorLowest) {
        if (patientLowest <= 0 || donorLowest <= 0) {
            return Verdict.UNKNOWN;
        }
        if (patientLowest == donorLowest) {
            return Verdict.PERMISSIVE;
        }
        return patientLowest < donorLowest ? Verdict.NONPERMISSIVE_GVH : Verdict.NONPERMISSIVE_HVG;
    }

    /// Reads the groups that positions can have. -1 stands for a group not assigned.
    private static final class Groups {
        private final Release release;
        private final TceVersion version;
        private boolean predicted;

        Groups(Release release, TceVersion version) {
            this.release = release;
            this.version = version;
        }

        List<Set<Integer>> of(LocusTyping typing) {
            var first = new TreeSet<Integer>();
            var second = new TreeSet<Integer>();
            for (Genotype genotype : typing.genotypes()) {
                first.addAll(ofFirst(genotype));
                second.addAll(ofSecond(genotype));
            }
            return List.of(first, second);
        }

        Set<Integer> ofFirst(Genotype genotype) {
            return groups(genotype.first().isNull() ? genotype.second() : genotype.first());
        }

        Set<Integer> ofSecond(Genotype genotype) {
            return groups(genotype.second().isNull() ? genotype.first() : genotype.second());
        }

        /// The lowest group of the pair, for every combination; -1 where either is not assigned.
        Set<Integer> lowest(Genotype genotype) {
            var lowest = new TreeSet<Integer>();
            for (int one : ofFirst(genotype)) {
                for (int other : ofSecond(genotype)) {
                    lowest.add(one < 0 || other < 0 ? -1 : Math.min(one, other));
                }
            }
            return lowest;
        }

        private Set<Integer> groups(Position position) {
            var found = new TreeSet<Integer>();
            if (position.isNull() || position.alleles().isEmpty()) {
                found.add(-1);
                return found;
            }
            var gene = release.gene(position.gene());
            position.alleles()
                    .forEach(allele -> {
                        if (!gene.isNull(allele)) {
                            TceGroup group = gene.tceGroup(allele, version);
                            found.add(group.isAssigned() ? group.number() : -1);
                            predicted |= group.predicted();
                        }
                    });
            return found;
        }
    }
}
