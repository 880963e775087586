package org.osteon.hla.family;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;

/// Follows the inheritance of whole haplotypes through a family of two parents and their children,
/// of whom the patient is one. Every way in which the children can have inherited, one haplotype
/// from each parent and without recombination, is held against all typings; what remains tells how
/// many haplotypes a sibling shares with the patient. Parents may be untyped. Typings with several
/// alternative genotypes (`|`) are taken at their first.
public final class FamilyStudy {
    /// More children than this would need too many combinations.
    public static final int MOST_CHILDREN = 7;

    /// A sibling of the patient.
    ///
    /// @param shared every number of haplotypes, 0 to 2, that the typings leave possible; empty
    ///   when they contradict each other, by recombination, a wrong typing or another parent
    public record Sibling(String name, Set<Integer> shared) {
        /// Whether both haplotypes are shared for certain.
        public boolean isIdentical() {
            return shared.equals(Set.of(2));
        }

        /// Whether exactly one haplotype is shared for certain.
        public boolean isHaploidentical() {
            return shared.equals(Set.of(1));
        }
    }

    /// Haplotypes of a child by which parent: 0 or 1.
    ///
    /// @param paternal which of the father's two haplotypes
    /// @param maternal which of the mother's two haplotypes
    public record Inherited(int paternal, int maternal) {
        int shared(Inherited other) {
            return (paternal == other.paternal ? 1 : 0) + (maternal == other.maternal ? 1 : 0);
        }
    }

    private static final UnitSet ANY = UnitSet.range(0, 1 << 16);

    private final List<Locus> loci;
    private final @Nullable Typing father;
    private final @Nullable Typing mother;
    private final Map<String, Typing> children = new LinkedHashMap<>();
    private final List<List<Inherited>> possible = new ArrayList<>();

    /// Works out all possible inheritances.
    ///
    /// @param siblings by name, the patient not among them
    public FamilyStudy(
            List<Locus> loci,
            Typing patient,
            Map<String, Typing> siblings,
            Optional<Typing> father,
            Optional<Typing> mother) {
        if (siblings.size() >= MOST_CHILDREN) {
            throw new IllegalArgumentException(
                    "at most " + MOST_CHILDREN + " children, not " + (siblings.size() + 1));
        }
        this.loci = List.copyOf(loci);
        this.father = father.orElse(null);
        this.mother = mother.orElse(null);
        children.put("patient", patient);
        siblings.forEach((name, typing) -> children.put("sibling " + name, typing));
        var picks = new ArrayList<Inherited>();
        picks.add(new Inherited(0, 0)); // the patient's haplotypes are called 0
        addPossible(picks);
    }

    /// The chance that at least one of `siblings` full siblings is identical, before anyone is
    /// typed.
    public static double chanceOfIdenticalSibling(int siblings) {
        return 1 - Math.pow(0.75, siblings);
    }

    private void addPossible(List<Inherited> picks) {
        if (picks.size() == children.size()) {
            if (loci.stream().allMatch(locus -> isConsistent(locus, picks))) {
                possible.add(List.copyOf(picks));
            }
            return;
        }
        for (int paternal = 0; paternal < 2; paternal++) {
            for (int maternal = 0; maternal < 2; maternal++) {
                picks.add(new Inherited(paternal, maternal));
                addPossible(picks);
                picks.removeLast();
            }
        }
    }

    private boolean isConsistent(Locus locus, List<Inherited> picks) {
        for (boolean fatherCrossed : new boolean[] {false, true}) {
            for (boolean motherCrossed : new boolean[] {false, true}) {
                var paternal = haplotypes(father, locus, fatherCrossed);
                var maternal = haplotypes(mother, locus, motherCrossed);
                if (fits(locus, picks, 0, paternal, maternal)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What each of a parent's two haplotypes can carry at a locus.
    private static List<UnitSet> haplotypes(@Nullable Typing parent, Locus locus, boolean crossed) {
        if (parent == null || !parent.at(locus).isTyped()) {
            return List.of(ANY, ANY);
        }
        var genotype = parent.at(locus).genotypes().getFirst();
        var first = genotype.first().explained();
        var second = genotype.second().explained();
        return crossed ? List.of(second, first) : List.of(first, second);
    }

    /// Whether the children from `child` on fit, one position from each parent.
    private boolean fits(
            Locus locus,
            List<Inherited> picks,
            int child,
            List<UnitSet> paternal,
            List<UnitSet> maternal) {
        if (child == picks.size()) {
            return true;
        }
        LocusTyping typing = List.copyOf(children.values()).get(child).at(locus);
        if (!typing.isTyped()) {
            return fits(locus, picks, child + 1, paternal, maternal);
        }
        var pick = picks.get(child);
        var genotype = typing.genotypes().getFirst();
        for (boolean crossed : new boolean[] {false, true}) {
            var fromFather = crossed ? genotype.second() : genotype.first();
            var fromMother = crossed ? genotype.first() : genotype.second();
            var father = paternal.get(pick.paternal()).and(fromFather.explained());
            var mother = maternal.get(pick.maternal()).and(fromMother.explained());
            if (!father.isEmpty()
                    && !mother.isEmpty()
                    && fits(
                            locus,
                            picks,
                            child + 1,
                            replaced(paternal, pick.paternal(), father),
                            replaced(maternal, pick.maternal(), mother))) {
                return true;
            }
        }
        return false;
    }

    private static List<UnitSet> replaced(List<UnitSet> haplotypes, int which, UnitSet by) {
        return which == 0 ? List.of(by, haplotypes.get(1)) : List.of(haplotypes.get(0), by);
    }

    /// What the typings say of each sibling.
    public List<Sibling> siblings() {
        var names = List.copyOf(children.keySet());
        var siblings = new ArrayList<Sibling>();
        for (int child = 1; child < names.size(); child++) {
            var shared = new TreeSet<Integer>();
            for (List<Inherited> picks : possible) {
                shared.add(picks.getFirst().shared(picks.get(child)));
            }
            siblings.add(new Sibling(names.get(child).substring("sibling ".length()), shared));
        }
        return siblings;
    }

    /// Every possible inheritance, the patient first, then siblings in their order.
    public List<List<Inherited>> possibleInheritances() {
        return List.copyOf(possible);
    }

    /// By locus, whether the typings of all agree with some inheritance there.
    public Map<Locus, Boolean> consistentLoci() {
        var consistent = new EnumMap<Locus, Boolean>(Locus.class);
        for (Locus locus : loci) {
            consistent.put(
                    locus,
                    allPicks(children.size()).stream()
                            .anyMatch(picks -> isConsistent(locus, picks)));
        }
        return consistent;
    }

    private static List<List<Inherited>> allPicks(int children) {
        List<List<Inherited>> all = List.of(List.of(new Inherited(0, 0)));
        for (int child = 1; child < children; child++) {
            var longer = new ArrayList<List<Inherited>>();
            for (List<Inherited> picks : all) {
                for (int pick = 0; pick < 4; pick++) {
                    var more = new ArrayList<>(picks);
                    more.add(new Inherited(pick / 2, pick % 2));
                    longer.add(List.copyOf(more));
                }
            }
            all = longer;
        }
        return all;
    }
}
