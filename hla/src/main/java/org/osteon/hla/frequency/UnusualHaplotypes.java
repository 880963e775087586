package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Code;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.Typing;

/// Tells a typing that a population hardly knows: rare, or wrong (reference, section 20,
/// `W_UNUSUAL_HAPLOTYPE`).
public final class UnusualHaplotypes {
    /// Neighbours on the chromosome that are hardly ever separated.
    private static final List<List<Locus>> LINKED =
            List.of(List.of(Locus.C, Locus.B), List.of(Locus.DRB1, Locus.DQB1));

    private UnusualHaplotypes() {}

    /// The warning, where no pair of whole haplotypes of the set explains the typing.
    public static Optional<Finding> find(FrequencySet set, Typing typing) {
        if (typing.typedLoci().stream().noneMatch(set.loci()::contains)) {
            return Optional.empty();
        }
        return find(set, typing, new Imputer(set, set.loci(), true).impute(typing).plan());
    }

    /// The same, where it is known by which plan the typing was explained.
    public static Optional<Finding> find(FrequencySet set, Typing typing, Plan plan) {
        if (plan == Plan.A) {
            return Optional.empty();
        }
        var unseen = new ArrayList<String>();
        for (List<Locus> pair : LINKED) {
            if (set.loci().containsAll(pair)
                    && pair.stream().allMatch(locus -> typing.at(locus).isTyped())
                    && !new Imputer(set, pair, false).explains(typing)) {
                unseen.add(pair.getFirst() + "-" + pair.getLast());
            }
        }
        return Optional.of(
                new Finding(
                        Code.W_UNUSUAL_HAPLOTYPE,
                        "",
                        0,
                        "",
                        0,
                        "No pair of whole haplotypes of "
                                + set.name()
                                + " explains the typing"
                                + (unseen.isEmpty()
                                        ? "."
                                        : "; it knows no such combination at "
                                                + String.join(" and ", unseen)
                                                + "."),
                        "Rare, of another population, or a typing to check again."));
    }
}
