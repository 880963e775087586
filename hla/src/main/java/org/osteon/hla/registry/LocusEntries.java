package org.osteon.hla.registry;

import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping;

/// The distinct typings of a locus as of one version of a registry, by number. Number 0 is
/// "untyped".
public final class LocusEntries {
    private final Locus locus;
    private final LocusTyping[] typings;
    private final int[] firsts;
    private final int[] seconds;
    private final int size;
    private final UnitSet[] sets;
    private final int setCount;

    LocusEntries(
            Locus locus,
            LocusTyping[] typings,
            int[] firsts,
            int[] seconds,
            int size,
            UnitSet[] sets,
            int setCount) {
        this.locus = locus;
        this.typings = typings;
        this.firsts = firsts;
        this.seconds = seconds;
        this.size = size;
        this.sets = sets;
        this.setCount = setCount;
    }

    /// Where the entries were typed.
    public Locus locus() {
        return locus;
    }

    /// How many distinct typings there are, with the untyped entry 0.
    public int size() {
        return size;
    }

    /// The typing of an entry, from 0 to [#size()], exclusive.
    public LocusTyping typing(int entry) {
        return typings[entry];
    }

    /// The smallest number of mismatches of every entry against a patient's typing. Each distinct
    /// set of units is looked at once, each entry costs a few lookups.
    public byte[] leastMismatches(LocusTyping patient) {
        byte[] least = new byte[size];
        if (!patient.isTyped()) {
            return least;
        }
        boolean simple =
                patient.genotypes().size() == 1 && !patient.genotypes().getFirst().bothNull();
        byte[] fits = simple ? fits(patient.genotypes().getFirst()) : new byte[0];
        for (int entry = 1; entry < size; entry++) {
            if (simple && firsts[entry] >= 0) {
                least[entry] = LEAST[fits[firsts[entry]] << 2 | fits[seconds[entry]]];
            } else {
                least[entry] =
                        (byte) LocusComparison.compare(patient, typings[entry]).mismatches().min();
            }
        }
        return least;
    }

    /// By distinct set of units: bit 0 if it meets the patient's first position, bit 1 if it meets
    /// the second.
    private byte[] fits(LocusTyping.Genotype patient) {
        var first = patient.countedFirst();
        var second = patient.countedSecond();
        byte[] fits = new byte[setCount];
        for (int set = 0; set < setCount; set++) {
            fits[set] =
                    (byte)
                            ((sets[set].intersects(first) ? 1 : 0)
                                    | (sets[set].intersects(second) ? 2 : 0));
        }
        return fits;
    }

    /// Smallest mismatch count by what the donor's two positions meet.
    private static final byte[] LEAST = least();

    private static byte[] least() {
        byte[] least = new byte[16];
        for (int first = 0; first < 4; first++) {
            for (int second = 0; second < 4; second++) {
                int straight = ((first & 1) == 0 ? 1 : 0) + ((second & 2) == 0 ? 1 : 0);
                int across = ((first & 2) == 0 ? 1 : 0) + ((second & 1) == 0 ? 1 : 0);
                least[first << 2 | second] = (byte) Math.min(straight, across);
            }
        }
        return least;
    }
}
