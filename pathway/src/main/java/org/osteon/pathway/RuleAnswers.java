package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.pathway.reading.ReadChart;
import org.osteon.pathway.reading.ReadingTag;

/// What the CQL behind a pathway's rules says of one chart: the values of their expressions as Java
/// wants them, and the resources that they name.
final class RuleAnswers {
    /// Enough to see what was read where a rule does not say which resources decided.
    private static final int MOST_EVIDENCE_BY_DEFAULT = 8;

    private final Pathway pathway;
    private final CqlEvaluation evaluation;
    private final ReadChart reading;
    private final Chart chart;
    private final Function<FhirObject, @Nullable Resource> resources;

    /// By name: a definition itself is the whole text of its library. Null while it was not
    /// answered: one that fails is asked again, and fails again.
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    private static final class Asked {
        private final Pathway.Definition definition;
        private CqlEvaluation.@Nullable Answer answer;

        private Asked(Pathway.Definition definition) {
            this.definition = definition;
        }
    }

    private final IdentityHashMap<Resource, Evidence> inWords = new IdentityHashMap<>();

    private final Set<String> failed = new LinkedHashSet<>();

    /// @param resources the chart's resources by the objects that CQL hands back
    RuleAnswers(
            Pathway pathway,
            CqlEvaluation evaluation,
            ReadChart reading,
            Chart chart,
            Function<FhirObject, @Nullable Resource> resources) {
        this.pathway = pathway;
        this.evaluation = evaluation;
        this.reading = reading;
        this.chart = chart;
        this.resources = resources;
    }

    /// Whether the condition of a rule is true; a rule without one holds.
    boolean holds(Rule rule) {
        return rule.condition().map(name -> Boolean.TRUE.equals(value(name))).orElse(true);
    }

    String text(String expression) {
        return CqlValues.text(value(expression));
    }

    /// The text that an expression of a rule gives; empty where it gives none or the rule has no
    /// such expression.
    String text(Rule rule, String path) {
        return rule.expression(path).map(this::text).orElse("");
    }

    List<String> texts(Rule rule, String path) {
        return rule.expression(path).map(name -> CqlValues.texts(value(name))).orElse(List.of());
    }

    /// The day that an expression of a rule gives; empty where it gives none or the rule has no
    /// such expression.
    Optional<LocalDate> date(Rule rule, String path) {
        return rule.expression(path).map(this::value).map(CqlValues::date);
    }

    @Nullable Object value(String expression) {
        return answer(expression).value();
    }

    @Nullable Object value(Rule rule, String path) {
        return rule.expression(path).map(this::value).orElse(null);
    }

    private CqlEvaluation.Answer answer(String name) {
        Asked one = asked.get(name);
        if (one == null) {
            one =
                    new Asked(
                            pathway.expression(name)
                                    .orElseThrow(() ->
                                            new IllegalStateException(
                                                    "no CQL expression \"" + name + "\"")));
            asked.put(name, one);
        }
        CqlEvaluation.Answer answer = one.answer;
        if (answer == null) {
            answer = evaluation.answer(one.definition.library(), one.definition.expression());
            one.answer = answer;
        }
        return answer;
    }

    /// What came of reading the chart.
    ReadChart reading() {
        return reading;
    }

    /// What the chart was asked for up to now.
    List<CqlEvaluation.Retrieved> retrieved() {
        List<Pathway.Definition> definitions = new ArrayList<>(asked.size());
        asked.values().forEach(one -> definitions.add(one.definition));
        return evaluation.retrieved(definitions);
    }

    /// What an expression of a rule gives as a list of tuples.
    Stream<Map<?, ?>> maps(Rule rule, String path) {
        return CqlValues.plain(value(rule, path)) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(item -> (Map<?, ?>) item)
                : Stream.empty();
    }

    /// The measurements that a rule's `items` give, in the order of time.
    List<Course.Point> points(Rule rule) {
        return maps(rule, "items")
                .filter(map -> map.get("date") != null && map.get("value") != null)
                .map(map ->
                        new Course.Point(
                                (LocalDate) Objects.requireNonNull(map.get("date")),
                                (BigDecimal) Objects.requireNonNull(map.get("value")),
                                textOf(map.get("reference"), "")))
                .sorted(Comparator.comparing(Course.Point::date))
                .toList();
    }

    /// The lines that matter, as a rule's `limits` give them.
    List<Course.Limit> limits(Rule rule) {
        return maps(rule, "limits")
                .filter(map -> map.get("value") != null)
                .map(map ->
                        new Course.Limit(
                                textOf(map.get("label"), ""),
                                (BigDecimal) Objects.requireNonNull(map.get("value"))))
                .toList();
    }

    /// What runs, as a rule's `clocks` give it.
    List<BoardPlace.Clock> clocks(Rule rule) {
        return CqlValues.tuples(value(rule, "clocks"))
                .filter(clock -> CqlValues.instant(clock.get("start")) != null)
                .map(clock ->
                        new BoardPlace.Clock(
                                CqlValues.text(clock.get("title")),
                                Objects.requireNonNull(CqlValues.instant(clock.get("start"))),
                                CqlValues.instant(clock.get("end")),
                                CqlValues.text(clock.get("ending")),
                                Boolean.TRUE.equals(clock.get("limit"))))
                .toList();
    }

    /// What a board can be narrowed by, as a rule's `traits` give it.
    List<BoardPlace.Trait> traits(Rule rule) {
        return CqlValues.tuples(value(rule, "traits"))
                .filter(trait -> trait.get("value") != null)
                .map(trait ->
                        new BoardPlace.Trait(
                                CqlValues.text(trait.get("id")),
                                CqlValues.text(trait.get("title")),
                                CqlValues.text(trait.get("value"))))
                .toList();
    }

    static String textOf(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    /// What a rule names under `evidence`; where it names nothing, the newest of what its
    /// expressions read.
    List<Evidence> evidence(Rule rule) {
        return inWords(
                rule.expression("evidence").isPresent()
                        ? named(rule)
                        : read(rule.allExpressions().stream())
                                .sorted(ExpressionAnswer.NEWEST_FIRST)
                                .limit(MOST_EVIDENCE_BY_DEFAULT)
                                .toList());
    }

    /// The resources that a rule names under `evidence`, and no others.
    List<Resource> named(Rule rule) {
        return resources(rule, "evidence");
    }

    List<Resource> resources(Rule rule, String path) {
        return ExpressionAnswer.named(value(rule, path), resources);
    }

    /// The results that rules looked at, can do nothing with, and that nothing usable of their kind
    /// has followed: what they would have said is open.
    ///
    /// @param expressions what was evaluated for the rules
    List<Resource> unread(Stream<String> expressions) {
        if (!reading.hasUnusable()) {
            return List.of();
        }
        List<Resource> read =
                read(expressions)
                        .filter(resource -> resource.type().equals("Observation"))
                        .toList();
        Map<Coding, LocalDate> lastUsable = new HashMap<>();
        for (Resource one : read) {
            if (ReadingTag.isUsable(one.content())) {
                LocalDate day = ExpressionAnswer.day(one);
                for (Coding kind : one.codings()) {
                    lastUsable.merge(kind, day, (a, b) -> a.isBefore(b) ? b : a);
                }
            }
        }
        return read.stream()
                .filter(one -> !ReadingTag.isUsable(one.content()) && !isSettled(one, lastUsable))
                .toList();
    }

    /// Whether a usable result of the same kind came with it or after it.
    private static boolean isSettled(Resource unread, Map<Coding, LocalDate> lastUsable) {
        LocalDate day = ExpressionAnswer.day(unread);
        return unread.codings().stream()
                .map(lastUsable::get)
                .anyMatch(last -> last != null && !last.isBefore(day));
    }

    static List<Evidence> said(Pathway pathway, List<Resource> resources) {
        return resources.stream()
                .map(one -> new Evidence(one.reference(), pathway.text(one)))
                .toList();
    }

    /// A resource in one line.
    String line(Resource resource) {
        return pathway.text(resource, chart);
    }

    /// Resources as evidence: each is put in words once, however many rules name it.
    List<Evidence> inWords(List<Resource> named) {
        List<Evidence> evidence = new ArrayList<>(named.size());
        for (Resource resource : named) {
            evidence.add(
                    inWords.computeIfAbsent(
                            resource, one -> new Evidence(one.reference(), line(one))));
        }
        return List.copyOf(evidence);
    }

    /// The resources that expressions read, each once.
    private Stream<Resource> read(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> ExpressionAnswer.read(answer(expression), resources))
                .distinct();
    }

    /// Why a resource cannot show that a criterion is met; empty where it can. Said by the reading
    /// of the chart, as a tag.
    static Optional<String> unusable(Resource resource) {
        return resource.content().object("meta").stream()
                .flatMap(meta -> meta.codings("tag").stream())
                .filter(tag -> tag.system().equals(Rule.READING_SYSTEM))
                .filter(tag -> tag.code().startsWith("unusable") || tag.code().equals("by-words"))
                .map(Coding::label)
                .findFirst();
    }

    /// The answer, or something else where a rule failed: a failed rule costs its own answer and is
    /// remembered, it never ends an assessment.
    <T> T orElse(T otherwise, String rule, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            fail(rule, e);
            return otherwise;
        }
    }

    void fail(String rule, RuntimeException e) {
        log().log(System.Logger.Level.DEBUG, () -> rule + " of " + pathway.id() + " failed", e);
        failed.add(rule);
    }

    /// The ids of the rules that could not be evaluated.
    Set<String> failed() {
        return failed;
    }

    /// Looked for when there is something to say, as every jar is looked into.
    private static System.Logger log() {
        return System.getLogger(RuleAnswers.class.getName());
    }
}
