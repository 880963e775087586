package org.osteon.app.http.web.desk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.PatientLines;
import org.osteon.app.worklist.Directory;
import org.osteon.app.worklist.PatientList;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The list of all patients, as pages show it.
@Component
final class Worklist implements PatientLines, AutoCloseable {
    private final PatientList list;

    Worklist(ChartStore store, KnowledgeBase knowledge, FormLibrary forms, Clock clock) {
        ChartWriting writing = new ChartWriting(store);
        this.list =
                new PatientList(
                        store,
                        knowledge,
                        forms,
                        clock,
                        (chart, deed, ended) ->
                                writing.keep(
                                        chart,
                                        new Attribution(
                                                deed.author(), deed.at().toInstant(), "task-end"),
                                        ended),
                        Runtime.getRuntime().availableProcessors());
    }

    /// The list on a day.
    ///
    /// @param pending charts that are still to be assessed
    /// @param edition another one where anything of it is another
    record Listed(
            LocalDate day,
            long edition,
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

    /// The lines of all charts on a day.
    Listed on(LocalDate day) {
        PatientList.Listed listed = list.on(day);
        return new Listed(
                listed.day(),
                listed.edition(),
                listed.entries(),
                listed.directory(),
                listed.pending(),
                listed.ages());
    }

    @Override
    public Lines lines(LocalDate day) {
        Listed listed = on(day);
        return new Lines(listed.entries(), listed.pending());
    }

    @Override
    public void close() {
        list.close();
    }
}
