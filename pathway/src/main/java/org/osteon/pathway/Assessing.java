package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;

/// One application of a pathway to a chart: asks the CQL, and puts the answers in the form of an
/// [Assessment]. Knows the forms of the PlanDefinition and nothing of any therapy.
final class Assessing {
    /// Enough to see what was read where a rule does not say which resources decided.
    private static final int MOST_EVIDENCE_BY_DEFAULT = 8;

    private final Pathway pathway;
    private final CqlEvaluation evaluation;
    private final Chart chart;
    private final LocalDate asOf;
    private final Map<FhirObject, Resource> resources;

    /// @param resources the chart's resources by the objects that CQL hands back
    Assessing(
            Pathway pathway,
            CqlEvaluation evaluation,
            Chart known,
            LocalDate asOf,
            Map<FhirObject, Resource> resources) {
        this.pathway = pathway;
        this.evaluation = evaluation;
        this.chart = known;
        this.asOf = asOf;
        this.resources = resources;
    }

    /// By the condition of the options, which may hold where the pathway does not apply yet.
    boolean offersOptions() {
        return pathway.definition()
                .group("options")
                .filter(group -> group.condition().isPresent() ? holds(group) : applies())
                .isPresent();
    }

    private boolean applies() {
        return pathway.definition().group("applies").map(this::holds).orElse(true);
    }

    Assessment assessment(List<Assessment.Option> options) {
        if (!applies()) {
            return assessment(
                    Assessment.Status.NOT_APPLICABLE,
                    Optional.empty(),
                    pathway.definition().group("applies").stream()
                            .filter(rule -> !rule.title().isEmpty())
                            .map(this::criterionOfApplying)
                            .toList(),
                    List.of(),
                    options);
        }
        List<Criterion> criteria = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (Rule rule : pathway.criteria()) {
            List<Alert> raised = raised(rule);
            alerts.addAll(raised);
            if (holds(rule)) {
                criteria.add(criterion(rule, raised));
            }
        }
        alerts.sort(Comparator.comparing(Alert::severity));
        return assessment(status(alerts), decision(alerts), criteria, alerts, options);
    }

    private Assessment assessment(
            Assessment.Status status,
            Optional<String> decision,
            List<Criterion> criteria,
            List<Alert> alerts,
            List<Assessment.Option> options) {
        boolean applies = status != Assessment.Status.NOT_APPLICABLE;
        return new Assessment(
                chart.patient().reference(),
                asOf,
                pathway.id(),
                pathway.version(),
                pathway.knowledgeHash(),
                status,
                decision,
                List.copyOf(criteria),
                List.copyOf(alerts),
                applies ? results(pathway.results(), decision.orElse("")) : Map.of(),
                applies ? plan() : List.of(),
                options,
                applies ? alternatives() : List.of());
    }

    /// By its own condition; without one where the criterion's `raised` names it, as `CODE` or as
    /// `CODE:DECISION`.
    private List<Alert> raised(Rule criterion) {
        List<String> named = texts(criterion, "raised");
        List<Alert> raised = new ArrayList<>();
        for (Rule rule : criterion.rules()) {
            if (rule.condition().isPresent()) {
                if (holds(rule)) {
                    raised.add(alert(criterion, rule, decision(rule)));
                }
            } else {
                named.stream()
                        .filter(name -> name.equals(rule.id()) || name.startsWith(rule.id() + ":"))
                        .findFirst()
                        .map(name ->
                                name.substring(Math.min(name.length(), rule.id().length() + 1)))
                        .map(word -> alert(criterion, rule, word.isEmpty() ? decision(rule) : word))
                        .ifPresent(raised::add);
            }
        }
        return raised;
    }

    private String decision(Rule rule) {
        return rule.expression("decision")
                .map(this::text)
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
        String summary = rule.expression("summary").map(this::text).orElse("");
        return new Alert(
                rule.id(),
                severity,
                decision,
                summary.isEmpty() ? rule.title() : summary,
                rule.description(),
                rule.source().isEmpty() ? rule.id() : rule.id() + ", " + rule.source(),
                evidence(rule.expression("evidence").isPresent() ? rule : criterion));
    }

    private Criterion criterion(Rule rule, List<Alert> raised) {
        return new Criterion(
                rule.id(),
                rule.title(),
                verdict(rule, raised),
                rule.expression("summary").map(this::text).orElse(""),
                rule.source(),
                evidence(rule),
                raised.stream().map(Alert::code).toList());
    }

    /// Why a pathway does not apply; what it would have to know is under `missing`.
    private Criterion criterionOfApplying(Rule rule) {
        List<String> missing = texts(rule, "missing");
        return new Criterion(
                rule.id(),
                rule.title(),
                missing.isEmpty() ? new Verdict.NotMet() : new Verdict.Undetermined(missing),
                rule.expression("summary").map(this::text).orElse(""),
                rule.source(),
                evidence(rule),
                List.of());
    }

    private List<Assessment.Alternative> alternatives() {
        return pathway.definition().group("alternatives").stream()
                .filter(this::holds)
                .flatMap(group -> group.rules().stream())
                .filter(this::holds)
                .map(rule ->
                        new Assessment.Alternative(
                                rule.id(), rule.title(), rule.description(), rule.source()))
                .toList();
    }

    /// By its own expression where it has one; otherwise an alert that blocks makes it not met, and
    /// one for want of data, or a rule that could not be told, makes it undetermined.
    private Verdict verdict(Rule rule, List<Alert> raised) {
        Optional<String> own = rule.expression("verdict");
        if (own.isPresent()) {
            return switch (value(own.get())) {
                case Boolean met -> met ? new Verdict.Met() : new Verdict.NotMet();
                case null -> new Verdict.Undetermined(missing(rule, raised));
                default ->
                        throw new IllegalStateException(
                                "the verdict of " + rule.id() + " is not true, false or null");
            };
        }
        List<DecisionWord.Effect> effects =
                raised.stream()
                        .flatMap(alert -> pathway.decision(alert.decision()).stream())
                        .map(DecisionWord::effect)
                        .toList();
        if (effects.contains(DecisionWord.Effect.BLOCKS)
                || effects.contains(DecisionWord.Effect.CALLS)) {
            return new Verdict.NotMet();
        }
        boolean unknown =
                effects.contains(DecisionWord.Effect.UNKNOWN) || !texts(rule, "missing").isEmpty();
        return unknown ? new Verdict.Undetermined(missing(rule, raised)) : new Verdict.Met();
    }

    private List<String> missing(Rule rule, List<Alert> raised) {
        List<String> missing =
                Stream.concat(
                                texts(rule, "missing").stream(),
                                rule.rules().stream()
                                        .filter(alert ->
                                                raised.stream()
                                                        .anyMatch(other ->
                                                                other.code().equals(alert.id())))
                                        .flatMap(alert -> texts(alert, "missing").stream()))
                        .distinct()
                        .toList();
        return missing.isEmpty() ? List.of(rule.title()) : missing;
    }

    private Assessment.Status status(List<Alert> alerts) {
        boolean incomplete =
                pathway.definition()
                        .group("mandatory")
                        .map(mandatory -> !texts(mandatory, "missing").isEmpty())
                        .orElseGet(() ->
                                alerts.stream()
                                        .flatMap(alert ->
                                                pathway.decision(alert.decision()).stream())
                                        .anyMatch(decision ->
                                                decision.effect() == DecisionWord.Effect.UNKNOWN));
        return incomplete ? Assessment.Status.INCOMPLETE : Assessment.Status.COMPLETE;
    }

    /// The most severe of what the alerts ask for and of what holds without any finding.
    private Optional<String> decision(List<Alert> alerts) {
        String base =
                pathway.definition()
                        .group("decision")
                        .flatMap(rule -> rule.expression("value"))
                        .map(this::text)
                        .orElse("");
        if (base.isEmpty()) {
            return Optional.empty();
        }
        return pathway.decisions().stream()
                .map(DecisionWord::word)
                .filter(word ->
                        word.equals(base)
                                || alerts.stream().anyMatch(alert -> alert.decision().equals(word)))
                .findFirst()
                .or(() -> Optional.of(base));
    }

    private Map<String, Object> results(List<Rule> rules, String decision) {
        Map<String, Object> results = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (!holds(rule)) {
                continue;
            }
            boolean isGiven = rule.decisions().isEmpty() || rule.decisions().contains(decision);
            results.put(
                    rule.id(),
                    rule.rules().isEmpty()
                            ? !isGiven
                                    ? null
                                    : CqlValues.plain(
                                            rule.expression("value").map(this::value).orElse(null))
                            : results(rule.rules(), decision));
        }
        return results;
    }

    private List<PlanItem> plan() {
        List<PlanItem> items = new ArrayList<>();
        for (Rule rule : pathway.plan()) {
            if (!holds(rule)) {
                continue;
            }
            Optional<String> list = rule.expression("items");
            if (list.isPresent()) {
                if (CqlValues.plain(value(list.get())) instanceof List<?> maps) {
                    for (Object map : maps) {
                        if (map instanceof Map<?, ?> item) {
                            items.add(
                                    planItem(
                                            textOf(item.get("id"), rule.id()),
                                            textOf(item.get("title"), rule.title()),
                                            item.get("from"),
                                            item.get("to"),
                                            textOf(item.get("status"), "")));
                        }
                    }
                }
            } else {
                items.add(
                        planItem(
                                rule.id(),
                                rule.title(),
                                rule.expression("from").map(this::value).orElse(null),
                                rule.expression("to").map(this::value).orElse(null),
                                rule.expression("status").map(this::text).orElse("")));
            }
        }
        items.sort(
                Comparator.comparing(item -> item.from().orElse(item.to().orElse(LocalDate.MAX))));
        return List.copyOf(items);
    }

    private static String textOf(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    private PlanItem planItem(
            String id, String title, @Nullable Object from, @Nullable Object to, String status) {
        Optional<LocalDate> first = Optional.ofNullable(CqlValues.date(from));
        Optional<LocalDate> last = Optional.ofNullable(CqlValues.date(to));
        return new PlanItem(
                id,
                title,
                first,
                last,
                Stream.of(PlanItem.Status.values())
                        .filter(known -> known.word().equals(status))
                        .findFirst()
                        .orElseGet(() -> byDate(first, last)));
    }

    private PlanItem.Status byDate(Optional<LocalDate> from, Optional<LocalDate> to) {
        if (to.filter(asOf::isAfter).isPresent()) {
            return PlanItem.Status.OVERDUE;
        }
        return from.filter(asOf::isBefore).isPresent()
                ? PlanItem.Status.PLANNED
                : PlanItem.Status.DUE;
    }

    Course course() {
        if (!applies()) {
            return new Course(List.of(), List.of());
        }
        Optional<LocalDate> anchor =
                pathway.definition()
                        .group("timeline")
                        .flatMap(rule -> rule.expression("value"))
                        .map(this::value)
                        .map(CqlValues::date);
        return new Course(
                pathway.definition().rules("trends").stream()
                        .map(this::trend)
                        .filter(trend -> !trend.points().isEmpty())
                        .toList(),
                pathway.definition().rules("timeline").stream()
                        .flatMap(rule -> events(rule, anchor))
                        .sorted(Comparator.comparing(Course.Event::date))
                        .toList());
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

    private Course.Trend trend(Rule rule) {
        List<Course.Point> points = points(rule);
        List<Course.Limit> limits =
                maps(rule, "limits")
                        .filter(map -> map.get("value") != null)
                        .map(map ->
                                new Course.Limit(
                                        textOf(map.get("label"), ""),
                                        (BigDecimal) Objects.requireNonNull(map.get("value"))))
                        .toList();
        return new Course.Trend(
                rule.id(),
                rule.title(),
                rule.expression("unit").map(this::text).orElse(""),
                points,
                limits);
    }

    Stream<Map<?, ?>> maps(Rule rule, String path) {
        Object plain = CqlValues.plain(rule.expression(path).map(this::value).orElse(null));
        return plain instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(item -> (Map<?, ?>) item)
                : Stream.empty();
    }

    private Stream<Course.Event> events(Rule rule, Optional<LocalDate> anchor) {
        return resourcesOf(rule.expression("items").map(this::value).orElse(null)).stream()
                .flatMap(resource ->
                        resource.date().flatMap(FhirTime::date).stream()
                                .map(date ->
                                        new Course.Event(
                                                date,
                                                rule.title(),
                                                ResourceText.of(resource),
                                                resource.reference(),
                                                anchor.map(zero ->
                                                        (int)
                                                                ChronoUnit.DAYS.between(
                                                                        zero, date)))));
    }

    List<Evidence> evidence(Rule rule) {
        Optional<String> own = rule.expression("evidence");
        List<Resource> found;
        if (own.isPresent()) {
            found = resourcesOf(value(own.get()));
        } else {
            found =
                    rule.allExpressions().stream()
                            .flatMap(expression -> answer(expression).read().stream())
                            .flatMap(object -> Optional.ofNullable(resources.get(object)).stream())
                            .distinct()
                            .sorted(newestFirst())
                            .limit(MOST_EVIDENCE_BY_DEFAULT)
                            .toList();
        }
        return found.stream()
                .map(resource -> new Evidence(resource.reference(), ResourceText.of(resource)))
                .toList();
    }

    private static Comparator<Resource> newestFirst() {
        return Comparator.comparing((Resource resource) ->
                        resource.date().map(FhirTime::earliest).orElse(LocalDate.MIN))
                .reversed()
                .thenComparing(Resource::reference);
    }

    private List<Resource> resourcesOf(@Nullable Object value) {
        return switch (value) {
            case FhirObject object -> Stream.ofNullable(resources.get(object)).toList();
            case Iterable<?> items -> {
                List<Resource> list = new ArrayList<>();
                for (Object item : items) {
                    resourcesOf(item).stream()
                            .filter(found -> !list.contains(found))
                            .forEach(list::add);
                }
                yield list;
            }
            case null, default -> List.of();
        };
    }

    boolean holds(Rule rule) {
        return rule.condition().map(name -> Boolean.TRUE.equals(value(name))).orElse(true);
    }

    String text(String expression) {
        return CqlValues.text(value(expression));
    }

    List<String> texts(Rule rule, String path) {
        return rule.expression(path).map(name -> CqlValues.texts(value(name))).orElse(List.of());
    }

    /// The day that an expression of a rule gives; empty where it gives none or the rule has no
    /// such expression.
    Optional<LocalDate> date(Rule rule, String path) {
        return rule.expression(path).map(this::value).map(CqlValues::date);
    }

    private @Nullable Object value(String expression) {
        return answer(expression).value();
    }

    private CqlEvaluation.Answer answer(String name) {
        Pathway.Definition definition =
                pathway.expression(name)
                        .orElseThrow(() ->
                                new IllegalStateException("no CQL expression \"" + name + "\""));
        return evaluation.answer(definition.library(), definition.expression());
    }
}
