package org.osteon.workflow.desk;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.pathway.AskedAnswers;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.BoardPlace;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.GivenDose;
import org.osteon.workflow.Order;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.PatientTasks;
import org.osteon.workflow.tasks.Task;

/// A patient and a pathway on the worklist: kept with the chart, so that the list need not assess
/// every chart each time.
///
/// @param asOf the day for which it was said; null where the chart was never assessed
/// @param rank of the decision in the pathway's vocabulary, 0 the most severe
/// @param details birth date, age, sex and record number in a line
/// @param born the birth date, as short as it is told apart by
/// @param person age and sex
/// @param record the record number
/// @param dayNumber the day of the course, where the pathway counts days
/// @param reason why it needs attention
/// @param next what is next, empty where nothing is
/// @param nextDay its day
/// @param board where the patient stands on the pathway's board; its column is empty where nowhere
/// @param asked which answers were asked of the patient, and which came; null where none
/// @param tasks what the team has to do, the most urgent first
/// @param rules the codes of the rules that are raised
/// @param care where the patient is looked after, and who coordinates it
/// @param search what a search looks in, in lower case
public record WorklistEntry(
        @Nullable LocalDate asOf,
        String chart,
        String pathway,
        Priority priority,
        Attention attention,
        int rank,
        String name,
        String details,
        String born,
        String person,
        String record,
        String dayNumber,
        String decision,
        String reason,
        String next,
        @Nullable LocalDate nextDay,
        String nextWhen,
        BoardPlace board,
        @Nullable AskedAnswers asked,
        List<Task> tasks,
        List<String> rules,
        CareSetting care,
        String search) {
    /// On no board.
    private static final BoardPlace NOWHERE = BoardPlace.of("");

    /// A chart's lines: one for each pathway that applies. One without any where none does, so that
    /// the patient is found all the same.
    public static List<WorklistEntry> of(
            List<Pathway> pathways, FormLibrary forms, Chart chart, LocalDate asOf) {
        return assessed(pathways, forms, chart, asOf).entries();
    }

    /// A chart's lines with what they come from.
    ///
    /// @param assessments what every pathway says
    public record Assessed(List<WorklistEntry> entries, List<Assessment> assessments) {
        /// All that is to be done.
        public List<Task> tasks() {
            return entries.stream().flatMap(entry -> entry.tasks().stream()).toList();
        }
    }

    private static Optional<BoardPlace> board(List<WorklistEntry> lines, Pathway pathway) {
        return lines.stream()
                .filter(line -> line.pathway().equals(pathway.id()))
                .map(WorklistEntry::board)
                .findFirst();
    }

    /// The same with the assessments.
    public static Assessed assessed(
            List<Pathway> pathways, FormLibrary forms, Chart chart, LocalDate asOf) {
        return assessed(pathways, forms, chart, asOf, List.of());
    }

    /// The same.
    ///
    /// @param yesterday the lines of this very chart for the day before; none where it changed
    ///   since
    public static Assessed assessed(
            List<Pathway> pathways,
            FormLibrary forms,
            Chart chart,
            LocalDate asOf,
            List<WorklistEntry> yesterday) {
        PatientBanner patient = PatientBanner.of(chart, asOf);
        List<WorklistEntry> entries = new ArrayList<>();
        List<Assessment> assessments = new ArrayList<>();
        ChartOnDay onDay = new ChartOnDay(pathways, chart, asOf);
        for (Pathway pathway : pathways) {
            Assessment assessment = onDay.assess(pathway);
            assessments.add(assessment);
            if (assessment.status() != Assessment.Status.NOT_APPLICABLE) {
                WorklistEntry entry =
                        of(patient, pathway, assessment, chart)
                                .with(
                                        onDay.dayZero(pathway),
                                        PatientTasks.of(pathway, assessment, chart, forms),
                                        assessment);
                entries.add(
                        entry.at(
                                onDay.place(pathway, assessment, board(yesterday, pathway))
                                        .orElse(NOWHERE),
                                onDay.askedAnswers(pathway, assessment).orElse(null),
                                CareSetting.of(chart, asOf)));
            }
        }
        return new Assessed(
                entries.isEmpty()
                        ? List.of(
                                without(patient, asOf)
                                        .with(asked(pathways, forms, chart, asOf))
                                        .pressed(asOf)
                                        .at(NOWHERE, null, CareSetting.of(chart, asOf)))
                        : entries,
                assessments);
    }

    /// What somebody asked for is to be done where no pathway applies, too.
    private static List<Task> asked(
            List<Pathway> pathways, FormLibrary forms, Chart chart, LocalDate asOf) {
        return pathways.stream()
                .limit(1)
                .flatMap(one -> PatientTasks.beside(one, chart, asOf, forms).stream())
                .toList();
    }

    private static WorklistEntry without(PatientBanner patient, LocalDate asOf) {
        return entry(
                patient,
                "",
                Priority.NONE,
                Attention.LATER,
                Integer.MAX_VALUE,
                "No pathway applies",
                "",
                Optional.empty(),
                asOf);
    }

    /// The line of a chart that cannot be read: the list goes on without it. What it hides may be
    /// for today.
    public static WorklistEntry unreadable(String chart, String reason, LocalDate asOf) {
        return bare(
                asOf,
                chart,
                Priority.TODAY,
                Attention.UNREADABLE,
                "Cannot be read",
                Wording.sentence(reason));
    }

    /// The line of a chart that nobody has assessed yet.
    public static WorklistEntry waiting(String chart) {
        return bare(
                null,
                chart,
                Priority.NONE,
                Attention.UNDETERMINED,
                "Not assessed yet",
                "It came in a moment ago");
    }

    private static WorklistEntry bare(
            @Nullable LocalDate asOf,
            String chart,
            Priority priority,
            Attention attention,
            String decision,
            String reason) {
        return new WorklistEntry(
                asOf,
                chart,
                "",
                priority,
                attention,
                0,
                chart,
                "",
                "",
                "",
                "",
                "",
                decision,
                reason,
                "",
                null,
                "",
                NOWHERE,
                null,
                List.of(),
                List.of(),
                CareSetting.NONE,
                chart.toLowerCase(Locale.ROOT));
    }

    private static WorklistEntry of(
            PatientBanner patient, Pathway pathway, Assessment assessment, Chart chart) {
        List<Order> orders = Order.of(pathway, chart.knownOn(assessment.asOf()));
        List<PlanItem> open =
                assessment.plan().stream()
                        .filter(item -> item.isOpen() && item.isForTheTeam())
                        .toList();
        Optional<PlanItem> overdue = first(open, PlanItem.Status.OVERDUE);
        Optional<PlanItem> due = first(open, PlanItem.Status.DUE);
        Tone tone = Tone.of(pathway, assessment.decision(), assessment.alerts());
        Optional<Order> waiting = orders.stream().findFirst();
        Optional<DecisionWord> word =
                assessment.decision().flatMap(decided -> Tone.word(pathway, decided));
        Attention attention =
                word.filter(decided -> decided.effect() == DecisionWord.Effect.CALLS).isPresent()
                        ? Attention.CALL
                        : attention(tone, waiting, overdue, due);
        List<GivenDose> given = GivenDose.on(assessment.asOf(), pathway, chart);
        if (!given.isEmpty() && waiting.isEmpty() && attention != Attention.CALL) {
            return entry(
                    patient,
                    pathway.id(),
                    Priority.of(assessment),
                    Attention.LATER,
                    Integer.MAX_VALUE,
                    "Given today",
                    given.getLast().words(),
                    open.stream().filter(item -> isLater(item, assessment.asOf())).findFirst(),
                    assessment.asOf());
        }
        String decision =
                word.map(DecisionWord::title)
                        .orElseGet(
                                () -> waiting.map(WorklistEntry::state).orElse("Nothing planned"));
        return entry(
                patient,
                pathway.id(),
                Priority.of(assessment),
                attention,
                word.map(pathway.decisions()::indexOf).orElse(Integer.MAX_VALUE),
                decision,
                urgent(assessment)
                        .orElseGet(() -> reason(attention, assessment, waiting, overdue, due)),
                overdue.or(() -> due).or(() -> open.stream().findFirst()),
                assessment.asOf());
    }

    private WorklistEntry at(
            BoardPlace place, @Nullable AskedAnswers answers, CareSetting setting) {
        return with(dayNumber, place, answers, tasks, rules, setting);
    }

    private WorklistEntry with(
            Optional<LocalDate> dayZero, List<Task> open, Assessment assessment) {
        return with(
                        dayZero.map(zero ->
                                        Wording.dayFrom(
                                                (int)
                                                        ChronoUnit.DAYS.between(
                                                                zero, assessment.asOf())))
                                .orElse(""),
                        board,
                        asked,
                        open,
                        assessment.alerts().stream().map(Alert::code).distinct().toList(),
                        care)
                .pressed(assessment.asOf());
    }

    /// The same as soon as a colleague asked for, where that is sooner than what the pathway says.
    private WorklistEntry pressed(LocalDate today) {
        return tasks.stream()
                .filter(task -> task.isOfSomebody() && !task.isAhead(today))
                .filter(task -> task.priority().compareTo(priority) < 0)
                .min(Comparator.comparing(Task::priority))
                .map(task ->
                        new WorklistEntry(
                                asOf,
                                chart,
                                pathway,
                                task.priority(),
                                attention,
                                rank,
                                name,
                                details,
                                born,
                                person,
                                record,
                                dayNumber,
                                decision,
                                task.title(),
                                next,
                                nextDay,
                                nextWhen,
                                board,
                                asked,
                                tasks,
                                rules,
                                care,
                                search))
                .orElse(this);
    }

    /// The same with other tasks.
    public WorklistEntry with(List<Task> others) {
        return with(dayNumber, board, asked, others, rules, care);
    }

    private WorklistEntry with(
            String day,
            BoardPlace place,
            @Nullable AskedAnswers answers,
            List<Task> open,
            List<String> raised,
            CareSetting setting) {
        return new WorklistEntry(
                asOf, chart, pathway, priority, attention, rank, name, details, born, person,
                record, day, decision, reason, next, nextDay, nextWhen, place, answers, open,
                raised, setting, search);
    }

    /// What stands before the given names: two who share it are told apart with care.
    public String family() {
        return name.split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// Who coordinates the care of the patient, or has a task of theirs.
    public Stream<String> people() {
        return Stream.concat(
                        Stream.of(care.coordinator()),
                        tasks.stream().map(task -> task.hand().owner()))
                .filter(name -> !name.isEmpty())
                .distinct();
    }

    private static boolean isLater(PlanItem item, LocalDate asOf) {
        return item.from().filter(asOf::isBefore).isPresent();
    }

    private static Attention attention(
            Tone tone,
            Optional<Order> waiting,
            Optional<PlanItem> overdue,
            Optional<PlanItem> due) {
        if (overdue.isPresent()) {
            return Attention.OVERDUE;
        }
        return switch (tone) {
            case STOP, HOLD -> Attention.HELD;
            case UNKNOWN -> Attention.UNDETERMINED;
            case CLEAR -> isPlanned(waiting) ? Attention.TO_RELEASE : byPlan(waiting, due);
            case ADVICE -> isPlanned(waiting) ? Attention.TO_RELEASE : Attention.TO_DECIDE;
            case NONE -> byPlan(waiting, due);
        };
    }

    private static boolean isPlanned(Optional<Order> waiting) {
        return waiting.filter(order -> order.state() == Order.State.PLANNED).isPresent();
    }

    private static Attention byPlan(Optional<Order> waiting, Optional<PlanItem> due) {
        return waiting.map(order ->
                        order.state() == Order.State.HELD ? Attention.HELD : Attention.TO_GIVE)
                .orElse(due.isPresent() ? Attention.DUE : Attention.LATER);
    }

    private static String state(Order order) {
        return order.title() + " " + order.state().words();
    }

    /// The sentence of what made the pathway say how soon.
    private static Optional<String> urgent(Assessment assessment) {
        return Priority.reason(assessment).flatMap(reason -> inWords(assessment, reason));
    }

    private static Optional<String> inWords(Assessment assessment, String reason) {
        Optional<String> alert =
                assessment.alerts().stream()
                        .filter(one -> one.code().equals(reason))
                        .findFirst()
                        .map(one -> Wording.sentence(one.summary()));
        Optional<String> item =
                assessment.plan().stream()
                        .filter(one -> one.id().equals(reason))
                        .findFirst()
                        .map(PlanItem::title);
        return alert.or(() -> item)
                .or(() -> Optional.of(reason).filter(words -> words.contains(" ")));
    }

    private static String reason(
            Attention attention,
            Assessment assessment,
            Optional<Order> waiting,
            Optional<PlanItem> overdue,
            Optional<PlanItem> due) {
        return switch (attention) {
            case OVERDUE -> overdue.map(PlanItem::title).orElse("");
            case CALL, HELD, UNDETERMINED, TO_RELEASE, TO_DECIDE ->
                    assessment.alerts().isEmpty()
                            ? waiting.map(Order::reason).orElse("")
                            : Wording.sentence(assessment.alerts().getFirst().summary());
            case TO_GIVE -> waiting.flatMap(Order::day).map(Wording::day).orElse("");
            case DUE -> due.map(PlanItem::title).orElse("");
            case LATER, UNREADABLE -> "";
        };
    }

    private static Optional<PlanItem> first(List<PlanItem> items, PlanItem.Status status) {
        return items.stream()
                .filter(item -> item.status() == status)
                .min(Comparator.comparing(item -> item.to().or(item::from).orElse(LocalDate.MAX)));
    }

    private static WorklistEntry entry(
            PatientBanner patient,
            String pathway,
            Priority priority,
            Attention attention,
            int rank,
            String decision,
            String reason,
            Optional<PlanItem> next,
            LocalDate asOf) {
        Optional<LocalDate> day = next.flatMap(item -> item.from().or(item::to));
        return new WorklistEntry(
                asOf,
                patient.id(),
                pathway,
                priority,
                attention,
                rank,
                patient.name(),
                LineWords.details(patient),
                patient.born(),
                String.join(
                        " ",
                        Stream.of(patient.age(), patient.sex())
                                .filter(part -> !part.isEmpty())
                                .toList()),
                String.join(" ", patient.identifiers()),
                "",
                decision,
                reason,
                next.map(PlanItem::title).orElse(""),
                day.orElse(null),
                next.map(item -> LineWords.when(item, asOf)).orElse(""),
                NOWHERE,
                null,
                List.of(),
                List.of(),
                CareSetting.NONE,
                String.join(
                                " ",
                                patient.name(),
                                patient.id(),
                                patient.born(),
                                String.join(" ", patient.identifiers()))
                        .toLowerCase(Locale.ROOT));
    }
}
