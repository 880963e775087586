package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;

/// One application of a pathway to a chart: asks the CQL, and puts the answers in the form of an
/// [Assessment]. Knows the forms of the PlanDefinition and nothing of any therapy.
///
/// A rule that fails costs its own answer: its criterion is undetermined and says so, and no
/// decision is better than "not known".
final class PathwayApplication {
    /// The one criterion of somebody who has died (chart dictionary, 3.1 rule 14).
    private static final String ALIVE = "alive";

    /// The criterion that tells which other rules failed.
    private static final String RULES = "rules";

    private final Pathway pathway;
    private final RuleAnswers answers;
    private final Chart chart;
    private final LocalDate asOf;

    PathwayApplication(Pathway pathway, RuleAnswers answers, Chart known, LocalDate asOf) {
        this.pathway = pathway;
        this.answers = answers;
        this.chart = known;
        this.asOf = asOf;
    }

    /// By the condition of the options, which may hold where the pathway does not apply yet.
    boolean offersOptions() {
        return answers.orElse(
                false,
                "options",
                () ->
                        !isDeceased()
                                && pathway.definition()
                                        .group("options")
                                        .filter(group ->
                                                group.condition().isPresent()
                                                        ? answers.holds(group)
                                                        : applies())
                                        .isPresent());
    }

    boolean applies() {
        return pathway.definition().group("applies").map(answers::holds).orElse(true);
    }

    private boolean isDeceased() {
        return pathway.definition().group("deceased").filter(answers::holds).isPresent();
    }

    Assessment assessment() {
        if (!answers.orElse(true, "applies", this::applies)) {
            return assessment(
                    Assessment.Status.NOT_APPLICABLE,
                    Optional.empty(),
                    pathway.definition().group("applies").stream()
                            .filter(rule -> !rule.title().isEmpty())
                            .map(this::criterionOfApplying)
                            .toList(),
                    List.of());
        }
        if (answers.orElse(false, "deceased", this::isDeceased)) {
            return assessmentOfTheDeceased();
        }
        List<Criterion> criteria = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (Rule rule : pathway.criteria()) {
            int failedBefore = answers.failed().size();
            List<Alert> raised = raised(rule);
            alerts.addAll(raised);
            CriterionJudgement judgement = new CriterionJudgement(answers, pathway, rule, raised);
            boolean failed = answers.failed().size() > failedBefore;
            try {
                if (answers.holds(rule)) {
                    criteria.add(judgement.criterion(failed));
                }
            } catch (RuntimeException e) {
                answers.fail(rule.id(), e);
                criteria.add(judgement.ofFailure());
            }
        }
        alerts.sort(Comparator.comparing(Alert::severity));
        return assessment(status(alerts), decision(alerts), criteria, alerts);
    }

    /// Nothing is planned and nothing asked; what was, stays (chart dictionary, 3.1 rule 14).
    private Assessment assessmentOfTheDeceased() {
        Rule alive = pathway.definition().group("deceased").orElseThrow();
        Criterion criterion =
                new Criterion(
                        ALIVE,
                        alive.title(),
                        new Verdict.NotMet(),
                        answers.text(alive, "summary"),
                        alive.source(),
                        answers.evidence(alive),
                        List.of());
        Optional<String> kept =
                Optional.of(answers.text(alive, "value")).filter(word -> !word.isEmpty());
        Assessment all =
                assessment(Assessment.Status.COMPLETE, kept, List.of(criterion), List.of());
        return all.withPlan(
                all.plan().stream()
                        .filter(item ->
                                item.status() == PlanItem.Status.DONE
                                        || item.status() == PlanItem.Status.CANCELLED)
                        .toList());
    }

    private Assessment assessment(
            Assessment.Status status,
            Optional<String> decision,
            List<Criterion> criteria,
            List<Alert> alerts) {
        boolean applies = status != Assessment.Status.NOT_APPLICABLE;
        Map<String, Object> results =
                applies ? results(pathway.results(), decision.orElse("")) : Map.of();
        List<PlanItem> plan =
                applies
                        ? new PlanItems(answers, pathway, PlanEnds.of(chart), asOf).items()
                        : List.of();
        List<Assessment.Alternative> alternatives = applies ? alternatives() : List.of();
        boolean failed = applies && !answers.failed().isEmpty();
        return new Assessment(
                chart.patient().reference(),
                asOf,
                pathway.id(),
                pathway.version(),
                pathway.knowledgeHash(),
                failed ? Assessment.Status.INCOMPLETE : status,
                failed ? decision.map(this::notBetterThanUnknown) : decision,
                failed ? withFailures(criteria) : List.copyOf(criteria),
                List.copyOf(alerts),
                results,
                plan,
                List.of(),
                alternatives,
                List.of());
    }

    /// Tells of rules that failed and are not criteria themselves: results, plan items, the
    /// decision.
    private List<Criterion> withFailures(List<Criterion> criteria) {
        List<String> others =
                answers.failed().stream()
                        .filter(id -> criteria.stream().noneMatch(found -> tellsOf(found, id)))
                        .toList();
        if (others.isEmpty()) {
            return List.copyOf(criteria);
        }
        List<Criterion> all = new ArrayList<>(criteria);
        all.add(
                new Criterion(
                        RULES,
                        "Every rule could be evaluated",
                        new Verdict.Undetermined(
                                others.stream()
                                        .map(id ->
                                                CriterionJudgement.NOT_EVALUATED
                                                        + " ("
                                                        + titleOf(id)
                                                        + ")")
                                        .toList()),
                        "",
                        pathway.id() + " " + pathway.version(),
                        List.of(),
                        List.of()));
        return List.copyOf(all);
    }

    private boolean tellsOf(Criterion criterion, String rule) {
        return criterion.id().equals(rule)
                || pathway.criteria().stream()
                        .filter(one -> one.id().equals(criterion.id()))
                        .anyMatch(one ->
                                one.rules().stream().anyMatch(alert -> alert.id().equals(rule)));
    }

    private String titleOf(String id) {
        return pathway.definition().groups().stream()
                .flatMap(group -> group.withDescendants().stream())
                .filter(rule -> rule.id().equals(id) && !rule.title().isEmpty())
                .map(Rule::title)
                .findFirst()
                .orElse(id);
    }

    /// By its own condition; without one where the criterion's `raised` names it, as `CODE` or as
    /// `CODE:DECISION`.
    private List<Alert> raised(Rule criterion) {
        List<String> named =
                answers.orElse(List.of(), criterion.id(), () -> answers.texts(criterion, "raised"));
        List<Alert> raised = new ArrayList<>();
        for (Rule rule : criterion.rules()) {
            answers.orElse(
                            Optional.<String>empty(),
                            rule.id(),
                            () ->
                                    rule.condition().isPresent()
                                            ? Optional.of(rule)
                                                    .filter(answers::holds)
                                                    .map(this::decision)
                                            : named.stream()
                                                    .filter(name -> names(name, rule))
                                                    .findFirst()
                                                    .map(name -> decision(name, rule)))
                    .map(word -> alert(criterion, rule, word))
                    .ifPresent(raised::add);
        }
        return raised;
    }

    private static boolean names(String name, Rule rule) {
        return name.equals(rule.id()) || name.startsWith(rule.id() + ":");
    }

    private String decision(String name, Rule rule) {
        String word = name.substring(Math.min(name.length(), rule.id().length() + 1));
        return word.isEmpty() ? decision(rule) : word;
    }

    private String decision(Rule rule) {
        return Optional.of(answers.text(rule, "decision"))
                .filter(word -> !word.isEmpty())
                .orElse(rule.decision());
    }

    private Alert alert(Rule criterion, Rule rule, String decision) {
        Alert.Severity severity =
                rule.priority().isEmpty()
                        ? pathway.decision(decision)
                                .map(DecisionWord::severity)
                                .orElse(Alert.Severity.INFO)
                        : DecisionWord.severity(rule.priority());
        String summary = answers.orElse("", rule.id(), () -> answers.text(rule, "summary"));
        return new Alert(
                rule.id(),
                severity,
                decision,
                summary.isEmpty() ? rule.title() : summary,
                rule.description(),
                answers.orElse("", rule.id(), () -> answers.text(rule, "clears")),
                rule.source().isEmpty() ? rule.id() : rule.id() + ", " + rule.source(),
                answers.orElse(
                        List.of(),
                        rule.id(),
                        () ->
                                answers.evidence(
                                        rule.expression("evidence").isPresent()
                                                ? rule
                                                : criterion)));
    }

    /// Why a pathway does not apply; what it would have to know is under `missing`.
    private Criterion criterionOfApplying(Rule rule) {
        List<String> missing = answers.texts(rule, "missing");
        return new Criterion(
                rule.id(),
                rule.title(),
                missing.isEmpty() ? new Verdict.NotMet() : new Verdict.Undetermined(missing),
                answers.text(rule, "summary"),
                rule.source(),
                answers.evidence(rule),
                List.of());
    }

    private List<Assessment.Alternative> alternatives() {
        return pathway.definition().group("alternatives").stream()
                .filter(this::holdsSafely)
                .flatMap(group -> group.rules().stream())
                .filter(this::holdsSafely)
                .map(rule ->
                        new Assessment.Alternative(
                                rule.id(), rule.title(), rule.description(), rule.source()))
                .toList();
    }

    private boolean holdsSafely(Rule rule) {
        return answers.orElse(false, rule.id(), () -> answers.holds(rule));
    }

    private Assessment.Status status(List<Alert> alerts) {
        boolean incomplete =
                answers.orElse(
                        true,
                        "mandatory",
                        () ->
                                pathway.definition()
                                        .group("mandatory")
                                        .map(mandatory ->
                                                !answers.texts(mandatory, "missing").isEmpty())
                                        .orElseGet(() -> anyUnknown(alerts)));
        return incomplete ? Assessment.Status.INCOMPLETE : Assessment.Status.COMPLETE;
    }

    private boolean anyUnknown(List<Alert> alerts) {
        return alerts.stream()
                .flatMap(alert -> pathway.decision(alert.decision()).stream())
                .anyMatch(decision -> decision.effect() == DecisionWord.Effect.UNKNOWN);
    }

    /// The most severe of what the alerts ask for and of what holds without any finding.
    private Optional<String> decision(List<Alert> alerts) {
        String base =
                answers.orElse(
                        "",
                        "decision",
                        () ->
                                pathway.definition()
                                        .group("decision")
                                        .map(rule -> answers.text(rule, "value"))
                                        .orElse(""));
        if (base.isEmpty()) {
            return answers.failed().contains("decision")
                    ? Optional.of(notBetterThanUnknown(""))
                    : Optional.empty();
        }
        return pathway.decisions().stream()
                .map(DecisionWord::word)
                .filter(word ->
                        word.equals(base)
                                || alerts.stream().anyMatch(alert -> alert.decision().equals(word)))
                .findFirst()
                .or(() -> Optional.of(base));
    }

    /// The decision, or the pathway's word for "not known" where that is more severe.
    private String notBetterThanUnknown(String decision) {
        return pathway.decisions().stream()
                .filter(word ->
                        word.word().equals(decision)
                                || word.effect() == DecisionWord.Effect.UNKNOWN)
                .map(DecisionWord::word)
                .findFirst()
                .orElse(decision);
    }

    private Map<String, Object> results(List<Rule> rules, String decision) {
        Map<String, Object> results = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (!holdsSafely(rule)) {
                continue;
            }
            boolean isGiven = rule.decisions().isEmpty() || rule.decisions().contains(decision);
            results.put(
                    rule.id(),
                    !rule.rules().isEmpty()
                            ? results(rule.rules(), decision)
                            : isGiven
                                    ? answers.<Optional<Object>>orElse(
                                                    Optional.empty(),
                                                    rule.id(),
                                                    () ->
                                                            Optional.ofNullable(
                                                                    CqlValues.plain(
                                                                            answers.value(
                                                                                    rule,
                                                                                    "value"))))
                                            .orElse(null)
                                    : null);
        }
        return results;
    }
}
