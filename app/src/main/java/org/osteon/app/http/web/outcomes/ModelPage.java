package org.osteon.app.http.web.outcomes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.models.ModelAnswer;
import org.osteon.records.models.ModelKind;
import org.osteon.records.models.ModelQuestion;
import org.osteon.records.models.ModelReply;
import org.osteon.records.models.ModelRows;
import org.osteon.records.models.Models;
import org.osteon.records.words.Problem;
import org.osteon.report.FunnelDrawing;

/// A model of an endpoint or a measure as it was asked for: which, of whom, with what, and what it
/// says or why it says nothing.
final class ModelPage {
    private static final int YEAR = 365;
    private static final int LONGEST = 36_525;

    /// The factor by which centres are compared, where a pathway has it.
    private static final String CENTRE = "centre";

    private final Cohort cohort;
    private final Rule rule;
    private final boolean ofMeasure;
    private final ModelQuestion question;
    private final boolean asked;
    private final Optional<ModelReply> reply;

    /// @param ofMeasure whether it is a measure, else an endpoint
    /// @param id of the endpoint or measure
    ModelPage(Cohort cohort, boolean ofMeasure, String id, Map<String, String> query) {
        this.cohort = cohort;
        this.ofMeasure = ofMeasure;
        this.rule = ofMeasure ? cohort.measure(id) : cohort.endpoint(id);
        this.question = question(query);
        this.asked = query.containsKey("ask");
        this.reply =
                asked
                        ? Optional.of(
                                Models.ask(
                                        ofMeasure
                                                ? ModelRows.ofMeasure(cohort, id, question)
                                                : ModelRows.ofEndpoint(cohort, id, question),
                                        question))
                        : Optional.empty();
    }

    private ModelQuestion question(Map<String, String> query) {
        ModelKind kind =
                ModelKind.named(query.getOrDefault("model", ""))
                        .filter(one -> kinds().contains(one))
                        .orElse(kinds().getFirst());
        List<String> with =
                covariates(kind).stream()
                        .map(Rule::id)
                        .filter(id -> query.containsKey("with." + id))
                        .toList();
        String by =
                known(query.getOrDefault("by", ""))
                        .or(() ->
                                kind == ModelKind.CENTRES && !query.containsKey("by")
                                        ? known(CENTRE)
                                        : Optional.empty())
                        .orElse("");
        return new ModelQuestion(
                kind,
                by,
                query.getOrDefault("treated", ""),
                query.getOrDefault("control", ""),
                with,
                dayOrUsual(query.getOrDefault("at", "")),
                cause(query.getOrDefault("cause", "")),
                OutcomePage.Wanted.of(query).only());
    }

    private Optional<String> known(String factor) {
        return factors().stream().map(Rule::id).filter(factor::equals).findFirst();
    }

    private int dayOrUsual(String text) {
        if (!text.isBlank()) {
            return day(text);
        }
        Map<Integer, String> visits = visits();
        return visits.isEmpty() || visits.containsKey(YEAR)
                ? YEAR
                : visits.keySet().iterator().next();
    }

    /// A day after time zero.
    static int day(String text) {
        if (!text.strip().matches("\\d{1,5}") || Integer.parseInt(text.strip()) > LONGEST) {
            throw Problem.unusable(
                    "'"
                            + text
                            + "' is no day: a whole number of days after time zero, 365 for a"
                            + " year");
        }
        return Integer.parseInt(text.strip());
    }

    private int cause(String text) {
        return text.matches("\\d") && Integer.parseInt(text) <= rule.rules().size()
                ? Math.max(1, Integer.parseInt(text))
                : 1;
    }

    // --- what can be asked ---

    String title() {
        return rule.title();
    }

    String pathway() {
        return cohort.pathway().title();
    }

    String description() {
        return rule.description();
    }

    String freeze() {
        return cohort.freeze().toString();
    }

    boolean ofMeasure() {
        return ofMeasure;
    }

    /// The page of the figure.
    String back() {
        return "/outcomes/"
                + cohort.pathway().id()
                + (ofMeasure ? "/measures/" : "/endpoints/")
                + rule.id();
    }

    String path() {
        return back() + "/models";
    }

    /// The rows that the script reads.
    String rows() {
        return back()
                + "/rows.csv?freeze="
                + freeze()
                + (kind().ofADay() && !ofMeasure ? "&at=" + day() : "");
    }

    List<ModelKind> kinds() {
        return ofMeasure ? ModelKind.ofMeasure() : ModelKind.ofEndpoint(rule.rules().size() > 1);
    }

    ModelKind kind() {
        return question.kind();
    }

    boolean needsCause() {
        return (kind() == ModelKind.COX
                        || kind() == ModelKind.FINE_GRAY
                        || kind() == ModelKind.CENTRES)
                && rule.rules().size() > 1;
    }

    List<String> kindsOfEvent() {
        return rule.rules().stream().map(Rule::title).toList();
    }

    int cause() {
        return question.cause();
    }

    int day() {
        return question.day();
    }

    /// The visits after time zero by their planned day.
    Map<Integer, String> visits() {
        Map<Integer, String> visits = new LinkedHashMap<>();
        if (ofMeasure) {
            cohort.patients().stream()
                    .map(one -> one.measures().get(rule.id()))
                    .filter(Objects::nonNull)
                    .map(Outcomes.Reported::visits)
                    .filter(all -> !all.isEmpty())
                    .findFirst()
                    .orElse(List.of())
                    .stream()
                    .skip(1)
                    .forEach(visit -> visits.put(visit.day(), visit.label()));
        }
        return visits;
    }

    List<Rule> factors() {
        return cohort.pathway().factors();
    }

    /// What can enter the model: what people are grouped by, and numbers; strata are groups.
    List<Rule> covariates() {
        return covariates(kind());
    }

    private List<Rule> covariates(ModelKind kind) {
        return kind == ModelKind.GRAY ? factors() : cohort.pathway().covariates();
    }

    /// What the groups are called.
    String groupsTitle() {
        return switch (kind()) {
            case PROPENSITY -> "Treatment";
            case CENTRES -> "Centre";
            default -> "Groups by";
        };
    }

    String by() {
        return question.by();
    }

    /// The values of what makes the groups: two treatments are chosen where there are more.
    Collection<String> treatments() {
        return kind() == ModelKind.PROPENSITY && !by().isEmpty() ? values(by()) : List.of();
    }

    String treated() {
        return question.treated();
    }

    String control() {
        return question.control();
    }

    boolean with(String factor) {
        return question.with().contains(factor);
    }

    Collection<String> values(String factor) {
        return cohort.values(factor);
    }

    boolean only(String factor, String value) {
        return value.equals(question.only().getOrDefault(factor, ""));
    }

    // --- what it says ---

    boolean asked() {
        return asked;
    }

    boolean estimated() {
        return reply.filter(ModelReply.Estimated.class::isInstance).isPresent();
    }

    ModelAnswer answer() {
        return reply.map(ModelReply.Estimated.class::cast).orElseThrow().answer();
    }

    String why() {
        return reply.map(one -> one instanceof ModelReply.NotEstimable not ? not.why() : "")
                .orElse("");
    }

    String wide() {
        return answer().funnel().map(one -> FunnelDrawing.svg(one, OutcomePage.WIDE)).orElse("");
    }

    String narrow() {
        return answer().funnel().map(one -> FunnelDrawing.svg(one, OutcomePage.NARROW)).orElse("");
    }

    /// The query that asks the same.
    String query() {
        StringBuilder query = new StringBuilder("?ask=1&model=").append(kind().id());
        add(query, "by", by());
        add(query, "treated", treated());
        add(query, "control", control());
        add(query, "at", String.valueOf(day()));
        add(query, "cause", String.valueOf(cause()));
        question.with().forEach(one -> add(query, "with." + one, "on"));
        question.only().forEach((factor, value) -> add(query, "only." + factor, value));
        add(query, "freeze", freeze());
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
