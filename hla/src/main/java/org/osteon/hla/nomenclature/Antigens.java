package org.osteon.hla.nomenclature;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How serological antigens relate: broad antigens to their splits and associated antigens
/// (`rel_ser_ser.txt`). An antigen is its locus letters and number, `A` and 24.
public final class Antigens {
    /// An antigen as people write it: `A24`, `Cw7`, `DR17`.
    public record Antigen(String locus, int number) {
        @Override
        public String toString() {
            return locus + number;
        }
    }

    private final Map<Antigen, Set<Integer>> splits = new HashMap<>();
    private final Map<Antigen, Set<Integer>> associated = new HashMap<>();
    private final Map<Antigen, Set<Integer>> parents = new HashMap<>();
    private final Set<Antigen> known;

    private Antigens(Set<Antigen> known) {
        this.known = known;
    }

    static Antigens read(String relSerSer, Set<Antigen> known) {
        var antigens = new Antigens(known);
        relSerSer
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> antigens.addRelation(line.strip().split(";", -1)));
        return antigens;
    }

    private void addRelation(String[] fields) {
        if (fields.length < 4) {
            return;
        }
        var parent = new Antigen(fields[0], Integer.parseInt(fields[1]));
        known.add(parent);
        addChildren(splits, parent, fields[2]);
        addChildren(associated, parent, fields[3]);
    }

    private void addChildren(Map<Antigen, Set<Integer>> relation, Antigen parent, String list) {
        for (String child : list.split("/", -1)) {
            if (!child.isBlank()) {
                int number = Integer.parseInt(child.strip());
                var antigen = new Antigen(parent.locus(), number);
                known.add(antigen);
                relation.computeIfAbsent(parent, _ -> new TreeSet<>()).add(number);
                parents.computeIfAbsent(antigen, _ -> new TreeSet<>()).add(parent.number());
            }
        }
    }

    /// Whether an antigen exists.
    public boolean isKnown(Antigen antigen) {
        return known.contains(antigen);
    }

    /// The antigen itself with all its splits and associated antigens, at any depth.
    public Set<Integer> descendants(Antigen antigen) {
        var found = new TreeSet<Integer>();
        var open = new ArrayDeque<Integer>();
        open.add(antigen.number());
        while (!open.isEmpty()) {
            int number = open.remove();
            if (found.add(number)) {
                var parent = new Antigen(antigen.locus(), number);
                open.addAll(splits.getOrDefault(parent, Set.of()));
                open.addAll(associated.getOrDefault(parent, Set.of()));
            }
        }
        return found;
    }

    /// All antigens of which this is a split or associated antigen, at any depth, without itself.
    public Set<Integer> ancestors(Antigen antigen) {
        var found = new TreeSet<Integer>();
        var open = new ArrayDeque<Integer>();
        open.add(antigen.number());
        while (!open.isEmpty()) {
            for (int parent :
                    parents.getOrDefault(new Antigen(antigen.locus(), open.remove()), Set.of())) {
                if (found.add(parent)) {
                    open.add(parent);
                }
            }
        }
        return found;
    }

    /// Whether two antigens of one locus are equal or one is an ancestor of the other (reference,
    /// section 7).
    public boolean agree(String locus, int x, int y) {
        return x == y
                || ancestors(new Antigen(locus, y)).contains(x)
                || ancestors(new Antigen(locus, x)).contains(y);
    }
}
