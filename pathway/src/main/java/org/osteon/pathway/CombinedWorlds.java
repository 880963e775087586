package org.osteon.pathway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osteon.pathway.reading.UncertainFact;

/// One assessment out of those of all worlds that a chart can stand for.
///
/// What holds in all of them holds. Where they differ, the alerts of any are raised: a rule that
/// asks for something recent takes it as not shown, one that forbids something as not excluded. An
/// alert that rests on a mandatory fact, which the pathway marks, gives way to its alert for want
/// of data. Of results that disagree the less favourable counts. The decision is the most severe.
final class CombinedWorlds {
    /// How a pathway marks an alert that gives way to its alert for want of data.
    private static final String UNDETERMINED = "undetermined";

    private static final String FOR_WANT_OF_DATA = "data";

    private final Pathway pathway;
    private final List<AssessedWorld> worlds;

    /// What the pathway's alerts for want of data are raised for.
    private final Map<String, Set<UncertainFact>> dataAlerts = new LinkedHashMap<>();

    /// Alerts that gave way, by code.
    private final Set<String> replaced = new LinkedHashSet<>();

    /// What already left a rule open, by the rule's code.
    private final Map<String, Set<UncertainFact>> leftOpen;

    /// @param said what the pathway says by what the facts mean, first the world in which each
    ///   means the first thing that it can
    CombinedWorlds(Pathway pathway, Map<Map<UncertainFact, Integer>, Assessment> said) {
        this(pathway, said, Map.of());
    }

    /// @param leftOpen the rules that every world was told are not decided, and by what
    CombinedWorlds(
            Pathway pathway,
            Map<Map<UncertainFact, Integer>, Assessment> said,
            Map<String, Set<UncertainFact>> leftOpen) {
        this.pathway = pathway;
        this.leftOpen = leftOpen;
        this.worlds = AssessedWorld.all(pathway, said);
    }

    /// The rules marked with the word for "not known" whose alert, or what it asks for, a date or a
    /// bound leaves open, with what does.
    Map<String, Set<UncertainFact>> leftOpen() {
        Map<String, Set<UncertainFact>> open = new LinkedHashMap<>();
        for (Rule rule : pathway.alerts()) {
            if (rule.open()
                    .flatMap(pathway::decision)
                    .filter(word -> word.effect() == DecisionWord.Effect.UNKNOWN)
                    .isPresent()) {
                Set<UncertainFact> reasons =
                        new LinkedHashSet<>(differsBy(said -> asks(said, rule)));
                reasons.removeIf(UncertainFact::isTie);
                if (!reasons.isEmpty()) {
                    open.put(rule.id(), reasons);
                }
            }
        }
        return open;
    }

    private static Optional<String> asks(Assessment said, Rule rule) {
        return said.alerts().stream()
                .filter(alert -> alert.code().equals(rule.id()))
                .map(Alert::decision)
                .findFirst();
    }

    Assessment assessment() {
        Assessment plain = worlds.getFirst().assessment();
        if (leftOpen.isEmpty()
                && worlds.stream().allMatch(world -> world.assessment().equals(plain))) {
            return plain;
        }
        List<Alert> alerts = alerts();
        Optional<String> decision = decision(alerts);
        CombinedResults results = new CombinedResults(pathway, worlds, decision);
        return new Assessment(
                plain.patient(),
                plain.asOf(),
                plain.pathway(),
                plain.version(),
                plain.knowledgeHash(),
                status(),
                decision,
                criteria(alerts),
                alerts,
                results.results(),
                results.plan(),
                options(),
                worlds.stream()
                        .flatMap(world -> world.assessment().alternatives().stream())
                        .distinct()
                        .toList(),
                plain.lookedFor());
    }

    // --- Alerts --------------------------------------------------------------------------------

    private List<Alert> alerts() {
        Map<String, Alert> raised = new LinkedHashMap<>();
        for (Rule rule : pathway.alerts()) {
            if (worlds.stream().noneMatch(world -> world.raises(rule.id()))) {
                continue;
            }
            Set<UncertainFact> reasons = differsBy(said -> raises(said, rule.id()));
            if (leavesUndetermined(rule, reasons)) {
                continue;
            }
            Optional<String> data =
                    rule.open().filter(FOR_WANT_OF_DATA::equals).isPresent()
                            ? dataAlert(reasons)
                            : Optional.empty();
            if (data.isPresent()) {
                replaced.add(rule.id());
                dataAlerts
                        .computeIfAbsent(data.get(), unused -> new LinkedHashSet<>())
                        .addAll(reasons);
            } else {
                raised.put(rule.id(), combined(rule));
            }
        }
        addOpenResults();
        for (Rule criterion : pathway.criteria()) {
            for (Rule rule : criterion.rules()) {
                if (dataAlerts.containsKey(rule.id())) {
                    raised.put(rule.id(), dataAlert(rule));
                }
            }
        }
        return raised.values().stream().sorted(Comparator.comparing(Alert::severity)).toList();
    }

    /// Whether a rule says nothing where a date or a bound leaves it open: its criterion does.
    private static boolean leavesUndetermined(Rule rule, Set<UncertainFact> reasons) {
        return rule.open().filter(UNDETERMINED::equals).isPresent()
                && reasons.stream().anyMatch(fact -> !fact.isTie());
    }

    /// A result that is acted upon, which the pathway marks, and that a date or a bound leaves
    /// open.
    private void addOpenResults() {
        for (Rule rule : pathway.results()) {
            if (rule.open().filter(FOR_WANT_OF_DATA::equals).isPresent()
                    && worlds.stream()
                                    .flatMap(world -> given(world.assessment(), rule).stream())
                                    .distinct()
                                    .count()
                            > 1) {
                Set<UncertainFact> reasons = differsBy(said -> given(said, rule));
                dataAlert(reasons)
                        .ifPresent(code ->
                                dataAlerts
                                        .computeIfAbsent(code, unused -> new LinkedHashSet<>())
                                        .addAll(reasons));
            }
        }
    }

    private static Optional<Object> given(Assessment said, Rule result) {
        return Optional.ofNullable(said.results().get(result.id()));
    }

    private static boolean raises(Assessment said, String code) {
        return said.alerts().stream().anyMatch(alert -> alert.code().equals(code));
    }

    /// The facts by which something differs: those that change it alone; where none does, those
    /// that change it together.
    private Set<UncertainFact> differsBy(Function<Assessment, Object> view) {
        Object plain = view.apply(worlds.getFirst().assessment());
        Set<UncertainFact> alone = new LinkedHashSet<>();
        Set<UncertainFact> together = new LinkedHashSet<>();
        for (AssessedWorld world : worlds) {
            if (!Objects.equals(plain, view.apply(world.assessment()))) {
                (world.varied().size() == 1 ? alone : together).addAll(world.varied());
            }
        }
        return alone.isEmpty() ? together : alone;
    }

    /// The pathway's alert that a date, or a bound, leaves a mandatory fact open.
    private Optional<String> dataAlert(Set<UncertainFact> reasons) {
        return reasons.stream()
                .map(UncertainFact::kind)
                .filter(kind -> kind != UncertainFact.Kind.TIE)
                .sorted()
                .flatMap(kind ->
                        pathway.definition().rules("open").stream()
                                .filter(rule -> rule.id().equals(kind.word()))
                                .map(Rule::title))
                .findFirst();
    }

    private Alert dataAlert(Rule rule) {
        Set<UncertainFact> reasons = dataAlerts.getOrDefault(rule.id(), Set.of());
        Optional<DecisionWord> word = pathway.decision(rule.decision());
        return new Alert(
                rule.id(),
                rule.priority().isEmpty()
                        ? word.map(DecisionWord::severity).orElse(Alert.Severity.INFO)
                        : DecisionWord.severity(rule.priority()),
                rule.decision(),
                String.join("; ", words(reasons)),
                rule.description(),
                "",
                rule.source().isEmpty() ? rule.id() : rule.id() + ", " + rule.source(),
                evidence(reasons));
    }

    private static List<String> words(Set<UncertainFact> facts) {
        return facts.stream().map(UncertainFact::words).distinct().toList();
    }

    private List<Evidence> evidence(Set<UncertainFact> facts) {
        return RuleAnswers.said(
                pathway,
                facts.stream().flatMap(fact -> fact.resources().stream()).distinct().toList());
    }

    /// The least favourable of what the worlds say of an alert.
    private Alert combined(Rule rule) {
        List<Alert> all =
                worlds.stream()
                        .flatMap(world -> world.assessment().alerts().stream())
                        .filter(alert -> alert.code().equals(rule.id()))
                        .toList();
        Alert worst =
                all.stream().min(Comparator.comparingInt(alert -> rank(alert.decision()))).get();
        return new Alert(
                worst.code(),
                worst.severity(),
                worst.decision(),
                inWords(
                        all.stream().map(Alert::summary).distinct().toList(),
                        worst.summary(),
                        rule.title()),
                worst.action(),
                clears(rule, all, worst),
                worst.source(),
                all.stream().flatMap(alert -> alert.evidence().stream()).distinct().toList());
    }

    /// What would clear it; where it is raised for one of several results of the same time, that
    /// they disagree: a value that would clear it may stand on the chart already.
    private String clears(Rule rule, List<Alert> all, Alert worst) {
        String clears =
                inWords(all.stream().map(Alert::clears).distinct().toList(), worst.clears(), "");
        Set<UncertainFact> reasons = differsBy(said -> raises(said, rule.id()));
        boolean ties = reasons.stream().allMatch(UncertainFact::isTie);
        if (clears.isEmpty() || reasons.isEmpty() || !ties) {
            return clears;
        }
        return "%s; %s, and the less favourable counts until one of them is corrected"
                .formatted(clears, String.join("; ", words(reasons)));
    }

    /// One summary for all worlds: theirs, where they say the same; that of the least favourable
    /// world, where only results disagree; else no numbers of any.
    private String inWords(List<String> said, String worst, String otherwise) {
        return said.size() == 1 ? said.getFirst() : onlyResultsDisagree() ? worst : otherwise;
    }

    private boolean onlyResultsDisagree() {
        return worlds.stream()
                .flatMap(world -> world.varied().stream())
                .allMatch(UncertainFact::isTie);
    }

    // --- Decision and status -------------------------------------------------------------------

    private int rank(String word) {
        List<String> words = pathway.decisions().stream().map(DecisionWord::word).toList();
        int rank = words.indexOf(word);
        return rank < 0 ? words.size() : rank;
    }

    /// The most severe of what any world decides, without what only rests on alerts that gave way.
    private Optional<String> decision(List<Alert> alerts) {
        Set<String> words = new LinkedHashSet<>();
        for (AssessedWorld world : worlds) {
            world.assessment()
                    .decision()
                    .filter(word ->
                            world.assessment().alerts().stream()
                                            .filter(alert -> alert.decision().equals(word))
                                            .anyMatch(alert -> !replaced.contains(alert.code()))
                                    || world.assessment().alerts().stream()
                                            .noneMatch(alert -> alert.decision().equals(word)))
                    .ifPresent(words::add);
        }
        boolean decides =
                worlds.stream().anyMatch(world -> world.assessment().decision().isPresent());
        if (decides) {
            alerts.stream()
                    .map(Alert::decision)
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        }
        return words.stream().min(Comparator.comparingInt(this::rank));
    }

    private Assessment.Status status() {
        boolean incomplete =
                !dataAlerts.isEmpty()
                        || worlds.stream()
                                .anyMatch(world ->
                                        world.assessment().status()
                                                == Assessment.Status.INCOMPLETE);
        return incomplete ? Assessment.Status.INCOMPLETE : Assessment.Status.COMPLETE;
    }

    // --- Criteria ------------------------------------------------------------------------------

    private List<Criterion> criteria(List<Alert> alerts) {
        Set<String> ids = new LinkedHashSet<>();
        pathway.criteria().forEach(rule -> ids.add(rule.id()));
        worlds.forEach(world ->
                world.assessment().criteria().forEach(criterion -> ids.add(criterion.id())));
        List<Criterion> criteria = new ArrayList<>();
        for (String id : ids) {
            List<Criterion> said = said(id);
            if (!said.isEmpty()) {
                criteria.add(criterion(id, said, alerts));
            }
        }
        return List.copyOf(criteria);
    }

    private List<Criterion> said(String id) {
        return worlds.stream()
                .flatMap(world -> criterion(world.assessment(), id).stream())
                .toList();
    }

    private static Optional<Criterion> criterion(Assessment assessment, String id) {
        return assessment.criteria().stream()
                .filter(criterion -> criterion.id().equals(id))
                .findFirst();
    }

    private Criterion criterion(String id, List<Criterion> said, List<Alert> alerts) {
        List<Alert> own =
                alerts.stream()
                        .filter(alert ->
                                pathway.criteria().stream()
                                        .filter(rule -> rule.id().equals(id))
                                        .flatMap(rule -> rule.rules().stream())
                                        .anyMatch(rule -> rule.id().equals(alert.code())))
                        .toList();
        Criterion plain = said.getFirst();
        Set<UncertainFact> reasons =
                new LinkedHashSet<>(
                        differsBy(one ->
                                criterion(one, id).map(Criterion::verdict).map(Verdict::word)));
        own.forEach(alert -> reasons.addAll(dataAlerts.getOrDefault(alert.code(), Set.of())));
        pathway.criteria().stream()
                .filter(rule -> rule.id().equals(id))
                .flatMap(rule -> rule.rules().stream())
                .forEach(rule -> reasons.addAll(leftOpen.getOrDefault(rule.id(), Set.of())));
        Verdict verdict = verdict(id, said, own, reasons);
        List<String> summaries = said.stream().map(Criterion::summary).distinct().toList();
        Set<UncertainFact> disagreeing = new LinkedHashSet<>(reasons);
        disagreeing.removeIf(fact -> !fact.isTie());
        String summary =
                inWords(
                        summaries,
                        said.stream()
                                .filter(one -> one.verdict().word().equals(verdict.word()))
                                .findFirst()
                                .orElse(plain)
                                .summary(),
                        "");
        List<Evidence> evidence = new ArrayList<>();
        if (!(verdict instanceof Verdict.NotRequired)) {
            said.forEach(one -> evidence.addAll(one.evidence()));
            evidence.addAll(evidence(reasons));
        }
        return new Criterion(
                id,
                plain.label(),
                verdict,
                disagreeing.isEmpty()
                        ? summary
                        : (summary.isEmpty() ? plain.label() : summary)
                                + "; "
                                + String.join("; ", words(disagreeing)),
                plain.source(),
                evidence.stream().distinct().toList(),
                own.stream().map(Alert::code).toList());
    }

    private Verdict verdict(
            String id, List<Criterion> said, List<Alert> own, Set<UncertainFact> reasons) {
        if (reasons.isEmpty()) {
            return undeterminedIn(id, said).orElse(said.getFirst().verdict());
        }
        boolean onlyTies = reasons.stream().allMatch(UncertainFact::isTie);
        boolean forWantOfData =
                own.stream()
                        .anyMatch(alert ->
                                pathway.decision(alert.decision())
                                        .filter(word ->
                                                word.effect() == DecisionWord.Effect.UNKNOWN)
                                        .isPresent());
        boolean blocked =
                own.stream()
                        .flatMap(alert -> pathway.decision(alert.decision()).stream())
                        .anyMatch(word ->
                                word.effect() == DecisionWord.Effect.BLOCKS
                                        || word.effect() == DecisionWord.Effect.CALLS);
        if (blocked || (!forWantOfData && !own.isEmpty())) {
            return new Verdict.NotMet();
        }
        if (onlyTies && said.stream().anyMatch(one -> one.verdict() instanceof Verdict.NotMet)) {
            return new Verdict.NotMet();
        }
        Set<String> missing = new LinkedHashSet<>(words(reasons));
        missing.addAll(missingIn(id, said));
        return new Verdict.Undetermined(List.copyOf(missing));
    }

    /// What is missing in any world, where a criterion is undetermined in one.
    private Optional<Verdict> undeterminedIn(String id, List<Criterion> said) {
        Set<String> named = missingIn(id, said);
        boolean isUndetermined =
                said.stream().anyMatch(one -> one.verdict() instanceof Verdict.Undetermined);
        List<String> missing =
                isUndetermined && named.isEmpty()
                        ? List.of(said.getFirst().label())
                        : List.copyOf(named);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Undetermined(missing));
    }

    /// What is missing by name: a world that only repeats the question names nothing. Where a date
    /// or a bound varies, what only some worlds miss may tell of a day or a number that nobody
    /// wrote: the fact as it was written stands for it.
    private Set<String> missingIn(String id, List<Criterion> said) {
        List<Set<String>> named =
                said.stream()
                        .map(CombinedWorlds::named)
                        .filter(missing -> !missing.isEmpty())
                        .toList();
        Set<String> all = new LinkedHashSet<>();
        named.forEach(all::addAll);
        boolean isOfAWorld =
                !onlyResultsDisagree()
                        && all.removeIf(missing ->
                                !named.stream().allMatch(other -> other.contains(missing)));
        if (isOfAWorld && all.isEmpty()) {
            all.addAll(words(differsBy(one -> criterion(one, id).map(CombinedWorlds::named))));
        }
        return all;
    }

    private static Set<String> named(Criterion criterion) {
        Set<String> missing = new LinkedHashSet<>(criterion.verdict().missing());
        missing.remove(criterion.label());
        return missing;
    }

    // --- Options -------------------------------------------------------------------------------

    private List<Assessment.Option> options() {
        Map<String, Assessment.Option> first = new LinkedHashMap<>();
        Map<String, Map<Map<UncertainFact, Integer>, Assessment>> said = new LinkedHashMap<>();
        for (AssessedWorld world : worlds) {
            for (Assessment.Option option : world.assessment().options()) {
                first.putIfAbsent(option.id(), option);
                said.computeIfAbsent(option.id(), unused -> new LinkedHashMap<>())
                        .put(world.choices(), option.assessment());
            }
        }
        return first.values().stream()
                .map(option ->
                        new Assessment.Option(
                                option.id(),
                                option.title(),
                                new CombinedWorlds(
                                                pathway,
                                                Objects.requireNonNull(said.get(option.id())))
                                        .assessment()))
                .toList();
    }
}
