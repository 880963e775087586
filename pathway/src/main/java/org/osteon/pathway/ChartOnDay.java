package org.osteon.pathway;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.pathway.reading.ReadChart;
import org.osteon.pathway.reading.ReadingNotes;
import org.osteon.pathway.reading.Recognition;
import org.osteon.pathway.reading.UncertainFacts;

/// A chart as it was known on a day, to ask several pathways about: it is read once, and what they
/// share is evaluated once. Not for sharing between threads.
public final class ChartOnDay {
    private final Chart chart;
    private final Chart known;
    private final LocalDate asOf;
    private final Recognition recognition;
    private final ReadChart reading;
    private final Map<Set<String>, Plain> plain = new HashMap<>();
    private final Map<Pathway, PossibleWorlds> worlds = new HashMap<>();

    /// What the pathway asked last left behind, for the next one.
    private @Nullable CompiledEvaluation latest;

    /// The chart in which every uncertain fact means the first thing that it can.
    private record Plain(
            Chart chart, Map<FhirObject, Resource> resources, UncertainFacts uncertain) {
        static Plain of(Chart read, LocalDate asOf) {
            UncertainFacts uncertain = UncertainFacts.of(read, asOf);
            Chart chart = uncertain.plain(read);
            Map<FhirObject, Resource> resources = HashMap.newHashMap(chart.resources().size());
            chart.resources().forEach(resource -> resources.put(resource.content(), resource));
            return new Plain(chart, resources, uncertain);
        }

        /// With further resources, those of the chart being the same objects.
        Plain with(Chart more, LocalDate asOf) {
            Plain later = of(more, asOf);
            Map<FhirObject, Resource> all = new HashMap<>(resources);
            later.chart().resources().stream()
                    .filter(resource -> !resource.type().equals("Patient"))
                    .forEach(resource -> all.put(resource.content(), resource));
            return new Plain(
                    chart.with(
                            later.chart().resources().stream()
                                    .filter(resource -> !resource.type().equals("Patient"))
                                    .toList()),
                    all,
                    uncertain.with(later.uncertain()));
        }
    }

    /// Without what the chart dates later than that day.
    ///
    /// @param pathways who will be asked, all of one knowledge base: it recognises what the chart
    ///   says
    public ChartOnDay(Collection<Pathway> pathways, Chart chart, LocalDate asOf) {
        this.chart = chart;
        this.known = chart.knownOn(asOf);
        this.asOf = asOf;
        this.recognition =
                pathways.stream().findFirst().map(Pathway::recognition).orElse(Recognition.NONE);
        this.reading = ReadChart.of(known, asOf, recognition);
    }

    /// The day.
    public LocalDate asOf() {
        return asOf;
    }

    /// What came of reading the chart.
    public ReadChart reading() {
        return reading;
    }

    /// What a pathway says of the chart, whatever its uncertain dates and values stand for. A rule
    /// that fails to evaluate costs its own criterion, which is undetermined then and says so: it
    /// never looks like one that does not hold.
    public Assessment assess(Pathway pathway) {
        return worlds(pathway).assessment(pathway, (asked, world) -> said(asked, world, false));
    }

    /// The same, and where nothing is planned also what it would say of each thing that could be
    /// ordered: an assessment more for each, for those who show them.
    public Assessment assessWithOptions(Pathway pathway) {
        return worlds(pathway).assessment(pathway, (asked, world) -> said(asked, world, true));
    }

    private PossibleWorlds.Said said(
            Pathway pathway, PossibleWorlds.World world, boolean withOptions) {
        RuleAnswers answers = world.answers(pathway);
        PathwayApplication assessing =
                new PathwayApplication(pathway, answers, world.chart(), asOf);
        boolean offersOptions = assessing.offersOptions();
        // Before the options, so that they find what an order leaves untouched.
        Assessment assessment = assessing.assessment();
        List<CqlEvaluation.Retrieved> retrieved = answers.retrieved();
        List<Assessment.Option> options =
                withOptions && offersOptions
                        ? SideBySide.all(
                                pathway,
                                world.chart(),
                                pathway.options(),
                                option ->
                                        new Assessment.Option(
                                                option.id(),
                                                option.title(),
                                                ifOrdered(option.order(), pathway, world)))
                        : List.of();
        return new PossibleWorlds.Said(
                assessment.with(options, pathway.lookedFor(retrieved)), retrieved);
    }

    private Assessment ifOrdered(Resource written, Pathway pathway, PossibleWorlds.World world) {
        Resource order = recognition.read(written, asOf, new ReadingNotes());
        Chart ordered = world.chart().with(order);
        RuleAnswers answers =
                new RuleAnswers(
                        pathway,
                        world.evaluation().supposing(ordered, order.type()),
                        reading,
                        ordered,
                        content ->
                                content == order.content()
                                        ? order
                                        : world.resources().apply(content));
        return new PathwayApplication(pathway, answers, ordered, asOf).assessment();
    }

    /// Measurements over time and the events of the chart, for the eye (not part of the
    /// assessment). A date of which only the month is known stands at its first day.
    public Course course(Pathway pathway) {
        return whereItApplies(
                        pathway,
                        answers -> Optional.of(new CourseReading(pathway, answers).course()))
                .orElseGet(() -> new Course(List.of(), List.of()));
    }

    /// What is read for the eye, in the first of the worlds; empty where the pathway does not
    /// apply.
    private <T> Optional<T> whereItApplies(
            Pathway pathway, Function<RuleAnswers, Optional<T>> reading) {
        PossibleWorlds.World world = worlds(pathway).first();
        RuleAnswers answers = world.answers(pathway);
        return new PathwayApplication(pathway, answers, world.chart(), asOf).applies()
                ? reading.apply(answers)
                : Optional.empty();
    }

    /// The day from which the pathway counts days: that of its timeline. Empty where it counts
    /// none, and where there is none yet.
    public Optional<LocalDate> dayZero(Pathway pathway) {
        return new CourseReading(pathway, worlds(pathway).first().answers(pathway)).dayZero();
    }

    /// How the patient's page is laid out; nothing where the pathway does not say.
    public PageLayout layout(Pathway pathway) {
        return new PageReading(pathway, worlds(pathway).first().answers(pathway)).layout();
    }

    /// The patient's days from the pathway's anchor on, lane by lane. Empty where the pathway has
    /// no ribbon, does not apply, or knows no anchor.
    public Optional<DayRibbon> ribbon(Pathway pathway) {
        return whereItApplies(
                pathway,
                answers ->
                        pathway.ribbon().flatMap(rule -> new RibbonReading(answers).ribbon(rule)));
    }

    /// What was to be given on which day, and what was. Empty where the pathway has no calendar or
    /// nothing is planned.
    public Optional<DoseCalendar> calendar(Pathway pathway) {
        return whereItApplies(
                pathway,
                answers ->
                        pathway.calendar()
                                .flatMap(rule -> new CalendarReading(answers).calendar(rule)));
    }

    /// Where the patient stands on the pathway's board: in the first column whose condition holds
    /// and that takes the decision, where it names some. Empty where the pathway has no board or
    /// does not apply, and where no column holds; a rule of the board that fails puts the patient
    /// nowhere known. Where the chart can mean several things, conditions are asked of the first;
    /// the decision is that of all.
    ///
    /// @param assessment what the pathway says of this chart on this day
    public Optional<BoardPlace> place(Pathway pathway, Assessment assessment) {
        return place(pathway, assessment, Optional.empty());
    }

    /// The same, where it is known how this very chart stood the day before: who is still there
    /// came when it was said then, and no earlier day has to be asked.
    public Optional<BoardPlace> place(
            Pathway pathway, Assessment assessment, Optional<BoardPlace> yesterday) {
        return assessment.status() == Assessment.Status.NOT_APPLICABLE
                ? Optional.empty()
                : pathway.board()
                        .flatMap(board ->
                                new BoardReading(board, worlds(pathway).first().answers(pathway))
                                        .place(
                                                assessment,
                                                asOf,
                                                yesterday,
                                                day ->
                                                        knownOn(day, pathway)
                                                                .column(pathway, board)));
    }

    /// The chart as it was on an earlier day: without what a pathway lets count whatever its date,
    /// too, where that came later.
    private ChartOnDay knownOn(LocalDate day, Pathway pathway) {
        return new ChartOnDay(List.of(pathway), chart.knownOn(day), day);
    }

    /// The id of the column alone, as the board says it without further facts of the card.
    private Optional<String> column(Pathway pathway, Rule board) {
        Optional<String> decision =
                BoardReading.asksForDecisions(board)
                        ? assess(pathway).decision()
                        : Optional.empty();
        return new BoardReading(board, worlds(pathway).first().answers(pathway)).column(decision);
    }

    /// Which answers of the patient were asked for, and which came; empty where the pathway asks
    /// for none, or the patient is not among those asked.
    public Optional<AskedAnswers> askedAnswers(Pathway pathway, Assessment assessment) {
        return assessment.status() == Assessment.Status.NOT_APPLICABLE
                ? Optional.empty()
                : pathway.askedAnswers()
                        .flatMap(rule -> {
                            RuleAnswers answers = worlds(pathway).first().answers(pathway);
                            return answers.orElse(
                                    Optional.of(AskedAnswers.UNKNOWN),
                                    rule.id(),
                                    () ->
                                            answers.holds(rule)
                                                    ? Optional.of(AskedAnswers.of(rule, answers))
                                                    : Optional.empty());
                        });
    }

    /// What became of the patient. A date of which only the month is known counts as its first day.
    public Outcomes outcomes(Pathway pathway) {
        return new FollowUpReading(pathway, worlds(pathway).first().answers(pathway))
                .outcomes(known.patient().reference());
    }

    /// The plain value of an expression of a pathway, to look at while knowledge is written. Where
    /// the chart can mean several things, it is that of the first.
    ///
    /// @throws IllegalArgumentException where the pathway defines no such expression
    public @Nullable Object evaluate(Pathway pathway, String expression) {
        Pathway.Definition found =
                pathway.expression(expression)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        pathway.id() + " defines no \"" + expression + "\""));
        CqlEvaluation evaluation = worlds(pathway).first().evaluation();
        return CqlValues.plain(evaluation.answer(found.library(), found.expression()).value());
    }

    /// What an expression says, with the resources that it rests on: what a form is filled in with,
    /// and what it is checked by. Where the chart can mean several things, it is that of the first.
    ///
    /// @param expression a name of the pathway's own, or `Library."Definition"`
    /// @throws IllegalArgumentException where nothing defines such an expression
    public ExpressionAnswer ask(Pathway pathway, String expression) {
        Pathway.Definition found =
                pathway.named(expression)
                        .orElseThrow(() ->
                                new IllegalArgumentException("nothing defines " + expression));
        PossibleWorlds.World world = worlds(pathway).first();
        return ExpressionAnswer.of(
                world.evaluation().answer(found.library(), found.expression()), world.resources());
    }

    private PossibleWorlds worlds(Pathway pathway) {
        PossibleWorlds found = worlds.get(pathway);
        if (found == null) {
            found = newWorlds(pathway);
            worlds.put(pathway, found);
        }
        return found;
    }

    private PossibleWorlds newWorlds(Pathway pathway) {
        Plain base = plain(Set.of());
        CqlEvaluation evaluation =
                pathway.program()
                        .<CqlEvaluation>map(program -> compiled(pathway, program, base.chart()))
                        .orElseGet(() -> pathway.onReferenceEngine(base.chart(), asOf));
        Plain more = base;
        if (hasUndated(pathway)) {
            more = plain(pathway.undatedTypes());
            for (String type : pathway.undatedTypes()) {
                evaluation = evaluation.with(more.chart(), type);
            }
        }
        return new PossibleWorlds(
                new PossibleWorlds.World(
                        Map.of(), more.chart(), evaluation, reading, more.resources()::get),
                more.uncertain());
    }

    /// Whether the chart holds more that counts for the pathway, whatever its own date.
    private boolean hasUndated(Pathway pathway) {
        return pathway.undatedTypes().stream()
                .anyMatch(type -> chart.resources(type).size() > known.resources(type).size());
    }

    private Plain plain(Set<String> undated) {
        Plain found = plain.get(undated);
        if (found == null) {
            found =
                    undated.isEmpty()
                            ? Plain.of(reading.chart(), asOf)
                            : plain(Set.of()).with(later(undated), asOf);
            plain.put(undated, found);
        }
        return found;
    }

    /// What is dated later and counts for a pathway all the same.
    private Chart later(Set<String> undated) {
        Chart all = chart.knownOn(asOf, undated);
        return ReadChart.of(all.withoutAll(known.resources()), asOf, recognition).chart();
    }

    private CompiledEvaluation compiled(Pathway pathway, CqlProgram program, Chart base) {
        latest =
                latest != null && latest.runs(program)
                        ? latest.of(pathway.id())
                        : pathway.compiled(program, base, asOf);
        return latest;
    }
}
