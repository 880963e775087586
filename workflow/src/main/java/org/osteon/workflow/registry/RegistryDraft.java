package org.osteon.workflow.registry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.desk.CareSetting;
import org.osteon.workflow.desk.Wording;

/// The draft of one report about a patient: each item that is asked, with its answer and where that
/// comes from. A person signs and sends it.
///
/// @param asOf as of which day its answers are
/// @param centre where the patient was treated; empty where the chart does not say
/// @param person the registry's number of the person; empty where the chart does not say
/// @param lines the items that are asked
/// @param signed who signed what, where somebody did
/// @param submitted when what was signed was sent
/// @param submissions every time that it was sent
/// @param deeds how much people have done to drafts of this chart
public record RegistryDraft(
        RegistryDue due,
        LocalDate asOf,
        String centre,
        String person,
        List<RegistryLine> lines,
        Optional<RegistryDeeds.Signed> signed,
        Optional<RegistryDeeds.Submitted> submitted,
        List<RegistryDeeds.Submitted> submissions,
        int deeds) {
    private static final int HUNDRED = 100;

    public RegistryDraft {
        lines = List.copyOf(lines);
        submissions = List.copyOf(submissions);
    }

    /// How far it is.
    public enum State {
        OPEN("open"),
        READY("ready to be signed"),
        SIGNED("signed"),
        SUBMITTED("submitted"),
        CHANGED("changed since it was submitted");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// The reports about a patient that can be answered by a day.
    public static List<RegistryDue> due(
            Collection<Pathway> pathways,
            Collection<RegistryForm> forms,
            Chart chart,
            LocalDate today) {
        List<RegistryDue> due = new ArrayList<>();
        ChartOnDay now = new ChartOnDay(pathways, chart, today);
        for (RegistryForm form : forms) {
            Optional<Pathway> pathway = named(pathways, form);
            if (pathway.isPresent()) {
                List<LocalDate> zeros = days(now.ask(pathway.get(), form.starts()).value());
                Optional<LocalDate> death =
                        form.death()
                                .map(one -> now.ask(pathway.get(), one).value())
                                .filter(LocalDate.class::isInstance)
                                .map(LocalDate.class::cast);
                due.addAll(RegistryDue.of(form, zeros, death, today));
            }
        }
        return due;
    }

    private static Optional<Pathway> named(Collection<Pathway> pathways, RegistryForm form) {
        return pathways.stream().filter(one -> one.id().equals(form.pathway())).findFirst();
    }

    private static List<LocalDate> days(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(LocalDate.class::isInstance)
                        .map(LocalDate.class::cast)
                        .sorted()
                        .toList()
                : List.of();
    }

    /// The drafts of all reports that can be answered by a day.
    public static List<RegistryDraft> all(
            Collection<Pathway> pathways,
            Collection<RegistryForm> forms,
            Chart chart,
            LocalDate today) {
        return due(pathways, forms, chart, today).stream()
                .map(one -> of(pathways, one, chart, today))
                .toList();
    }

    /// The draft of that name; empty where nothing of the name is asked by that day.
    public static Optional<RegistryDraft> named(
            String key,
            Collection<Pathway> pathways,
            Collection<RegistryForm> forms,
            Chart chart,
            LocalDate today) {
        return due(pathways, forms, chart, today).stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .map(one -> of(pathways, one, chart, today));
    }

    /// The draft of a report.
    public static RegistryDraft of(
            Collection<Pathway> pathways, RegistryDue due, Chart chart, LocalDate today) {
        Pathway pathway = named(pathways, due.form()).orElseThrow();
        LocalDate asOf = due.asOf(today);
        return new Drafting(
                        due,
                        pathway,
                        new ChartOnDay(pathways, chart, asOf),
                        RegistryDeeds.on(chart))
                .draft(chart, asOf);
    }

    /// Whether any draft of a chart was ever sent.
    public static boolean wasAnySent(Chart chart) {
        return !chart.resources("QuestionnaireResponse").isEmpty()
                && !RegistryDeeds.on(chart).sent().isEmpty();
    }

    /// Those that were sent and say now something else: to be reported again.
    public static List<RegistryDraft> changed(
            Collection<Pathway> pathways,
            Collection<RegistryForm> forms,
            Chart chart,
            LocalDate today) {
        List<String> sent = RegistryDeeds.on(chart).sent();
        return sent.isEmpty()
                ? List.of()
                : due(pathways, forms, chart, today).stream()
                        .filter(one -> sent.contains(one.key()))
                        .map(one -> of(pathways, one, chart, today))
                        .filter(one -> one.state() == State.CHANGED)
                        .toList();
    }

    /// How far it is.
    public State state() {
        if (signed.filter(one -> one.answers().equals(answers())).isPresent()) {
            return submitted.isPresent() ? State.SUBMITTED : State.SIGNED;
        }
        if (!submissions.isEmpty()) {
            return State.CHANGED;
        }
        return isReady() ? State.READY : State.OPEN;
    }

    /// Whether it can be signed: complete enough, and nothing disputed.
    public boolean isReady() {
        return asked() > 0
                && conflicts().isEmpty()
                && completeness().compareTo(due.form().ready()) >= 0;
    }

    /// How many items are asked.
    public int asked() {
        return lines.size();
    }

    /// How many are answered: that nothing is on record is no answer before a person says so.
    public int answered() {
        return (int) lines.stream().filter(line -> line.state().isAnswered()).count();
    }

    /// How many have something in them, be it only proposed.
    public int filled() {
        return (int) lines.stream().filter(RegistryLine::isFilled).count();
    }

    /// Answered of asked, in percent, rounded down.
    public BigDecimal completeness() {
        return asked() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf((long) answered() * HUNDRED)
                        .divide(BigDecimal.valueOf(asked()), 1, RoundingMode.DOWN);
    }

    /// The items that are disputed.
    public List<RegistryLine> conflicts() {
        return lines.stream().filter(line -> !line.conflict().isEmpty()).toList();
    }

    /// The items of a state.
    public List<RegistryLine> of(RegistryLine.State state) {
        return lines.stream().filter(line -> line.state() == state).toList();
    }

    /// The items for which the registry's guide has no place.
    public List<RegistryLine> withoutPlace() {
        return lines.stream().filter(line -> !line.item().observed()).toList();
    }

    /// The item of that name.
    public Optional<RegistryLine> line(String key) {
        return lines.stream().filter(line -> line.item().key().equals(key)).findFirst();
    }

    /// What is answered now, by item.
    public Map<String, String> answers() {
        return lines.stream()
                .filter(line -> line.state().isAnswered())
                .collect(
                        Collectors.toMap(
                                line -> line.item().key(),
                                RegistryLine::answer,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    /// What is answered otherwise than it was signed, in words.
    public List<String> differences() {
        Map<String, String> before = signed.map(RegistryDeeds.Signed::answers).orElse(Map.of());
        Map<String, String> now = answers();
        List<String> differences = new ArrayList<>();
        due.form()
                .items()
                .filter(item ->
                        !before.getOrDefault(item.key(), "")
                                .equals(now.getOrDefault(item.key(), "")))
                .forEach(item ->
                        differences.add(
                                item.text()
                                        + ": "
                                        + words(before.get(item.key()))
                                        + " → "
                                        + words(now.get(item.key()))));
        return differences;
    }

    private static String words(@Nullable String answer) {
        return answer == null || answer.isEmpty() ? "no answer" : answer;
    }

    /// Makes a draft.
    private record Drafting(
            RegistryDue due, Pathway pathway, ChartOnDay onDay, RegistryDeeds deeds) {
        RegistryDraft draft(Chart chart, LocalDate asOf) {
            Map<String, RegistryDeeds.Said> said = deeds.said(due.key());
            List<RegistryLine> lines = new ArrayList<>();
            for (RegistryForm.Group group : due.form().groups()) {
                if (!holds(group.asked())) {
                    continue;
                }
                group.items().stream()
                        .filter(item -> holds(item.asked()))
                        .forEach(item ->
                                lines.add(
                                        line(
                                                group,
                                                item,
                                                said.getOrDefault(
                                                        item.key(), RegistryDeeds.Said.NOTHING))));
            }
            String centre = text(due.form().centre());
            return new RegistryDraft(
                    due,
                    asOf,
                    centre.isEmpty() ? CareSetting.of(chart, asOf).place() : centre,
                    text(due.form().person()),
                    lines,
                    deeds.signed(due.key()),
                    deeds.submitted(due.key()),
                    deeds.everySubmission(due.key()),
                    deeds.count());
        }

        private boolean holds(Optional<String> asked) {
            return asked.isEmpty() || onDay.ask(pathway, asked.get()).truth().orElse(false);
        }

        private String text(String expression) {
            return onDay.ask(pathway, expression).value() instanceof String text ? text : "";
        }

        private RegistryLine line(
                RegistryForm.Group group, RegistryForm.Item item, RegistryDeeds.Said said) {
            ExpressionAnswer asked =
                    item.expression()
                            .map(one -> onDay.ask(pathway, one))
                            .orElseGet(ExpressionAnswer::nothing);
            String code = code(asked.value());
            boolean absent = code.isEmpty() && item.absence().filter(this::mayPropose).isPresent();
            if (absent) {
                code = item.absence().orElseThrow().answer();
            }
            List<Resource> sources =
                    code.isEmpty()
                            ? List.of()
                            : absent
                                    ? resources(item.absence().orElseThrow().evidence())
                                    : item.evidence()
                                            .map(this::resources)
                                            .filter(found -> !found.isEmpty())
                                            .orElse(asked.resources());
            String derived = code.isEmpty() ? "" : shown(item, code, asked.value());
            RegistryLine.State state =
                    state(
                            said,
                            code.isEmpty()
                                    ? RegistryLine.State.MISSING
                                    : absent
                                            ? RegistryLine.State.NONE_ON_RECORD
                                            : RegistryLine.State.DERIVED);
            boolean own =
                    state == RegistryLine.State.OVERRULED || state == RegistryLine.State.ENTERED;
            return new RegistryLine(
                    group,
                    item,
                    state,
                    own ? typed(item, said.answer()) : derived,
                    own ? said.answer() : code,
                    derived,
                    sources,
                    said,
                    conflict(item, said, derived));
        }

        private boolean mayPropose(RegistryForm.Absence absence) {
            return onDay.ask(pathway, absence.when()).truth().orElse(false);
        }

        private List<Resource> resources(String expression) {
            ExpressionAnswer rests = onDay.ask(pathway, expression);
            return rests.named() ? rests.resources() : List.of();
        }

        private static RegistryLine.State state(
                RegistryDeeds.Said said, RegistryLine.State derived) {
            return switch (said.verdict()) {
                case RegistryDeeds.OVERRULED -> RegistryLine.State.OVERRULED;
                case RegistryDeeds.ENTERED -> RegistryLine.State.ENTERED;
                // What was confirmed and is not there any more is missing again.
                case RegistryDeeds.CONFIRMED ->
                        derived == RegistryLine.State.MISSING
                                ? derived
                                : RegistryLine.State.CONFIRMED;
                default -> derived;
            };
        }

        private String conflict(RegistryForm.Item item, RegistryDeeds.Said said, String derived) {
            if (said.isThere()) {
                return said.derived().equals(derived)
                        ? ""
                        : "The chart says now: "
                                + (derived.isEmpty() ? "nothing" : derived)
                                + ". When "
                                + said.by()
                                + " looked at it: "
                                + (said.derived().isEmpty() ? "nothing" : said.derived())
                                + ".";
            }
            return item.conflict().map(this::text).orElse("");
        }

        private static String typed(RegistryForm.Item item, String answer) {
            String words = item.words(answer);
            if (item.type() == RegistryForm.Type.DATE) {
                return Wording.day(LocalDate.parse(answer));
            }
            return item.unit().isEmpty() ? words : words + " " + item.unit();
        }

        private static String code(@Nullable Object value) {
            return switch (value) {
                case null -> "";
                case List<?> list ->
                        list.stream()
                                .filter(one -> one != null)
                                .map(Object::toString)
                                .collect(Collectors.joining("; "));
                case BigDecimal number -> Wording.number(number);
                default -> value.toString();
            };
        }

        private static String shown(RegistryForm.Item item, String code, @Nullable Object value) {
            String words = value instanceof LocalDate day ? Wording.day(day) : item.words(code);
            return item.unit().isEmpty() ? words : words + " " + item.unit();
        }
    }
}
