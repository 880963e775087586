package org.osteon.pathway;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osteon.chart.Resource;

/// Judges one criterion: what its alerts ask for comes first, then its own verdict, then what it
/// rests on. Nothing is met without a usable fact of the chart, unless the criterion is about the
/// absence of something and says so (X2, X3).
final class CriterionJudgement {
    /// Said of a rule that failed.
    static final String NOT_EVALUATED = "This rule could not be evaluated on this chart";

    private final RuleAnswers answers;
    private final Pathway pathway;
    private final Rule rule;
    private final List<Alert> raised;

    /// @param raised the alerts of this criterion
    CriterionJudgement(RuleAnswers answers, Pathway pathway, Rule rule, List<Alert> raised) {
        this.answers = answers;
        this.pathway = pathway;
        this.rule = rule;
        this.raised = raised;
    }

    /// @param failed whether one of its alerts could not be told
    Criterion criterion(boolean failed) {
        if (rule.reading().isPresent()) {
            return new ReadingCriterion(pathway, answers.reading(), rule, codes(), alertsVerdict())
                    .criterion();
        }
        List<Resource> named = answers.named(rule);
        Verdict verdict = verdict(named, failed);
        return new Criterion(
                rule.id(),
                rule.title(),
                verdict,
                summary(verdict, failed),
                rule.source(),
                verdict instanceof Verdict.NotRequired ? List.of() : answers.inWords(named),
                codes());
    }

    /// What stands for a criterion that failed itself.
    Criterion ofFailure() {
        return new Criterion(
                rule.id(),
                rule.title(),
                blocks() ? new Verdict.NotMet() : new Verdict.Undetermined(List.of(NOT_EVALUATED)),
                NOT_EVALUATED,
                rule.source(),
                List.of(),
                codes());
    }

    private List<String> codes() {
        return raised.stream().map(Alert::code).toList();
    }

    /// What its alerts alone make of it; empty where none is raised.
    private Optional<Verdict> alertsVerdict() {
        if (raised.isEmpty()) {
            return Optional.empty();
        }
        List<String> missing = missing(true);
        return Optional.of(
                !blocks() && (asks(DecisionWord.Effect.UNKNOWN) || !missing.isEmpty())
                        ? undetermined(missing)
                        : new Verdict.NotMet());
    }

    private Verdict verdict(List<Resource> named, boolean failed) {
        if (blocks()) {
            return new Verdict.NotMet();
        }
        String notRequired = raised.isEmpty() ? answers.text(rule, "notRequired") : "";
        List<String> missing = missing(notRequired.isEmpty());
        Optional<Boolean> own = own();
        boolean ownIsOpen = rule.expression("verdict").isPresent() && own.isEmpty();
        if (failed) {
            return new Verdict.Undetermined(List.of(NOT_EVALUATED));
        }
        if (asks(DecisionWord.Effect.UNKNOWN)
                || !missing.isEmpty()
                || (ownIsOpen && notRequired.isEmpty())) {
            return undetermined(missing);
        }
        if (!raised.isEmpty() || own.filter(met -> !met).isPresent()) {
            return new Verdict.NotMet();
        }
        if (!notRequired.isEmpty()) {
            return new Verdict.NotRequired();
        }
        List<String> unread = unread();
        if (!unread.isEmpty()) {
            return new Verdict.Undetermined(unread);
        }
        if (!named.isEmpty()) {
            List<String> unusable = unusable(named);
            return unusable.size() < named.size()
                    ? new Verdict.Met(Verdict.Basis.FINDING)
                    : new Verdict.Undetermined(unusable);
        }
        return answers.text(rule, "absence").isEmpty()
                ? undetermined(missing)
                : new Verdict.Met(Verdict.Basis.ABSENCE);
    }

    /// What its rules looked at and could do nothing with: had it been readable, they might have
    /// said otherwise.
    private List<String> unread() {
        if (!answers.reading().hasUnusable()) {
            return List.of();
        }
        Stream<String> own =
                Stream.of("raised", "verdict", "missing", "evidence", "summary")
                        .flatMap(path -> rule.expression(path).stream());
        Stream<String> alerts = rule.rules().stream().flatMap(alert -> alert.condition().stream());
        return unusable(answers.unread(Stream.concat(own, alerts)));
    }

    /// Of resources those that nobody can use, each with why.
    private List<String> unusable(List<Resource> resources) {
        return resources.stream()
                .flatMap(resource ->
                        RuleAnswers.unusable(resource)
                                .map(why -> pathway.text(resource) + ": " + why)
                                .stream())
                .toList();
    }

    private Optional<Boolean> own() {
        return switch (answers.value(rule, "verdict")) {
            case Boolean met -> Optional.of(met);
            case null -> Optional.empty();
            default ->
                    throw new IllegalStateException(
                            "the verdict of " + rule.id() + " is not true, false or null");
        };
    }

    private String summary(Verdict verdict, boolean failed) {
        String sentence =
                switch (verdict) {
                    case Verdict.NotRequired unused -> answers.text(rule, "notRequired");
                    case Verdict.Met(var basis) when basis == Verdict.Basis.ABSENCE ->
                            answers.text(rule, "absence");
                    case Verdict.Met unused -> answers.text(rule, "summary");
                    case Verdict.NotMet unused -> answers.text(rule, "summary");
                    case Verdict.Undetermined unused -> answers.text(rule, "summary");
                };
        return failed && sentence.isEmpty() ? NOT_EVALUATED : sentence;
    }

    private Verdict undetermined(List<String> missing) {
        return new Verdict.Undetermined(missing.isEmpty() ? List.of(rule.title()) : missing);
    }

    /// What the alerts miss that were raised, and where it is asked for at all what the criterion
    /// misses.
    private List<String> missing(boolean withOwn) {
        Set<String> missing = new LinkedHashSet<>();
        if (withOwn) {
            missing.addAll(answers.texts(rule, "missing"));
        }
        for (Rule alert : raised.isEmpty() ? List.<Rule>of() : rule.rules()) {
            if (raised.stream().anyMatch(other -> other.code().equals(alert.id()))) {
                missing.addAll(answers.texts(alert, "missing"));
            }
        }
        return List.copyOf(missing);
    }

    private boolean blocks() {
        return asks(DecisionWord.Effect.BLOCKS) || asks(DecisionWord.Effect.CALLS);
    }

    private boolean asks(DecisionWord.Effect effect) {
        for (Alert alert : raised) {
            Optional<DecisionWord> word = pathway.decision(alert.decision());
            if (word.isPresent() && word.get().effect() == effect) {
                return true;
            }
        }
        return false;
    }
}
