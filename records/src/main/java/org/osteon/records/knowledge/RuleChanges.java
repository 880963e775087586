package org.osteon.records.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;

/// What a reader sees changed in the rules between two states of the knowledge.
public final class RuleChanges {
    private final Side before;
    private final Side after;

    /// @param units the endings of names that tell a unit
    RuleChanges(KnowledgeBase before, KnowledgeBase after, List<RuleNumbers.UnitName> units) {
        this.before = new Side(before, units);
        this.after = new Side(after, units);
    }

    /// A rule that both states have and that is not as before.
    ///
    /// @param title as it is called now
    public record Changed(String code, String title, List<RuleStand.Difference> parts) {
        public Changed {
            parts = List.copyOf(parts);
        }
    }

    private static final class Side {
        private final KnowledgeBase knowledge;
        private final CqlTexts texts;
        private final RuleNumbers numbers;

        Side(KnowledgeBase knowledge, List<RuleNumbers.UnitName> units) {
            this.knowledge = knowledge;
            this.texts = new CqlTexts(knowledge.files());
            this.numbers = new RuleNumbers(texts, units);
        }

        Map<String, Rule> criteria(String pathway) {
            Map<String, Rule> found = new LinkedHashMap<>();
            for (Rule criterion : all(pathway)) {
                found.putIfAbsent(criterion.id(), criterion);
                criterion.rules().forEach(rule -> found.putIfAbsent(rule.id(), criterion));
            }
            return found;
        }

        private List<Rule> all(String pathway) {
            return knowledge.pathway(pathway).map(Pathway::criteria).orElse(List.of());
        }

        Optional<RuleStand> stand(String pathway, Rule criterion, Rule rule) {
            return RuleStand.of(knowledge.files(), texts, pathway, rule.id())
                    .map(stand -> stand.with(numbers.of(pathway, criterion, rule)));
        }
    }

    /// The changed rules of a pathway, in its order.
    List<Changed> of(String pathway) {
        Map<String, Rule> was = before.criteria(pathway);
        List<Changed> changed = new ArrayList<>();
        after.criteria(pathway)
                .forEach((code, criterion) -> {
                    Rule old = was.get(code);
                    if (old != null) {
                        change(pathway, code, old, criterion).ifPresent(changed::add);
                    }
                });
        return changed;
    }

    private Optional<Changed> change(String pathway, String code, Rule was, Rule is) {
        Rule rule = named(is, code);
        Optional<RuleStand> old = before.stand(pathway, was, named(was, code));
        Optional<RuleStand> now = after.stand(pathway, is, rule);
        if (old.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        List<RuleStand.Difference> parts = List.copyOf(old.get().differences(now.get()).values());
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Changed(code, rule.title(), parts));
    }

    private static Rule named(Rule criterion, String code) {
        return criterion.rules().stream()
                .filter(rule -> rule.id().equals(code))
                .findFirst()
                .orElse(criterion);
    }
}
