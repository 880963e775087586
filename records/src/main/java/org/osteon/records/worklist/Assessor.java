package org.osteon.records.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.StoredCharts;
import org.osteon.store.StoreException;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.EndedTasks;
import org.osteon.workflow.tasks.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the lines of one chart. A chart that cannot be read, or that the rules cannot judge, is a
/// line that says so: never an end to the list.
final class Assessor {
    private static final Logger LOG = LoggerFactory.getLogger(Assessor.class);

    private final StoredCharts charts;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;
    private final TaskEnding ending;
    private final String hash;

    /// @param ending how it is written down that a task has ended
    Assessor(
            StoredCharts charts,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            TaskEnding ending) {
        this.charts = charts;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
        this.ending = ending;
        this.hash =
                knowledge.pathways().stream()
                        .map(Pathway::knowledgeHash)
                        .collect(Collectors.joining(" "));
    }

    /// What lines rest on now.
    Ground ground() {
        return Ground.of(hash, forms);
    }

    /// The lines of a chart on a day; empty where the store has no such chart.
    ///
    /// @param before what was said last: what was there already keeps the moment at which it was
    ///   first found
    Optional<ChartLines> lines(String id, LocalDate day, Optional<ChartLines> before) {
        // First: what is typed meanwhile has them looked at again.
        Ground ground = ground();
        return switch (charts.pass(id)) {
            case ChartOpening.Missing _ -> Optional.empty();
            case ChartOpening.Unreadable(_, long revision, String reason) ->
                    Optional.of(
                            new ChartLines(
                                    revision,
                                    day,
                                    ground,
                                    List.of(WorklistEntry.unreadable(id, reason, day))));
            case ChartOpening.Opened(var chart, long revision) ->
                    opened(id, chart, new When(revision, day, ground), before);
        };
    }

    /// Of which state of the chart, on which day, on what ground.
    private record When(long revision, LocalDate day, Ground ground) {
        boolean isTheDayAfter(ChartLines lines) {
            return lines.isCurrent(revision, day.minusDays(1), ground);
        }
    }

    private Optional<ChartLines> opened(
            String id, Chart chart, When when, Optional<ChartLines> before) {
        LocalDate day = when.day();
        List<WorklistEntry> known = before.map(ChartLines::entries).orElse(List.of());
        List<WorklistEntry> yesterday =
                before.filter(when::isTheDayAfter).isPresent() ? known : List.of();
        WorklistEntry.Assessed assessed = assessed(id, chart, day, yesterday);
        if (!end(id, chart, assessed)) {
            return Optional.of(
                    new ChartLines(
                            when.revision(),
                            day,
                            when.ground(),
                            firstFound(assessed.entries(), known)));
        }
        return charts.pass(id) instanceof ChartOpening.Opened(var ended, long later)
                ? Optional.of(
                        new ChartLines(
                                later,
                                day,
                                when.ground(),
                                firstFound(assessed(id, ended, day, List.of()).entries(), known)))
                : Optional.empty();
    }

    private WorklistEntry.Assessed assessed(
            String id, Chart chart, LocalDate day, List<WorklistEntry> yesterday) {
        try {
            return WorklistEntry.assessed(knowledge.pathways(), forms, chart, day, yesterday);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the chart {} could not be assessed", id, e);
            return failed(id, day, e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            LOG.error("the chart {} is too much for the rules", id, e);
            return failed(id, day, e);
        }
    }

    private static WorklistEntry.Assessed failed(String id, LocalDate day, Throwable why) {
        return new WorklistEntry.Assessed(
                List.of(
                        WorklistEntry.unreadable(
                                id,
                                "the rules stopped at it (" + why.getClass().getSimpleName() + ")",
                                day)),
                List.of());
    }

    /// Writes down which tasks the facts have ended: whether there were any.
    private boolean end(String id, Chart chart, WorklistEntry.Assessed assessed) {
        Deed deed = new Deed("Osteon", clock.instant().atZone(clock.getZone()), "");
        List<Write> ended =
                assessed.assessments().isEmpty()
                        ? List.of()
                        : EndedTasks.of(chart, assessed.assessments(), assessed.tasks(), deed);
        return !ended.isEmpty() && ending.keep(id, deed, ended);
    }

    private List<WorklistEntry> firstFound(
            List<WorklistEntry> entries, List<WorklistEntry> before) {
        Instant now = clock.instant();
        Map<String, Instant> known =
                before.stream()
                        .flatMap(entry -> entry.tasks().stream())
                        .collect(
                                Collectors.toMap(
                                        Task::id,
                                        task -> Objects.requireNonNullElse(task.since(), now),
                                        (one, _) -> one));
        return entries.stream()
                .map(entry ->
                        entry.with(
                                entry.tasks().stream()
                                        .map(task ->
                                                task.foundAt(known.getOrDefault(task.id(), now)))
                                        .toList()))
                .toList();
    }
}
