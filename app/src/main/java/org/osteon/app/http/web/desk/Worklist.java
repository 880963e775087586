package org.osteon.app.http.web.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.ListBeingRead;
import org.osteon.app.http.web.PatientLines;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Sight;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.records.worklist.LineNews;
import org.osteon.records.worklist.PatientList;
import org.osteon.records.worklist.Roster;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The list of all patients, as far as whoever asks may see it.
@Component
final class Worklist implements PatientLines, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worklist.class);
    private static final int ROSTERS = 100;
    private static final int SCANS = 500;
    private static final int ROWS_HELD = 500;
    private static final Duration SCAN_KEPT = Duration.ofMinutes(10);

    private final PatientList list;
    private final ListReading reading;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;
    private final Roster everybody;
    private final Cache<Sight, Roster> rosters =
            Caffeine.newBuilder().weakKeys().softValues().maximumSize(ROSTERS).build();
    private final Cache<Scanned, WorklistScan> scans =
            Caffeine.newBuilder().maximumSize(SCANS).expireAfterAccess(SCAN_KEPT).build();

    Worklist(
            ChartStore store,
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            LineNews news,
            RightOfWay way) {
        this.records = records;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
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
                        news,
                        Runtime.getRuntime().availableProcessors(),
                        way);
        this.reading = new ListReading(list::size, store::chartCount);
        this.everybody = Roster.whole(list);
    }

    /// The list on a day, as somebody sees it.
    ///
    /// @param roster its lines
    /// @param pending charts that are still to be assessed
    record Listed(LocalDate day, Roster roster, int pending, PatientList.Ages ages) {
        private static final int SECONDS_WHILE_ASSESSING = 5;

        /// All its lines.
        List<WorklistEntry> entries() {
            return roster.lines().entries();
        }

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

    /// Brings the list up to date from the first moment on, whether or not anybody looks. What was
    /// said last is read first, and at the same time who may see it: whoever looks waits for both,
    /// and for nothing else.
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        CompletionStage<Void> access =
                CompletableFuture.runAsync(
                        this::readAccess, Thread.ofPlatform().daemon().name("access")::start);
        list.start(access);
        access.thenCombine(list.read(), (_, _) -> true).thenRun(reading::ended);
    }

    private void readAccess() {
        try {
            records.makeReady();
        } catch (RuntimeException e) {
            // Whoever asks reads it, or is told why that cannot be.
            LOG.warn("who may see what could not be read: {}", e.getMessage());
        }
    }

    /// The same for a page: it does not wait for a list that is still being read after a start.
    ///
    /// @throws ListBeingRead where it is
    Listed soon(LocalDate day) {
        reading.await();
        return on(day);
    }

    /// The lines that whoever asks may see on a day. Which of them a page shows is written down by
    /// [#shown].
    Listed on(LocalDate day) {
        PatientList.Listed all = list.on(day);
        // After the list: what somebody may see is never older than what there is to be seen.
        Sight sight = records.listable();
        Roster roster = sight.isWhole() ? everybody : rosters.get(sight, this::narrowed);
        roster.refresh();
        return new Listed(all.day(), roster, all.pending(), all.ages());
    }

    /// The lines of the whole chart, or of what of it is not withheld: the others would tell what
    /// is.
    private Roster narrowed(Sight sight) {
        return new Roster(
                list,
                sight::hear,
                chart -> {
                    if (!sight.sees(chart)) {
                        return List.of();
                    }
                    return sight.isCut(chart) ? cut(sight, chart) : list.of(chart);
                });
    }

    private List<WorklistEntry> cut(Sight sight, String chart) {
        LocalDate today = LocalDate.now(clock);
        try {
            return records.cut(sight, chart)
                    .map(part -> WorklistEntry.of(knowledge.pathways(), forms, part, today))
                    .orElse(List.of());
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("what is not withheld of the chart {} could not be assessed", chart, e);
            return List.of(WorklistEntry.unreadable(chart, "the rules stopped at it", today));
        }
    }

    /// A page of the list as it was asked for, counted and sorted.
    WorklistScan.Page page(Listed listed, WorklistView view, int size) {
        return scans.get(
                        new Scanned(listed.roster(), view.list()),
                        one -> new WorklistScan(one.view(), ROWS_HELD))
                .page(listed.roster(), view.page(), size);
    }

    private record Scanned(Roster roster, WorklistView view) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Scanned(var of, var as) && roster == of && view.equals(as);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(roster) + view.hashCode();
        }
    }

    @Override
    public Lines lines(LocalDate day) {
        Listed listed = on(day);
        return new Lines(listed.entries(), listed.pending());
    }

    @Override
    public WithRecord withRecord(Action action, String number) {
        records.require(action);
        int pending = list.on(LocalDate.now(clock)).pending();
        Sight sight = records.walk().sight(action, false);
        everybody.refresh();
        return new WithRecord(
                everybody.lines().entries().stream()
                        .filter(entry -> !number.isEmpty() && entry.record().equals(number))
                        .map(WorklistEntry::chart)
                        .distinct()
                        .filter(sight::sees)
                        .toList(),
                pending);
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
