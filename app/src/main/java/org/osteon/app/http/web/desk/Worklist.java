package org.osteon.app.http.web.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.osteon.access.Action;
import org.osteon.app.charts.ChartOpening;
import org.osteon.app.charts.Records;
import org.osteon.app.charts.StoredCharts;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.PatientLines;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.ChartSummary;
import org.osteon.store.StoreException;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.EndedTasks;
import org.osteon.workflow.tasks.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The lines of all charts, kept beside them in the store and made anew when the chart, the day or
/// the knowledge has changed.
@Component
final class Worklist implements PatientLines {
    private static final Logger LOG = LoggerFactory.getLogger(Worklist.class);

    /// The number changes with the shape of an entry, so that none of an older release is read.
    private static final String KEY = "worklist-9";

    /// So many charts are assessed while the page is made; more of them in the background.
    private static final int AT_ONCE = 40;

    private final ChartStore store;
    private final StoredCharts charts;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final ChartWriting writing;
    private final Clock clock;
    private final AtomicBoolean working = new AtomicBoolean();
    private final KeptLines lines = new KeptLines();

    Worklist(
            ChartStore store,
            StoredCharts charts,
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock) {
        this.store = store;
        this.charts = charts;
        this.records = records;
        this.knowledge = knowledge;
        this.forms = forms;
        this.writing = ChartWriting.ofTheHouse(store);
        this.clock = clock;
    }

    /// The list on a day.
    ///
    /// @param pending charts that are still to be assessed
    record Listed(List<WorklistEntry> entries, int pending) {
        private static final int SECONDS_WHILE_ASSESSING = 2;

        /// A page of it comes again by itself while charts are pending.
        Frame refreshing(Frame frame) {
            return pending > 0 ? frame.refreshing(SECONDS_WHILE_ASSESSING) : frame;
        }
    }

    /// The lines that whoever asks may see on a day.
    Listed on(LocalDate day) {
        Listed all = all(day);
        List<WorklistEntry> shown = new ArrayList<>();
        Set<String> cut = new HashSet<>();
        for (WorklistEntry entry : records.list(all.entries(), WorklistEntry::chart)) {
            Optional<Chart> part = records.cut(entry.chart());
            if (part.isEmpty()) {
                shown.add(entry);
            } else if (cut.add(entry.chart())) {
                // Lines of the whole chart would tell what is withheld.
                shown.addAll(assessed(entry.chart(), part.get(), day).entries());
            }
        }
        return new Listed(shown, all.pending());
    }

    /// The lines of all charts on a day.
    Listed all(LocalDate day) {
        Set<String> old = new LinkedHashSet<>();
        List<WorklistEntry> entries = current(day, old);
        if (old.size() <= AT_ONCE) {
            old.forEach(chart -> entries.addAll(renew(chart, day)));
            return new Listed(entries, 0);
        }
        inBackground(List.copyOf(old), day);
        return new Listed(entries, old.size());
    }

    @Override
    public Lines lines(LocalDate day) {
        Listed listed = on(day);
        return new Lines(listed.entries(), listed.pending());
    }

    private List<WorklistEntry> current(LocalDate day, Set<String> old) {
        old.addAll(store.chartsWithoutSummary(KEY, Integer.MAX_VALUE));
        List<WorklistEntry> entries = new ArrayList<>();
        for (ChartSummary summary : store.summaries(KEY)) {
            KeptLines.Kept kept = lines.of(summary);
            if (summary.stale()
                    || !kept.asOf().equals(day)
                    || !kept.knowledge().equals(knowledgeHash())) {
                old.add(summary.chart());
            } else {
                entries.addAll(kept.entries());
            }
        }
        return entries;
    }

    /// A chart that cannot be read, or that the rules cannot judge, is a line that says so.
    private List<WorklistEntry> renew(String chart, LocalDate day) {
        return switch (charts.pass(chart)) {
            case ChartOpening.Missing _ -> List.of();
            case ChartOpening.Unreadable(_, long revision, String reason) ->
                    keep(chart, day, revision, List.of(WorklistEntry.unreadable(chart, reason)));
            case ChartOpening.Opened(var opened, long revision) ->
                    renew(chart, opened, revision, day);
        };
    }

    private List<WorklistEntry> renew(String id, Chart chart, long revision, LocalDate day) {
        WorklistEntry.Assessed assessed = assessed(id, chart, day);
        return end(id, chart, assessed)
                ? renewed(id, day)
                : keep(id, day, revision, firstFound(id, assessed.entries()));
    }

    /// The lines of a chart in which it has just been written that tasks have ended.
    private List<WorklistEntry> renewed(String id, LocalDate day) {
        return charts.pass(id) instanceof ChartOpening.Opened(var chart, long revision)
                ? keep(id, day, revision, firstFound(id, assessed(id, chart, day).entries()))
                : List.of();
    }

    /// Writes down which tasks the facts have ended: whether there were any.
    private boolean end(String id, Chart chart, WorklistEntry.Assessed assessed) {
        Deed deed = new Deed("Osteon", clock.instant().atZone(clock.getZone()), "");
        List<Write> ended =
                assessed.assessments().isEmpty()
                        ? List.of()
                        : EndedTasks.of(chart, assessed.assessments(), assessed.tasks(), deed);
        return !ended.isEmpty()
                && writing.keep(
                        Action.RECORD,
                        id,
                        new Attribution(deed.author(), deed.at().toInstant(), "task-end"),
                        ended);
    }

    /// What was there before keeps the moment at which it was first found.
    private List<WorklistEntry> firstFound(String id, List<WorklistEntry> entries) {
        Instant now = clock.instant();
        Map<String, Instant> before =
                store.summary(id, KEY).stream()
                        .flatMap(summary -> lines.of(summary).entries().stream())
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
                                                task.foundAt(before.getOrDefault(task.id(), now)))
                                        .toList()))
                .toList();
    }

    private WorklistEntry.Assessed assessed(String id, Chart chart, LocalDate day) {
        try {
            return WorklistEntry.assessed(knowledge.pathways(), forms, chart, day);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the chart {} could not be assessed", id, e);
            return new WorklistEntry.Assessed(
                    List.of(
                            WorklistEntry.unreadable(
                                    id,
                                    "the rules stopped at it ("
                                            + e.getClass().getSimpleName()
                                            + ")")),
                    List.of());
        }
    }

    private List<WorklistEntry> keep(
            String chart, LocalDate day, long revision, List<WorklistEntry> entries) {
        store.putSummary(
                chart,
                KEY,
                KeptLines.written(new KeptLines.Kept(day, knowledgeHash(), entries)),
                revision);
        return entries;
    }

    private void inBackground(List<String> old, LocalDate day) {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual()
                .name("worklist")
                .start(() -> {
                    try {
                        old.forEach(chart -> renew(chart, day));
                    } catch (RuntimeException e) {
                        LOG.error("the worklist could not be brought up to date", e);
                    } finally {
                        working.set(false);
                    }
                });
    }

    private String knowledgeHash() {
        return knowledge.pathways().stream()
                .map(Pathway::knowledgeHash)
                .collect(Collectors.joining(" "));
    }
}
