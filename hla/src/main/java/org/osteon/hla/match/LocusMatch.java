package org.osteon.hla.match;

/// Patient against donor at one locus.
///
/// @param mismatches unequal positions in the better alignment
/// @param graftVersusHost distinct units of the patient that the donor lacks
/// @param hostVersusGraft distinct units of the donor that the patient lacks
public record LocusMatch(
        Status status, Range mismatches, Range graftVersusHost, Range hostVersusGraft) {
    /// A side is not typed: everything is possible.
    public static final LocusMatch UNTYPED =
            new LocusMatch(Status.UNTYPED, Range.UNTYPED, Range.UNTYPED, Range.UNTYPED);

    static LocusMatch of(Range mismatches, Range graftVersusHost, Range hostVersusGraft) {
        return new LocusMatch(Status.of(mismatches), mismatches, graftVersusHost, hostVersusGraft);
    }

    LocusMatch cover(LocusMatch other) {
        return of(
                mismatches.cover(other.mismatches),
                graftVersusHost.cover(other.graftVersusHost),
                hostVersusGraft.cover(other.hostVersusGraft));
    }
}
