package org.osteon.hla.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.hla.nomenclature.AlleleName;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;

/// One position of the patient beside one of the donor, in the alignment that fits best (reference,
/// section 9).
///
/// @param antigen for positions that differ as units, whether they agree as antigens
public record PositionPair(
        Position patient,
        Position donor,
        Grade grade,
        Confidence confidence,
        Optional<AntigenMatch> antigen) {

    /// How finely two matched positions agree, best first.
    public enum Grade {
        /// The same allele, all fields.
        SAME_ALLELE,
        /// The same coding sequence.
        SAME_THREE_FIELDS,
        /// The same protein.
        SAME_TWO_FIELDS,
        /// The same G group: equal in the sequence of the recognition domain.
        SAME_G_GROUP,
        /// The same protein in the recognition domain.
        SAME_UNIT,
        /// The same antigen, where a side is typed by serology.
        SAME_ANTIGEN,
        /// Two nulls of one name.
        NULL_SAME_NAME,
        /// Two nulls.
        NULL_DIFFERENT,
        /// A null beside an expressed allele: the null position counts as its partner.
        EXPRESSED_AGAINST_NULL,
        /// Can match; what is known of a side is not enough for a grade.
        OPEN,
        /// Antigens of one broad antigen, neither above the other (B38 against B39): an antigen
        /// mismatch, although the parent antigen leaves the count open.
        SISTER_SPLIT,
        /// No candidate in common.
        MISMATCH
    }

    /// How sure the result is.
    public enum Confidence {
        /// One allele on both sides.
        DEFINITE,
        /// One unit on both sides.
        EXACT,
        /// Everything else that can match.
        POTENTIAL,
        /// Cannot match.
        MISMATCH
    }

    /// The two pairs of a locus typed on both sides; empty otherwise. Of `|` alternatives the best
    /// fitting are shown.
    public static List<PositionPair> of(Release release, LocusTyping patient, LocusTyping donor) {
        List<PositionPair> best = List.of();
        int bestCost = Integer.MAX_VALUE;
        for (Genotype p : patient.genotypes()) {
            for (Genotype d : donor.genotypes()) {
                for (boolean crossed : new boolean[] {false, true}) {
                    var pairs =
                            List.of(
                                    pair(release, p, d, crossed, true),
                                    pair(release, p, d, crossed, false));
                    int cost = cost(pairs.get(0)) + cost(pairs.get(1));
                    if (cost < bestCost) {
                        bestCost = cost;
                        best = pairs;
                    }
                }
            }
        }
        return best;
    }

    private static int cost(PositionPair pair) {
        int worse = pair.grade == Grade.MISMATCH ? 1000 : 0;
        int antigen =
                pair.antigen.filter(match -> match == AntigenMatch.ANTIGEN_MISMATCH).isPresent()
                        ? 100
                        : 0;
        return worse + antigen + List.of(Grade.values()).indexOf(pair.grade);
    }

    private static PositionPair pair(
            Release release, Genotype p, Genotype d, boolean crossed, boolean first) {
        var patient = first ? p.first() : p.second();
        var donor = first == crossed ? d.second() : d.first();
        var patientUnits = first ? p.countedFirst() : p.countedSecond();
        var donorUnits = first == crossed ? d.countedSecond() : d.countedFirst();
        boolean bothNull = patientUnits.isEmpty() && donorUnits.isEmpty();
        if (!bothNull && !patientUnits.intersects(donorUnits)) {
            return new PositionPair(
                    patient,
                    donor,
                    Grade.MISMATCH,
                    Confidence.MISMATCH,
                    Optional.of(AntigenMatch.of(release, patient, donor)));
        }
        Confidence confidence = Confidence.POTENTIAL;
        if (patient.alleles().size() == 1 && patient.alleles().equals(donor.alleles())) {
            confidence = Confidence.DEFINITE;
        } else if (patientUnits.size() <= 1
                && donorUnits.size() <= 1
                && patient.kind() != Position.Kind.NEW
                && donor.kind() != Position.Kind.NEW) {
            confidence = Confidence.EXACT;
        }
        var grade = grade(release, patient, donor, confidence);
        return new PositionPair(
                patient,
                donor,
                grade,
                confidence,
                grade == Grade.SISTER_SPLIT
                        ? Optional.of(AntigenMatch.ANTIGEN_MISMATCH)
                        : Optional.empty());
    }

    private static Grade grade(
            Release release, Position patient, Position donor, Confidence confidence) {
        if (patient.isNull() && donor.isNull()) {
            return patient.alleles().equals(donor.alleles())
                    ? Grade.NULL_SAME_NAME
                    : Grade.NULL_DIFFERENT;
        }
        if (patient.isNull() || donor.isNull()) {
            return Grade.EXPRESSED_AGAINST_NULL;
        }
        if (patient.form() == Position.Form.SEROLOGY || donor.form() == Position.Form.SEROLOGY) {
            return AntigenMatch.of(release, patient, donor) == AntigenMatch.ANTIGEN_MISMATCH
                    ? Grade.SISTER_SPLIT
                    : Grade.SAME_ANTIGEN;
        }
        if (confidence == Confidence.POTENTIAL) {
            return Grade.OPEN;
        }
        if (confidence == Confidence.DEFINITE) {
            return Grade.SAME_ALLELE;
        }
        if (shared(release, patient, donor, 3)) {
            return Grade.SAME_THREE_FIELDS;
        }
        if (shared(release, patient, donor, 2)) {
            return Grade.SAME_TWO_FIELDS;
        }
        return sameGGroup(release, patient, donor) ? Grade.SAME_G_GROUP : Grade.SAME_UNIT;
    }

    /// Whether all candidates of both positions agree in this many fields of their names.
    private static boolean shared(Release release, Position patient, Position donor, int fields) {
        var names = new ArrayList<AlleleName>();
        for (Position position : new Position[] {patient, donor}) {
            var gene = release.gene(position.gene());
            position.alleles()
                    .forEach(allele -> {
                        if (!gene.isNull(allele)) {
                            names.add(gene.name(allele).cut(fields));
                        }
                    });
        }
        return names.stream().distinct().count() == 1;
    }

    private static boolean sameGGroup(Release release, Position patient, Position donor) {
        var groups = new ArrayList<Optional<String>>();
        for (Position position : new Position[] {patient, donor}) {
            var gene = release.gene(position.gene());
            position.alleles()
                    .forEach(allele -> {
                        if (!gene.isNull(allele)) {
                            groups.add(gene.gGroup(allele));
                        }
                    });
        }
        return groups.stream().distinct().count() == 1 && groups.getFirst().isPresent();
    }

    /// How many mismatched positions are antigen mismatches.
    public static int antigenMismatches(List<PositionPair> pairs) {
        return (int)
                pairs.stream()
                        .filter(pair ->
                                pair.antigen
                                        .filter(m -> m == AntigenMatch.ANTIGEN_MISMATCH)
                                        .isPresent())
                        .count();
    }
}
