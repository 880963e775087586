package org.osteon.app.http.web.desk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.PatientLines;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Sight;
import org.osteon.records.worklist.Directory;
import org.osteon.records.worklist.PatientList;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The list of all patients, as far as whoever asks may see it.
@Component
final class Worklist implements PatientLines, AutoCloseable {
    private final PatientList list;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;

    Worklist(
            ChartStore store,
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock) {
        this.records = records;
        this.knowledge = knowledge;
        this.forms = forms;
        ChartWriting writing = ChartWriting.ofTheHouse(store);
        this.list =
                new PatientList(
                        store,
                        knowledge,
                        forms,
                        clock,
                        (chart, deed, ended) ->
                                writing.keep(
                                        Action.RECORD,
                                        chart,
                                        new Attribution(
                                                deed.author(), deed.at().toInstant(), "task-end"),
                                        ended),
                        Runtime.getRuntime().availableProcessors());
    }

    /// The list on a day.
    ///
    /// @param directory the names that its patients have
    /// @param pending charts that are still to be assessed
    record Listed(
            LocalDate day,
            List<WorklistEntry> entries,
            Directory directory,
            int pending,
            PatientList.Ages ages) {
        private static final int SECONDS_WHILE_ASSESSING = 5;

        /// A page of it comes again by itself while charts are pending.
        Frame refreshing(Frame frame) {
            return pending > 0 ? frame.refreshing(SECONDS_WHILE_ASSESSING) : frame;
        }

        /// How old a line is, in words; empty where it says what is so today.
        String age(WorklistEntry entry) {
            LocalDate asOf = entry.asOf();
            if (asOf != null && !asOf.equals(day)) {
                return "as of " + Wording.dayOfYear(asOf);
            }
            return ages.hasChanged(entry) ? "before the last change" : "";
        }
    }

    /// Brings the list up to date from the first moment on, whether or not anybody looks.
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        list.start();
    }

    /// The lines that whoever asks may see on a day. Which of them a page shows is written down by
    /// [#shown].
    Listed on(LocalDate day) {
        PatientList.Listed all = list.on(day);
        Sight sight = records.listable();
        return sight.isWhole()
                ? new Listed(all.day(), all.entries(), all.directory(), all.pending(), all.ages())
                : narrowed(all, sight);
    }

    private Listed narrowed(PatientList.Listed all, Sight sight) {
        List<WorklistEntry> entries = new ArrayList<>();
        Set<String> cut = new HashSet<>();
        for (WorklistEntry entry : all.entries()) {
            String chart = entry.chart();
            if (!sight.sees(chart)) {
                continue;
            }
            if (!sight.isCut(chart)) {
                entries.add(entry);
            } else if (cut.add(chart)) {
                // Lines of the whole chart would tell what is withheld.
                records.cut(sight, chart)
                        .ifPresent(part ->
                                entries.addAll(
                                        WorklistEntry.of(
                                                knowledge.pathways(), forms, part, all.day())));
            }
        }
        return new Listed(all.day(), entries, Directory.of(entries), all.pending(), all.ages());
    }

    @Override
    public Lines lines(LocalDate day) {
        Listed listed = on(day);
        return new Lines(listed.entries(), listed.pending());
    }

    @Override
    public void shown(Collection<WorklistEntry> entries) {
        records.listed(entries.stream().map(WorklistEntry::chart).distinct().toList());
    }

    @Override
    public void close() {
        list.close();
    }
}
