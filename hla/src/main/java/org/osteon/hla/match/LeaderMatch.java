package org.osteon.hla.match;

import java.util.List;
import java.util.Optional;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.ProteinFeatures;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;

/// The HLA-B leaders of patient and donor, and what they say of a single B mismatch (reference,
/// section 11). Advice only.
///
/// @param patientLeaders M, T or ? for each of the patient's positions
/// @param donorLeaders the same for the donor
/// @param mismatch the pair by leader when B has exactly one mismatch for certain
public record LeaderMatch(
        List<Character> patientLeaders, List<Character> donorLeaders, Optional<Mismatch> mismatch) {

    /// A single B mismatch.
    ///
    /// @param patientUnshared the patient's position that the donor does not match
    /// @param donorUnshared the donor's position that the patient does not match
    /// @param shared the position that matches, as the donor reports it
    /// @param code leader letters of these three, in this order
    public record Mismatch(
            Position patientUnshared, Position donorUnshared, Position shared, String code) {
        /// Whether the unshared positions of patient and donor carry the same leader, and it is
        /// known.
        public boolean leaderMatched() {
            return code.charAt(0) == code.charAt(1) && code.charAt(0) != ProteinFeatures.UNKNOWN;
        }
    }

    /// Compares the leaders of a patient and a donor at HLA-B.
    public static LeaderMatch of(Release release, Typing patient, Typing donor) {
        var p = patient.at(Locus.B);
        var d = donor.at(Locus.B);
        var leaders = new Leaders(release);
        var mismatches = LocusComparison.compare(p, d).mismatches();
        Optional<Mismatch> mismatch = Optional.empty();
        if (mismatches.equals(new Range(1, 1))
                && p.genotypes().size() == 1
                && d.genotypes().size() == 1) {
            mismatch = mismatch(leaders, p.genotypes().getFirst(), d.genotypes().getFirst());
        }
        return new LeaderMatch(leaders.of(p), leaders.of(d), mismatch);
    }

    /// The advised order inside one B match grade: smaller is better, 2 where there is no advice
    /// (section 11).
    public static int order(LeaderMatch match) {
        if (match.mismatch().isEmpty()) {
            return 2;
        }
        var code = match.mismatch().get().code();
        var patient = new StringBuilder().append(code.charAt(0)).append(code.charAt(2));
        if (patient.indexOf("?") >= 0 || code.charAt(1) == ProteinFeatures.UNKNOWN) {
            return 2;
        }
        return switch (patient.toString()) {
            case "MT" -> code.equals("MMT") ? 0 : 2;
            case "TM" -> code.equals("TTM") ? 1 : 2;
            case "TT" -> code.equals("TTT") ? 0 : 1;
            default -> 2;
        };
    }

    private static Optional<Mismatch> mismatch(Leaders leaders, Genotype p, Genotype d) {
        var patientFirst = counted(p, true);
        var patientSecond = counted(p, false);
        var donorFirst = counted(d, true);
        var donorSecond = counted(d, false);
        Position[][] pairings = {
            {patientFirst, patientSecond, donorFirst, donorSecond},
            {patientFirst, patientSecond, donorSecond, donorFirst},
            {patientSecond, patientFirst, donorFirst, donorSecond},
            {patientSecond, patientFirst, donorSecond, donorFirst},
        };
        for (Position[] pairing : pairings) {
            if (pairing[1].units().size() == 1 && pairing[1].units().equals(pairing[3].units())) {
                return Optional.of(
                        new Mismatch(
                                pairing[0],
                                pairing[2],
                                pairing[3],
                                ""
                                        + leaders.of(pairing[0])
                                        + leaders.of(pairing[2])
                                        + leaders.of(pairing[3])));
            }
        }
        for (Position[] pairing : pairings) {
            if (pairing[1].units().intersects(pairing[3].units())) {
                return Optional.of(
                        new Mismatch(
                                pairing[0],
                                pairing[2],
                                pairing[3],
                                ""
                                        + leaders.of(pairing[0])
                                        + leaders.of(pairing[2])
                                        + leaders.of(pairing[3])));
            }
        }
        return Optional.empty();
    }

    private static Position counted(Genotype genotype, boolean first) {
        var one = first ? genotype.first() : genotype.second();
        var other = first ? genotype.second() : genotype.first();
        return one.isNull() ? other : one;
    }

    private static final class Leaders {
        private final Release release;

        Leaders(Release release) {
            this.release = release;
        }

        List<Character> of(LocusTyping typing) {
            if (typing.genotypes().size() != 1) {
                return typing.isTyped()
                        ? List.of(ProteinFeatures.UNKNOWN, ProteinFeatures.UNKNOWN)
                        : List.of();
            }
            var genotype = typing.genotypes().getFirst();
            return List.of(of(genotype.first()), of(genotype.second()));
        }

        /// The leader that all candidates share, else unknown.
        char of(Position position) {
            var gene = release.gene(Gene.B);
            var features = release.proteinFeatures();
            char[] leader = {0};
            position.alleles()
                    .forEach(allele -> {
                        if (!gene.isNull(allele) || position.isNull()) {
                            char one = features.leader(allele);
                            boolean read = one == 'M' || one == 'T';
                            if (read && leader[0] == 0) {
                                leader[0] = one;
                            } else if (read && leader[0] != one) {
                                leader[0] = ProteinFeatures.UNKNOWN;
                            }
                        }
                    });
            return leader[0] == 0 ? ProteinFeatures.UNKNOWN : leader[0];
        }
    }
}
