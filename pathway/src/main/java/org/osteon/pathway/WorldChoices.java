package org.osteon.pathway;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.pathway.reading.UncertainFact;

/// Which worlds are tried: the first one, in which each fact means the first thing that it can,
/// then all facts of a kind at their other end together, then each fact alone with all that it can
/// mean.
///
/// Not all combinations: most rules rest on one or two uncertain facts, and of two facts at their
/// two ends each pair is tried. What only shows where three or more facts stand in one particular
/// way that is none of these is missed.
final class WorldChoices {
    /// Enough for a chart in which some twenty facts are uncertain; with more, each gets fewer
    /// tries.
    private static final int MOST_WORLDS = 250;

    private final List<UncertainFact> facts;
    private final Set<Map<UncertainFact, Integer>> worlds = new LinkedHashSet<>();

    private WorldChoices(List<UncertainFact> facts) {
        this.facts = facts;
    }

    /// For each world what the facts mean that do not mean the first thing that they can.
    static Set<Map<UncertainFact, Integer>> of(List<UncertainFact> facts) {
        WorldChoices choices = new WorldChoices(facts);
        choices.worlds.add(Map.of());
        choices.addTogether();
        choices.addEach();
        return choices.worlds;
    }

    private void addTogether() {
        List<UncertainFact.Kind> kinds =
                facts.stream().map(UncertainFact::kind).distinct().sorted().toList();
        int most = facts.stream().mapToInt(fact -> fact.choices().size()).max().orElse(1);
        for (UncertainFact.Kind kind : kinds) {
            for (int choice = 1; choice < (kind == UncertainFact.Kind.TIE ? most : 2); choice++) {
                addEnd(List.of(kind), choice);
            }
        }
        if (kinds.size() > 1) {
            addEnd(kinds, 1);
        }
    }

    private void addEnd(List<UncertainFact.Kind> kinds, int choice) {
        Map<UncertainFact, Integer> world = new LinkedHashMap<>();
        for (UncertainFact fact : facts) {
            if (kinds.contains(fact.kind())) {
                int end =
                        fact.kind() == UncertainFact.Kind.COMPARATOR
                                ? fact.choices().size() - 1
                                : Math.min(choice, fact.choices().size() - 1);
                put(world, fact, end);
            }
        }
        worlds.add(world);
    }

    private static void put(Map<UncertainFact, Integer> world, UncertainFact fact, int choice) {
        if (choice > 0) {
            world.put(fact, choice);
        }
    }

    private void addEach() {
        int tries = facts.stream().mapToInt(fact -> fact.choices().size() - 1).sum();
        int perFact =
                tries <= MOST_WORLDS ? Integer.MAX_VALUE : Math.max(1, MOST_WORLDS / facts.size());
        int group = (facts.size() + MOST_WORLDS - 1) / MOST_WORLDS;
        for (int first = 0; first < facts.size(); first += group) {
            List<UncertainFact> together =
                    facts.subList(first, Math.min(first + group, facts.size()));
            int most = together.stream().mapToInt(fact -> fact.choices().size()).max().orElse(1);
            for (int choice = 1; choice < Math.min(most, perFact + 1L); choice++) {
                Map<UncertainFact, Integer> world = new LinkedHashMap<>();
                for (UncertainFact fact : together) {
                    put(world, fact, Math.min(choice, fact.choices().size() - 1));
                }
                worlds.add(world);
            }
        }
    }
}
