package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to be done when: the items of a pathway's plan on a day. An item that fails is left out
/// and remembered with the rules that failed.
final class PlanItems {
    private final RuleAnswers answers;
    private final Pathway pathway;
    private final PlanEnds ends;
    private final LocalDate asOf;

    PlanItems(RuleAnswers answers, Pathway pathway, PlanEnds ends, LocalDate asOf) {
        this.answers = answers;
        this.pathway = pathway;
        this.ends = ends;
        this.asOf = asOf;
    }

    /// In the order of time; of one day in the order of the pathway.
    List<PlanItem> items() {
        List<Rule> plan = pathway.plan();
        List<PlanItem> items = new ArrayList<>();
        for (Rule rule : plan) {
            items.addAll(answers.orElse(List.of(), rule.id(), () -> items(rule)));
        }
        items.sort(
                Comparator.comparing(item -> item.from().orElse(item.to().orElse(LocalDate.MAX))));
        return List.copyOf(items);
    }

    /// One item, or as many as the rule's `items` lists.
    private List<PlanItem> items(Rule rule) {
        if (!answers.holds(rule)) {
            return List.of();
        }
        if (rule.expression("items").isPresent()) {
            return answers.maps(rule, "items").map(item -> item(rule, item)).toList();
        }
        return List.of(
                item(
                        rule,
                        rule.id(),
                        rule.title(),
                        answers.value(rule, "from"),
                        answers.value(rule, "to"),
                        answers.text(rule, "status"),
                        rule.priority(),
                        answers.text(rule, "actor")));
    }

    private PlanItem item(Rule rule, Map<?, ?> item) {
        return item(
                rule,
                RuleAnswers.textOf(item.get("id"), rule.id()),
                RuleAnswers.textOf(item.get("title"), rule.title()),
                item.get("from"),
                item.get("to"),
                RuleAnswers.textOf(item.get("status"), ""),
                RuleAnswers.textOf(item.get("priority"), rule.priority()),
                RuleAnswers.textOf(item.get("actor"), ""));
    }

    private PlanItem item(
            Rule rule,
            String id,
            String title,
            @Nullable Object from,
            @Nullable Object to,
            String status,
            String priority,
            String actor) {
        Optional<LocalDate> first = Optional.ofNullable(CqlValues.date(from));
        Optional<LocalDate> last = Optional.ofNullable(CqlValues.date(to));
        PlanItem.Status bySources =
                Stream.of(PlanItem.Status.values())
                        .filter(known -> known.word().equals(status))
                        .findFirst()
                        .orElseGet(() -> byDate(first, last));
        String task = task(rule, id, first);
        // A fact ends it, wherever it came from; what people say does where no fact has.
        Optional<PlanEnds.End> end =
                ends.of(task)
                        .filter(one ->
                                bySources != PlanItem.Status.DONE || one.status() == bySources);
        return new PlanItem(
                id,
                title,
                first,
                last,
                end.map(PlanEnds.End::status).orElse(bySources),
                Optional.of(priority).filter(word -> !word.isEmpty()),
                Optional.of(actor.isEmpty() ? answers.text(rule, "actor") : actor)
                        .filter(word -> !word.isEmpty()),
                rule.source(),
                task,
                end.map(PlanEnds.End::words));
    }

    /// The name of a thing to be done: what recurs is told apart by its first day.
    private String task(Rule rule, String id, Optional<LocalDate> first) {
        Set<String> recurring = Set.copyOf(answers.texts(rule, "recurs"));
        return String.join(
                "/",
                pathway.id(),
                id,
                anchor(rule),
                recurring.contains(id) ? first.map(LocalDate::toString).orElse("") : "");
    }

    private String anchor(Rule rule) {
        String own = answers.text(rule, "anchor");
        return own.isEmpty()
                ? pathway.definition()
                        .group("plan")
                        .map(group -> answers.text(group, "anchor"))
                        .orElse("")
                        .replace('/', '.')
                : own.replace('/', '.');
    }

    private PlanItem.Status byDate(Optional<LocalDate> from, Optional<LocalDate> to) {
        if (to.filter(asOf::isAfter).isPresent()) {
            return PlanItem.Status.OVERDUE;
        }
        return from.filter(asOf::isBefore).isPresent()
                ? PlanItem.Status.PLANNED
                : PlanItem.Status.DUE;
    }
}
