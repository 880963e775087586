package org.osteon.hla.match;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// Patient against donor over the loci counted, in their order, with totals (reference, section 9).
public final class Comparison {
    private final List<Locus> counted;
    private final Map<Locus, LocusMatch> loci = new EnumMap<>(Locus.class);

    private Comparison(List<Locus> counted) {
        this.counted = List.copyOf(counted);
    }

    /// Compares at the loci counted.
    public static Comparison of(Typing patient, Typing donor, List<Locus> counted) {
        var comparison = new Comparison(counted);
        for (Locus locus : counted) {
            comparison.loci.put(locus, LocusComparison.compare(patient.at(locus), donor.at(locus)));
        }
        return comparison;
    }

    /// The loci compared, in the order in which they were asked for.
    public List<Locus> counted() {
        return counted;
    }

    /// The result at one of the loci counted.
    public LocusMatch at(Locus locus) {
        var match = loci.get(locus);
        if (match == null) {
            throw new IllegalArgumentException(locus + " was not compared");
        }
        return match;
    }

    /// Positions counted: two per locus.
    public int outOf() {
        return 2 * counted.size();
    }

    /// Unequal positions, of two at each locus counted.
    public Range mismatches() {
        return sum(loci.values().stream().map(LocusMatch::mismatches).toList());
    }

    /// What the patient has and the donor has not, over the loci counted.
    public Range graftVersusHost() {
        return sum(loci.values().stream().map(LocusMatch::graftVersusHost).toList());
    }

    /// What the donor has and the patient has not, over the loci counted.
    public Range hostVersusGraft() {
        return sum(loci.values().stream().map(LocusMatch::hostVersusGraft).toList());
    }

    /// The match level that is possible at best, e.g. `10/10`.
    public String best() {
        return outOf() - mismatches().min() + "/" + outOf();
    }

    /// The match level that is certain.
    public String worst() {
        return outOf() - mismatches().max() + "/" + outOf();
    }

    /// Loci at which nothing but a match is possible.
    public int certainMatches() {
        return (int) loci.values().stream().filter(match -> match.status() == Status.MATCH).count();
    }

    /// Loci typed on both sides.
    public int typedOnBothSides() {
        return (int)
                loci.values().stream().filter(match -> match.status() != Status.UNTYPED).count();
    }

    private static Range sum(Collection<Range> ranges) {
        return ranges.stream().reduce(Range.ZERO, Range::plus);
    }
}
