package org.osteon.hla.match;

import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;

/// Compares one locus (reference, section 8). The ranges are exact over all that the typings leave
/// open.
public final class LocusComparison {
    private LocusComparison() {}

    /// Compares two typings of one locus. Exact ranges over all that the typings leave open.
    public static LocusMatch compare(LocusTyping patient, LocusTyping donor) {
        if (!patient.isTyped() || !donor.isTyped()) {
            return LocusMatch.UNTYPED;
        }
        LocusMatch all = null;
        for (Genotype p : patient.genotypes()) {
            for (Genotype d : donor.genotypes()) {
                var match = compare(p, d);
                all = all == null ? match : all.cover(match);
            }
        }
        if (all == null) {
            throw new IllegalStateException("a typed locus has genotypes");
        }
        return all;
    }

    private static LocusMatch compare(Genotype patient, Genotype donor) {
        if (patient.bothNull() || donor.bothNull()) {
            return compareNulls(patient, donor);
        }
        int[] unitsByMembership =
                unitsByMembership(
                        patient.countedFirst(),
                        patient.countedSecond(),
                        donor.countedFirst(),
                        donor.countedSecond());
        addUnnamed(unitsByMembership, patient.first(), EqualityPattern.P1);
        addUnnamed(unitsByMembership, patient.second(), EqualityPattern.P2);
        addUnnamed(unitsByMembership, donor.first(), EqualityPattern.D1);
        addUnnamed(unitsByMembership, donor.second(), EqualityPattern.D2);
        return range(unitsByMembership);
    }

    /// A protein without a name may always be one that nobody else has.
    private static void addUnnamed(int[] unitsByMembership, Position position, int membership) {
        if (position.kind() == Position.Kind.NEW) {
            unitsByMembership[membership] = Math.min(4, unitsByMembership[membership] + 1);
        }
    }

    private static LocusMatch range(int[] unitsByMembership) {
        int mmMin = 2;
        int mmMax = 0;
        int gvhMin = 2;
        int gvhMax = 0;
        int hvgMin = 2;
        int hvgMax = 0;
        for (EqualityPattern pattern : EqualityPattern.ALL) {
            if (pattern.canOccur(unitsByMembership)) {
                mmMin = Math.min(mmMin, pattern.mismatches);
                mmMax = Math.max(mmMax, pattern.mismatches);
                gvhMin = Math.min(gvhMin, pattern.graftVersusHost);
                gvhMax = Math.max(gvhMax, pattern.graftVersusHost);
                hvgMin = Math.min(hvgMin, pattern.hostVersusGraft);
                hvgMax = Math.max(hvgMax, pattern.hostVersusGraft);
            }
        }
        return LocusMatch.of(
                new Range(mmMin, mmMax), new Range(gvhMin, gvhMax), new Range(hvgMin, hvgMax));
    }

    /// At least one side has no product at all. Equal if both have none; else every unit of the
    /// other side is foreign.
    private static LocusMatch compareNulls(Genotype patient, Genotype donor) {
        if (patient.bothNull() && donor.bothNull()) {
            return LocusMatch.of(Range.ZERO, Range.ZERO, Range.ZERO);
        }
        var two = new Range(2, 2);
        return patient.bothNull()
                ? LocusMatch.of(two, Range.ZERO, distinct(donor))
                : LocusMatch.of(two, distinct(patient), Range.ZERO);
    }

    private static Range distinct(Genotype genotype) {
        var first = genotype.countedFirst();
        var second = genotype.countedSecond();
        boolean canBeEqual = first.intersects(second);
        boolean canDiffer = first.size() > 1 || !first.equals(second);
        return new Range(canBeEqual ? 1 : 2, canDiffer ? 2 : 1);
    }

    /// How many units have each membership in the four sets. No more than four are ever chosen, so
    /// four are enough.
    private static int[] unitsByMembership(UnitSet p1, UnitSet p2, UnitSet d1, UnitSet d2) {
        int[] counts = new int[16];
        int words =
                Math.max(
                        Math.max(p1.wordCount(), p2.wordCount()),
                        Math.max(d1.wordCount(), d2.wordCount()));
        for (int i = 0; i < words; i++) {
            long a = p1.word(i);
            long b = p2.word(i);
            long c = d1.word(i);
            long d = d2.word(i);
            if ((a | b | c | d) != 0) {
                for (int membership = 1; membership < 16; membership++) {
                    counts[membership] +=
                            Long.bitCount(
                                    ((membership & EqualityPattern.P1) != 0 ? a : ~a)
                                            & ((membership & EqualityPattern.P2) != 0 ? b : ~b)
                                            & ((membership & EqualityPattern.D1) != 0 ? c : ~c)
                                            & ((membership & EqualityPattern.D2) != 0 ? d : ~d));
                }
            }
        }
        for (int membership = 1; membership < 16; membership++) {
            counts[membership] = Math.min(4, counts[membership]);
        }
        return counts;
    }
}
