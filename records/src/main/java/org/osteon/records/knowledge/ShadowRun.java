package org.osteon.records.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;

/// Two states of the knowledge beside each other: which rules came and went, and whom the later
/// state would answer otherwise than the earlier one. Nothing is written.
public final class ShadowRun {
    private final KnowledgeBase before;
    private final KnowledgeBase after;
    private final LocalDate day;
    private final List<RuleNumbers.UnitName> units;
    private @Nullable RuleChanges changes;

    /// @param day on which both are asked
    public ShadowRun(KnowledgeBase before, KnowledgeBase after, LocalDate day) {
        this(before, after, day, List.of());
    }

    /// @param units the endings of names that tell a unit
    ShadowRun(
            KnowledgeBase before,
            KnowledgeBase after,
            LocalDate day,
            List<RuleNumbers.UnitName> units) {
        this.before = before;
        this.after = after;
        this.day = day;
        this.units = List.copyOf(units);
    }

    /// What became of the rules of a pathway.
    ///
    /// @param before its hash in the earlier state; empty where there was no such pathway
    /// @param after the same of the later state
    /// @param added codes of alerts and ids of criteria that only the later state has
    /// @param removed those that only the earlier state has
    public record Rules(
            String pathway, String before, String after, List<String> added, List<String> removed) {
        public Rules {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        /// Whether both states are the same for this pathway.
        public boolean isSame() {
            return before.equals(after);
        }
    }

    /// The pathways of both states.
    public List<Rules> rules() {
        List<Rules> all = new ArrayList<>();
        for (String id : pathways()) {
            Optional<Pathway> was = before.pathway(id);
            Optional<Pathway> is = after.pathway(id);
            Set<String> old = ids(was);
            Set<String> now = ids(is);
            all.add(
                    new Rules(
                            id,
                            was.map(Pathway::knowledgeHash).orElse(""),
                            is.map(Pathway::knowledgeHash).orElse(""),
                            now.stream().filter(one -> !old.contains(one)).toList(),
                            old.stream().filter(one -> !now.contains(one)).toList()));
        }
        return all;
    }

    /// The rules of a pathway that both states have and that are not as before, in its order.
    public List<RuleChanges.Changed> changed(Rules rules) {
        if (rules.isSame()) {
            return List.of();
        }
        // All the CQL of both is read for it, which who asks charts alone has no use for.
        if (changes == null) {
            changes = new RuleChanges(before, after, units);
        }
        return changes.of(rules.pathway());
    }

    private Set<String> pathways() {
        Set<String> ids = new LinkedHashSet<>();
        after.pathways().forEach(one -> ids.add(one.id()));
        before.pathways().forEach(one -> ids.add(one.id()));
        return ids;
    }

    private static Set<String> ids(Optional<Pathway> pathway) {
        Set<String> ids = new LinkedHashSet<>();
        pathway.ifPresent(one -> {
            one.criteria().stream().map(Rule::id).forEach(ids::add);
            one.alerts().stream().map(Rule::id).forEach(ids::add);
        });
        return ids;
    }

    /// What the later state says of a chart otherwise. A pathway that is the same in both is not
    /// asked.
    ///
    /// @param id the chart's
    public List<AnswerDifference> of(String id, Chart chart) {
        List<AnswerDifference> found = new ArrayList<>();
        for (String pathway : pathways()) {
            difference(id, chart, before.pathway(pathway), after.pathway(pathway))
                    .ifPresent(found::add);
        }
        return found;
    }

    private Optional<AnswerDifference> difference(
            String id, Chart chart, Optional<Pathway> was, Optional<Pathway> is) {
        if (was.isEmpty() || is.isEmpty()) {
            return was.or(() -> is)
                    .flatMap(only ->
                            AnswerDifference.ofOne(id, only.assess(chart, day), was.isEmpty()));
        }
        return was.get().knowledgeHash().equals(is.get().knowledgeHash())
                ? Optional.empty()
                : AnswerDifference.of(
                        id, was.get().assess(chart, day), is.get().assess(chart, day));
    }
}
