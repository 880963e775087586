package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// A chart as it was known on a day, to ask several pathways about: what they share is evaluated
/// once. Not for sharing between threads.
public final class ChartOnDay {
    private final Chart chart;
    private final Chart known;
    private final LocalDate asOf;
    private final Map<FhirObject, Resource> resources = new HashMap<>();

    private final Map<Pathway, Seen> seen = new HashMap<>();

    /// What the pathway asked last left behind, for the next one.
    private @Nullable CompiledEvaluation latest;

    /// What a pathway knows of the chart, and its CQL over that.
    private record Seen(Chart chart, CqlEvaluation evaluation) {}

    /// Without what the chart dates later than that day.
    public ChartOnDay(Chart chart, LocalDate asOf) {
        this.chart = chart;
        this.known = chart.knownOn(asOf);
        this.asOf = asOf;
        addResources(known);
    }

    private void addResources(Chart more) {
        more.resources().forEach(resource -> resources.put(resource.content(), resource));
    }

    /// What a pathway says of the chart. A rule that fails to evaluate costs its own criterion,
    /// which is undetermined then and says so: it never looks like one that does not hold.
    public Assessment assess(Pathway pathway) {
        Seen by = seenBy(pathway);
        Assessing assessing = assessing(pathway, by);
        List<Assessment.Option> options = new ArrayList<>();
        if (assessing.offersOptions()) {
            for (Pathway.Orderable option : pathway.options()) {
                options.add(
                        new Assessment.Option(
                                option.id(),
                                option.title(),
                                ifOrdered(option.order(), pathway, by)));
            }
        }
        return assessing.assessment(options);
    }

    private Assessing assessing(Pathway pathway, Seen by) {
        return new Assessing(pathway, answers(pathway, by), by.chart(), asOf);
    }

    private RuleAnswers answers(Pathway pathway, Seen by) {
        return new RuleAnswers(pathway, by.evaluation(), resources);
    }

    private Assessment ifOrdered(Resource order, Pathway pathway, Seen by) {
        Chart ordered = by.chart().with(order);
        Map<FhirObject, Resource> withOrder = new HashMap<>(resources);
        withOrder.put(order.content(), order);
        RuleAnswers answers =
                new RuleAnswers(pathway, by.evaluation().with(ordered, order.type()), withOrder);
        return new Assessing(pathway, answers, ordered, asOf).assessment(List.of());
    }

    /// Measurements over time and the events of the chart, for the eye (not part of the
    /// assessment).
    public Course course(Pathway pathway) {
        Seen by = seenBy(pathway);
        return assessing(pathway, by).applies()
                ? new CourseReading(pathway, answers(pathway, by)).course()
                : new Course(List.of(), List.of());
    }

    /// What became of the patient.
    public Outcomes outcomes(Pathway pathway) {
        return new Following(pathway, answers(pathway, seenBy(pathway)))
                .outcomes(known.patient().reference());
    }

    /// The plain value of an expression of a pathway, to look at while knowledge is written.
    ///
    /// @throws IllegalArgumentException where the pathway defines no such expression
    public @Nullable Object evaluate(Pathway pathway, String expression) {
        Pathway.Definition found =
                pathway.expression(expression)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        pathway.id() + " defines no \"" + expression + "\""));
        return CqlValues.plain(
                seenBy(pathway).evaluation().answer(found.library(), found.expression()).value());
    }

    private Seen seenBy(Pathway pathway) {
        Seen by = seen.get(pathway);
        if (by == null) {
            CqlEvaluation evaluation =
                    pathway.program()
                            .<CqlEvaluation>map(program -> compiled(pathway, program))
                            .orElseGet(() -> pathway.onReferenceEngine(known, asOf));
            Chart more = knownTo(pathway);
            if (more != known) {
                addResources(more);
                for (String type : pathway.undatedTypes()) {
                    evaluation = evaluation.with(more, type);
                }
            }
            by = new Seen(more, evaluation);
            seen.put(pathway, by);
        }
        return by;
    }

    /// The chart with what counts for the pathway whatever its own date.
    private Chart knownTo(Pathway pathway) {
        boolean hasMore =
                pathway.undatedTypes().stream()
                        .anyMatch(type ->
                                chart.resources(type).size() > known.resources(type).size());
        return hasMore ? chart.knownOn(asOf, pathway.undatedTypes()) : known;
    }

    private CompiledEvaluation compiled(Pathway pathway, CqlProgram program) {
        latest =
                latest != null && latest.runs(program)
                        ? latest.of(pathway.id())
                        : pathway.compiled(program, known, asOf);
        return latest;
    }
}
