package org.osteon.hla.typing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osteon.hla.nomenclature.Locus;

/// The typing of one subject over all loci. Loci without a report are untyped.
public final class Typing {
    private final Map<Locus, LocusTyping> loci;

    private Typing(Map<Locus, LocusTyping> loci) {
        this.loci = loci;
    }

    /// The typings of several loci as one; of two of the same locus the later stays.
    public static Typing of(Collection<LocusTyping> typings) {
        var loci = new EnumMap<Locus, LocusTyping>(Locus.class);
        for (LocusTyping typing : typings) {
            if (typing.isTyped()) {
                loci.put(typing.locus(), typing);
            }
        }
        return new Typing(loci);
    }

    /// What is known of a locus, untyped where nothing was said.
    public LocusTyping at(Locus locus) {
        var typing = loci.get(locus);
        return typing == null ? LocusTyping.untyped(locus) : typing;
    }

    /// The loci with a report, in the order of [Locus].
    public List<Locus> typedLoci() {
        return List.copyOf(loci.keySet());
    }

    /// The loci without which a search for a donor is refused: A, B and DRB1.
    public List<Locus> missingRequired() {
        var missing = new ArrayList<Locus>();
        for (Locus locus : List.of(Locus.A, Locus.B, Locus.DRB1)) {
            if (!loci.containsKey(locus)) {
                missing.add(locus);
            }
        }
        return missing;
    }

    /// The typing as a GL String in canonical form.
    public String glString() {
        var parts = new ArrayList<String>();
        loci.values().forEach(typing -> parts.add(typing.text()));
        return String.join("^", parts);
    }

    @Override
    public String toString() {
        return glString();
    }
}
