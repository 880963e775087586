package org.osteon.hla.typing;

import java.util.Map;
import java.util.TreeSet;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;

/// Which of DRB3, DRB4 and DRB5 usually goes with a family of DRB1 (reference, section 8). What is
/// expected is shown, never taken as typed.
public final class DrbPartners {
    private static final String NONE = "none";

    /// By first field of DRB1.
    private static final Map<Integer, String> PARTNER =
            Map.ofEntries(
                    Map.entry(1, NONE),
                    Map.entry(8, NONE),
                    Map.entry(10, NONE),
                    Map.entry(15, Gene.DRB5.name()),
                    Map.entry(16, Gene.DRB5.name()),
                    Map.entry(3, Gene.DRB3.name()),
                    Map.entry(11, Gene.DRB3.name()),
                    Map.entry(12, Gene.DRB3.name()),
                    Map.entry(13, Gene.DRB3.name()),
                    Map.entry(14, Gene.DRB3.name()),
                    Map.entry(4, Gene.DRB4.name()),
                    Map.entry(7, Gene.DRB4.name()),
                    Map.entry(9, Gene.DRB4.name()));

    private DrbPartners() {}

    /// `DRB3 and DRB4`, or `none`; empty when DRB1 is not typed, or DRB3/4/5 is.
    public static String expected(TypingReader reader, Typing typing) {
        if (!typing.at(Locus.DRB1).isTyped() || typing.at(Locus.DRBX).isTyped()) {
            return "";
        }
        var genotype = typing.at(Locus.DRB1).genotypes().getFirst();
        var partners = new TreeSet<String>();
        for (Position position : new Position[] {genotype.first(), genotype.second()}) {
            var ofPosition = new TreeSet<String>();
            reader.names(position)
                    .forEach(name -> ofPosition.add(PARTNER.getOrDefault(name.first(), "")));
            if (ofPosition.size() != 1 || ofPosition.contains("")) {
                return "";
            }
            partners.addAll(ofPosition);
        }
        if (partners.size() > 1) {
            partners.remove(NONE);
        }
        return String.join(" and ", partners);
    }
}
