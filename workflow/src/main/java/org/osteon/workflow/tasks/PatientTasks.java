package org.osteon.workflow.tasks;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.Confirmation;
import org.osteon.workflow.Order;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.Signature;

/// What the team has to do for a patient by one pathway: whom to see, what to clear, what to
/// release and to give, what of the plan has come.
public final class PatientTasks {
    /// What comes within so many days is shown ahead of its time.
    private static final int DAYS_AHEAD = 7;

    private static final Comparator<Task> MOST_URGENT_FIRST =
            Comparator.comparing(Task::priority)
                    .thenComparing(Task::kind)
                    .thenComparing(Task::overdue)
                    .thenComparing(task -> Objects.requireNonNullElse(task.to(), LocalDate.MAX));

    private final Pathway pathway;
    private final Assessment assessment;
    private final FormLibrary forms;
    private final List<KeptTask> kept;
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    private PatientTasks(
            Pathway pathway, Assessment assessment, FormLibrary forms, List<KeptTask> kept) {
        this.pathway = pathway;
        this.assessment = assessment;
        this.forms = forms;
        this.kept = kept;
    }

    /// The tasks, the most urgent first.
    ///
    /// @param chart with what people did to them
    public static List<Task> of(
            Pathway pathway, Assessment assessment, Chart chart, FormLibrary forms) {
        List<Task> asked = beside(pathway, chart, assessment.asOf(), forms);
        if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
            return asked;
        }
        PatientTasks all = new PatientTasks(pathway, assessment, forms, KeptTask.on(chart));
        all.compute(Order.of(pathway, chart.knownOn(assessment.asOf())));
        RecordedResponse.on(chart).stream().filter(RecordedResponse::isWaiting).forEach(all::add);
        Confirmation.awaited(chart).forEach(all::add);
        asked.forEach(task -> all.tasks.put(task.id(), task));
        return all.tasks.values().stream().sorted(MOST_URGENT_FIRST).toList();
    }

    /// What is to be done whatever a pathway says: what was asked for in forms, what others are to
    /// be told of.
    ///
    /// @param pathway by whose rules the chart is read
    public static List<Task> beside(
            Pathway pathway, Chart chart, LocalDate today, FormLibrary forms) {
        return Stream.concat(
                        asked(pathway, chart, today, forms).stream(),
                        new ReportTasks(pathway, chart, today, forms).all().stream())
                .sorted(MOST_URGENT_FIRST)
                .toList();
    }

    /// What was asked for in forms: it is anybody's of its role, whatever a pathway says.
    ///
    /// @param pathway whose forms end it
    public static List<Task> asked(
            Pathway pathway, Chart chart, LocalDate today, FormLibrary forms) {
        List<KeptTask> kept = KeptTask.on(chart);
        return AskedTask.open(chart).stream()
                .map(one -> {
                    Optional<Form> form = forms.openedBy(pathway, one.code());
                    boolean pressing = one.priority().compareTo(Priority.THIS_WEEK) < 0;
                    return new Task(
                            one.id(),
                            pathway.id(),
                            Task.Kind.ASKED,
                            one.code(),
                            one.title(),
                            one.priority(),
                            one.from().orElse(null),
                            one.to().orElse(pressing ? today : null),
                            one.to().filter(day -> day.isBefore(today)).isPresent(),
                            pressing,
                            one.asked(),
                            form.map(Form::id).orElse(""),
                            form.map(Form::title).orElse(""),
                            one.roles().stream().filter(FormLibrary::isOfTheTeam).toList(),
                            hand(kept, one.id()),
                            null);
                })
                .sorted(MOST_URGENT_FIRST)
                .toList();
    }

    private static Task.Hand hand(List<KeptTask> kept, String id) {
        return kept.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(KeptTask::hand)
                .orElse(Task.Hand.NONE);
    }

    private void compute(List<Order> orders) {
        Tone tone = Tone.of(pathway, assessment.decision(), assessment.alerts());
        Priority urgency = Priority.of(assessment);
        Optional<String> reason = Priority.reason(assessment);
        for (Alert alert : assessment.alerts()) {
            boolean isReason = reason.filter(alert.code()::equals).isPresent();
            if (effect(alert) == DecisionWord.Effect.CALLS) {
                add(alert, Task.Kind.CALL, urgency);
            } else if (isReason && urgency.compareTo(Priority.ROUTINE) < 0) {
                add(alert, Task.Kind.HOLD, urgency);
            }
        }
        boolean held =
                switch (tone) {
                    case STOP, HOLD, UNKNOWN -> true;
                    case ADVICE, CLEAR, NONE -> false;
                };
        Optional<Alert> standing =
                assessment.alerts().stream()
                        .filter(_ -> held)
                        .filter(alert -> stands(effect(alert)))
                        .findFirst();
        for (Order order : orders) {
            add(order, held, standing);
        }
        if (!orders.isEmpty()) {
            standing.ifPresent(alert -> add(alert, Task.Kind.HOLD, priority(alert.code())));
        }
        for (PlanItem item : assessment.plan()) {
            if (item.isOpen() && item.isForTheTeam() && (isNear(item) || wasTouched(item))) {
                add(item);
            }
        }
    }

    private static boolean stands(DecisionWord.Effect effect) {
        return switch (effect) {
            case BLOCKS, UNKNOWN, CALLS -> true;
            case ADVISES -> false;
        };
    }

    private DecisionWord.Effect effect(Alert alert) {
        return pathway.decisions().stream()
                .filter(word -> word.word().equals(alert.decision()))
                .findFirst()
                .map(DecisionWord::effect)
                .orElse(DecisionWord.Effect.ADVISES);
    }

    private boolean isNear(PlanItem item) {
        return item.status() != PlanItem.Status.PLANNED
                || item.from()
                        .filter(day -> !day.isAfter(assessment.asOf().plusDays(DAYS_AHEAD)))
                        .isPresent();
    }

    private boolean wasTouched(PlanItem item) {
        return kept.stream().anyMatch(one -> !one.isEnded() && base(one.id()).equals(item.task()));
    }

    private static String base(String id) {
        return id.replaceAll("#\\d+$", "");
    }

    /// How soon: what the pathway names as the reason of its priority has that.
    private Priority priority(String about) {
        return Priority.reason(assessment).filter(about::equals).isPresent()
                ? Priority.of(assessment)
                : Priority.ROUTINE;
    }

    private void add(Alert alert, Task.Kind kind, Priority priority) {
        boolean critical =
                kind == Task.Kind.CALL
                        || priority.compareTo(Priority.THIS_WEEK) < 0
                        || alert.severity() == Alert.Severity.CRITICAL;
        put(
                pathway.id() + "/" + alert.code() + "//",
                kind,
                alert.code(),
                Wording.sentence(alert.summary()),
                priority,
                Optional.empty(),
                critical ? Optional.of(assessment.asOf()) : Optional.empty(),
                false,
                critical,
                alert.clears().isEmpty() ? alert.action() : untilWhen(alert));
    }

    private static String untilWhen(Alert alert) {
        return alert.clears().isEmpty() ? "" : "Clears: " + alert.clears();
    }

    /// @param standing the rule that stands in the way of a planned order
    private void add(Order order, boolean held, Optional<Alert> standing) {
        Task.Kind kind =
                switch (order.state()) {
                    case PLANNED -> held ? Task.Kind.HOLD : Task.Kind.RELEASE;
                    case RELEASED -> Task.Kind.GIVE;
                    case HELD -> Task.Kind.HOLD;
                };
        String title =
                switch (kind) {
                    case RELEASE -> "Release " + order.title();
                    case GIVE -> "Give " + order.title();
                    case CALL, HOLD, SIGN, ASKED, REPORT, ITEM ->
                            order.title() + " " + order.state().words() + why(order, standing);
                };
        boolean late = order.day().filter(day -> day.isBefore(assessment.asOf())).isPresent();
        put(
                pathway.id() + "/order/" + order.reference().replace('/', '.') + "/",
                kind,
                order.reference(),
                title,
                Priority.ROUTINE,
                order.day(),
                order.day(),
                late,
                false,
                standing.map(PatientTasks::untilWhen).orElse(""));
    }

    private static String why(Order order, Optional<Alert> standing) {
        return Optional.of(order.reason())
                .filter(reason -> !reason.isEmpty())
                .or(() -> standing.map(Alert::summary))
                .map(why -> ": " + why)
                .orElse("");
    }

    private void add(PlanItem item) {
        Priority own = Priority.ofRequest(item.priority().orElse(""));
        Priority said = priority(item.id());
        Priority priority = own.compareTo(said) < 0 ? own : said;
        put(
                item.task(),
                Task.Kind.ITEM,
                item.id(),
                item.title(),
                priority,
                item.from(),
                item.to(),
                item.status() == PlanItem.Status.OVERDUE,
                item.isPressing() || priority.compareTo(Priority.THIS_WEEK) < 0,
                "");
    }

    /// What one person signed counts for no rule before the second has.
    private void add(RecordedResponse waiting) {
        forms.byAddress(waiting.questionnaire())
                .filter(form -> form.isOf(pathway.id()) && form.needsTwo())
                .ifPresent(form -> {
                    Signature first = waiting.signatures().getFirst();
                    put(
                            pathway.id() + "/sign/" + waiting.id() + "/",
                            Task.Kind.SIGN,
                            "QuestionnaireResponse/" + waiting.id(),
                            "Sign second: " + form.title(),
                            Priority.TODAY,
                            Optional.of(assessment.asOf()),
                            Optional.of(assessment.asOf()),
                            false,
                            true,
                            first.name() + " signed first",
                            Optional.of(form),
                            form.signers().getLast().roles());
                });
    }

    /// What happened although it should not have is confirmed by another person.
    private void add(Confirmation waiting) {
        put(
                pathway.id() + "/confirm/" + waiting.id() + "/",
                Task.Kind.SIGN,
                waiting.resource().reference(),
                "Confirm: " + waiting.text(),
                Priority.TODAY,
                Optional.of(assessment.asOf()),
                Optional.of(assessment.asOf()),
                false,
                true,
                waiting.author() + " recorded it: another person confirms it");
    }

    private void put(
            String base,
            Task.Kind kind,
            String about,
            String title,
            Priority priority,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            boolean overdue,
            boolean critical,
            String clears) {
        Optional<Form> form = forms.openedBy(pathway, about);
        put(
                base,
                kind,
                about,
                title,
                priority,
                from,
                to,
                overdue,
                critical,
                clears,
                form,
                form.map(Form::roles).orElse(List.of()));
    }

    private void put(
            String base,
            Task.Kind kind,
            String about,
            String title,
            Priority priority,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            boolean overdue,
            boolean critical,
            String clears,
            Optional<Form> form,
            List<String> roles) {
        tasks.computeIfAbsent(
                base,
                _ ->
                        new Task(
                                id(base),
                                pathway.id(),
                                kind,
                                about,
                                title,
                                priority,
                                from.orElse(null),
                                to.orElse(null),
                                overdue,
                                critical,
                                clears,
                                form.map(Form::id).orElse(""),
                                form.map(Form::title).orElse(""),
                                roles.stream().filter(FormLibrary::isOfTheTeam).toList(),
                                hand(kept, id(base)),
                                null));
    }

    /// What was over and is there again is another task.
    private String id(String base) {
        long ended =
                kept.stream()
                        .filter(one -> one.isEnded() && base(one.id()).equals(base))
                        .map(KeptTask::id)
                        .distinct()
                        .count();
        return ended == 0 ? base : base + "#" + (ended + 1);
    }
}
