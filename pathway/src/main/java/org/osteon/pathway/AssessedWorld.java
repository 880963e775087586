package org.osteon.pathway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.pathway.reading.UncertainFact;

/// What a pathway says in one of the worlds that a chart can stand for.
///
/// @param choices what the facts mean that do not mean the first thing that they can
record AssessedWorld(Map<UncertainFact, Integer> choices, Assessment assessment) {
    /// How a pathway marks the alert that a value is implausible: plausibility looks at the number
    /// as written, so the values of its interval that are implausible are not meant.
    private static final String IMPLAUSIBLE = "implausible";

    /// The worlds that are meant: in which the pathway applies, and in which no value is
    /// implausible that is not so as it was written. Never none.
    ///
    /// @param said what the pathway says by what the facts mean, first the world in which each
    ///   means the first thing that it can
    static List<AssessedWorld> all(
            Pathway pathway, Map<Map<UncertainFact, Integer>, Assessment> said) {
        List<AssessedWorld> all =
                said.entrySet().stream()
                        .map(one -> new AssessedWorld(one.getKey(), one.getValue()))
                        .toList();
        List<AssessedWorld> applying =
                all.stream()
                        .filter(one ->
                                one.assessment().status() != Assessment.Status.NOT_APPLICABLE)
                        .toList();
        return applying.isEmpty() ? all.subList(0, 1) : plausible(pathway, applying);
    }

    /// As it was written is a value where the same of the results that disagree counts and nothing
    /// else is varied.
    private static List<AssessedWorld> plausible(Pathway pathway, List<AssessedWorld> all) {
        List<String> codes =
                pathway.alerts().stream()
                        .filter(rule -> rule.open().filter(IMPLAUSIBLE::equals).isPresent())
                        .map(Rule::id)
                        .toList();
        Map<Map<UncertainFact, Integer>, AssessedWorld> asWritten = new HashMap<>();
        all.forEach(world -> asWritten.putIfAbsent(world.ties(), world));
        return all.stream()
                .filter(world -> {
                    AssessedWorld written = asWritten.getOrDefault(world.ties(), world);
                    return codes.stream()
                            .noneMatch(code -> world.raises(code) && !written.raises(code));
                })
                .toList();
    }

    /// Which of the results that disagree count.
    private Map<UncertainFact, Integer> ties() {
        Map<UncertainFact, Integer> ties = new HashMap<>(choices);
        ties.keySet().removeIf(fact -> !fact.isTie());
        return ties;
    }

    Set<UncertainFact> varied() {
        return choices.keySet();
    }

    boolean raises(String code) {
        return assessment.alerts().stream().anyMatch(alert -> alert.code().equals(code));
    }
}
