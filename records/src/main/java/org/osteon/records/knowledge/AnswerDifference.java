package org.osteon.records.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;

/// How what one pathway says of one chart differs between two states of the knowledge. Words alone
/// are no difference.
///
/// @param before the decision of before, or why there is none
/// @param raised codes of alerts that only the later state raises
/// @param gone codes of alerts that only the earlier state raises
/// @param criteria those with another verdict: id, verdict before, verdict after
/// @param results names of results with another value
/// @param plan whether another thing is to be done, or at another time
public record AnswerDifference(
        String chart,
        String pathway,
        String before,
        String after,
        List<String> raised,
        List<String> gone,
        List<Moved> criteria,
        List<String> results,
        boolean plan) {
    /// A state that has no such pathway.
    private static final String NOT_THERE = "no such pathway";

    /// A criterion that does not exist in a state.
    private static final String NONE = "none";

    public AnswerDifference {
        raised = List.copyOf(raised);
        gone = List.copyOf(gone);
        criteria = List.copyOf(criteria);
        results = List.copyOf(results);
    }

    /// A criterion with another verdict.
    public record Moved(String id, String before, String after) {}

    /// Whether the decision itself is another.
    public boolean isOfTheDecision() {
        return !before.equals(after);
    }

    /// What differs where only one of the states has the pathway; empty where it does not apply.
    ///
    /// @param added whether it is the later one
    static Optional<AnswerDifference> ofOne(String chart, Assessment only, boolean added) {
        if (only.status() == Assessment.Status.NOT_APPLICABLE) {
            return Optional.empty();
        }
        List<String> codes = List.copyOf(codes(only));
        return Optional.of(
                new AnswerDifference(
                        chart,
                        only.pathway(),
                        added ? NOT_THERE : decision(only),
                        added ? decision(only) : NOT_THERE,
                        added ? codes : List.of(),
                        added ? List.of() : codes,
                        added ? moved(Map.of(), verdicts(only)) : moved(verdicts(only), Map.of()),
                        List.copyOf(only.results().keySet()),
                        !only.plan().isEmpty()));
    }

    /// What differs; empty where both say the same.
    static Optional<AnswerDifference> of(String chart, Assessment before, Assessment after) {
        AnswerDifference found =
                new AnswerDifference(
                        chart,
                        after.pathway(),
                        decision(before),
                        decision(after),
                        without(codes(after), codes(before)),
                        without(codes(before), codes(after)),
                        moved(verdicts(before), verdicts(after)),
                        otherValues(before.results(), after.results()),
                        !planned(before).equals(planned(after)));
        boolean same =
                !found.isOfTheDecision()
                        && found.raised.isEmpty()
                        && found.gone.isEmpty()
                        && found.criteria.isEmpty()
                        && found.results.isEmpty()
                        && !found.plan;
        return same ? Optional.empty() : Optional.of(found);
    }

    private static String decision(Assessment assessment) {
        return assessment.status() == Assessment.Status.NOT_APPLICABLE
                ? "does not apply"
                : assessment.decision().orElse("no decision");
    }

    private static Set<String> codes(Assessment assessment) {
        Set<String> codes = new LinkedHashSet<>();
        assessment.alerts().stream().map(Alert::code).forEach(codes::add);
        return codes;
    }

    private static List<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(one -> !others.contains(one)).toList();
    }

    private static Map<String, String> verdicts(Assessment assessment) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        assessment.criteria().forEach(one -> verdicts.put(one.id(), one.verdict().word()));
        return verdicts;
    }

    private static List<Moved> moved(Map<String, String> before, Map<String, String> after) {
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        List<Moved> moved = new ArrayList<>();
        for (String id : all) {
            String was = before.getOrDefault(id, NONE);
            String is = after.getOrDefault(id, NONE);
            if (!was.equals(is)) {
                moved.add(new Moved(id, was, is));
            }
        }
        return moved;
    }

    private static List<String> otherValues(Map<String, Object> before, Map<String, Object> after) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .filter(name ->
                        !Objects.equals(
                                String.valueOf(before.get(name)), String.valueOf(after.get(name))))
                .toList();
    }

    private static List<String> planned(Assessment assessment) {
        return assessment.plan().stream()
                .map(one -> one.id() + " " + one.status() + " " + one.from() + " " + one.to())
                .toList();
    }
}
