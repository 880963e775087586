package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.reading.UncertainFact;

/// The results and the plan of all worlds together.
///
/// A result is given where all worlds give the same; one that is given only with some decisions is
/// compared among the worlds that decide so. Of results that disagree it is that of the least
/// favourable world: the most severe decision, the most alerts, and the lower number where the
/// pathway marks that the result is acted upon.
final class CombinedResults {
    private final Pathway pathway;
    private final List<AssessedWorld> worlds;
    private final Optional<String> decision;

    /// @param decision of all worlds together
    CombinedResults(Pathway pathway, List<AssessedWorld> worlds, Optional<String> decision) {
        this.pathway = pathway;
        this.worlds = worlds;
        this.decision = decision;
    }

    Map<String, Object> results() {
        return results(
                pathway.results(),
                worlds.stream().map(world -> new In(world, world.assessment().results())).toList());
    }

    /// The results of one world, or a part of them.
    private record In(AssessedWorld world, Map<String, Object> results) {}

    private Map<String, Object> results(List<Rule> rules, List<In> all) {
        Map<String, Object> combined = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (all.stream().noneMatch(one -> one.results().containsKey(rule.id()))) {
                continue;
            }
            if (!rule.rules().isEmpty()) {
                combined.put(
                        rule.id(),
                        results(
                                rule.rules(),
                                all.stream()
                                        .map(one -> new In(one.world(), within(one, rule)))
                                        .toList()));
            } else {
                combined.put(rule.id(), result(rule, all));
            }
        }
        return combined;
    }

    @SuppressWarnings("unchecked") // what is within a result is named by rules, too
    private static Map<String, Object> within(In one, Rule rule) {
        return one.results().get(rule.id()) instanceof Map<?, ?> map
                ? (Map<String, Object>) map
                : Map.of();
    }

    private @Nullable Object result(Rule rule, List<In> all) {
        List<In> asked = all;
        if (!rule.decisions().isEmpty()) {
            if (decision.filter(rule.decisions()::contains).isEmpty()) {
                return null;
            }
            asked =
                    all.stream()
                            .filter(one ->
                                    one.world()
                                            .assessment()
                                            .decision()
                                            .filter(rule.decisions()::contains)
                                            .isPresent())
                            .toList();
        }
        if (asked.isEmpty()) {
            return null;
        }
        Object first = asked.getFirst().results().get(rule.id());
        boolean same =
                asked.stream().allMatch(one -> Objects.equals(first, one.results().get(rule.id())));
        if (same) {
            return first;
        }
        return differsOnlyByTies(rule.id(), asked)
                ? leastFavourable(rule, asked).results().get(rule.id())
                : null;
    }

    /// Whether worlds in which only dates and bounds mean something else give the same.
    private static boolean differsOnlyByTies(String id, List<In> asked) {
        Map<Map<UncertainFact, Integer>, Object> byTies = new LinkedHashMap<>();
        for (In one : asked) {
            Map<UncertainFact, Integer> ties = new LinkedHashMap<>(one.world().choices());
            ties.keySet().removeIf(fact -> !fact.isTie());
            Object value = one.results().getOrDefault(id, "");
            Object other = byTies.putIfAbsent(ties, Objects.requireNonNullElse(value, ""));
            if (other != null && !other.equals(Objects.requireNonNullElse(value, ""))) {
                return false;
            }
        }
        return true;
    }

    private In leastFavourable(Rule rule, List<In> asked) {
        List<String> words = pathway.decisions().stream().map(DecisionWord::word).toList();
        return asked.stream()
                .min(
                        Comparator.comparingInt((In one) ->
                                        words.indexOf(
                                                one.world().assessment().decision().orElse("")))
                                .thenComparingInt(one -> -one.world().assessment().alerts().size())
                                .thenComparing(one -> acted(rule, one)))
                .orElseThrow();
    }

    private static BigDecimal acted(Rule rule, In one) {
        return rule.open().isPresent() && one.results().get(rule.id()) instanceof Number number
                ? new BigDecimal(number.toString())
                : BigDecimal.ZERO;
    }

    /// Each item as it stands in all worlds; where they differ, as in the one in which it is most
    /// pressing.
    List<PlanItem> plan() {
        Map<List<String>, PlanItem> items = new LinkedHashMap<>();
        for (AssessedWorld world : worlds) {
            Map<String, Integer> count = new LinkedHashMap<>();
            for (PlanItem item : world.assessment().plan()) {
                int number = count.merge(item.id(), 1, Integer::sum);
                List<String> key = List.of(item.id(), Integer.toString(number));
                items.merge(key, item, CombinedResults::morePressing);
            }
        }
        List<PlanItem> plan = new ArrayList<>(items.values());
        plan.sort(
                Comparator.comparing(item -> item.from().orElse(item.to().orElse(LocalDate.MAX))));
        return List.copyOf(plan);
    }

    private static PlanItem morePressing(PlanItem one, PlanItem other) {
        int pressing = Integer.compare(pressing(other.status()), pressing(one.status()));
        if (pressing != 0) {
            return pressing > 0 ? other : one;
        }
        return day(other).isBefore(day(one)) ? other : one;
    }

    private static int pressing(PlanItem.Status status) {
        return switch (status) {
            case OVERDUE -> 4;
            case DUE -> 3;
            case PLANNED -> 2;
            case DONE -> 1;
            case CANCELLED -> 0;
        };
    }

    private static LocalDate day(PlanItem item) {
        return item.from().orElse(item.to().orElse(LocalDate.MAX));
    }
}
