package org.osteon.records.cards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How often a rule spoke on cards, and what became of them.
///
/// @param pathway whose rule
/// @param rule its code
/// @param shown on how many cards it stood
/// @param answers what was told of them, the latest first
public record RuleFigures(String pathway, String rule, long shown, List<CardAnswer> answers) {
    public RuleFigures {
        answers = List.copyOf(answers);
    }

    /// Of how many a suggestion was taken.
    public long accepted() {
        return answers.stream().filter(CardAnswer::accepted).count();
    }

    /// How many were overridden.
    public long overridden() {
        return answers.size() - accepted();
    }

    /// How many were neither taken nor overridden, as far as anybody told.
    public long unanswered() {
        return Math.max(0, shown - answers.size());
    }

    /// Of a hundred cards, how many were overridden; rounded, for people.
    public long overriddenPercent() {
        return shown == 0 ? 0 : Math.round(100.0 * overridden() / shown);
    }

    /// Why it was overridden, the most frequent first.
    public List<Map.Entry<String, Long>> reasons() {
        return counted(
                answers.stream()
                        .filter(one -> !one.accepted())
                        .map(CardAnswer::reasonInWords)
                        .toList());
    }

    /// Who overrode it, the most frequent first.
    public List<Map.Entry<String, Long>> people() {
        return counted(
                answers.stream()
                        .filter(one -> !one.accepted())
                        .map(one -> one.user().isEmpty() ? "not said" : one.user())
                        .toList());
    }

    private static List<Map.Entry<String, Long>> counted(List<String> all) {
        Map<String, Long> counts =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one, TreeMap::new, Collectors.counting()));
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        return sorted;
    }
}
