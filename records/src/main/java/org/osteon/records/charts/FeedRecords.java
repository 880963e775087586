package org.osteon.records.charts;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osteon.access.Action;
import org.osteon.access.Protection;
import org.osteon.access.Purpose;
import org.osteon.access.Subject;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.ChartBatch;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;
import org.osteon.store.ResourceId;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// The way of what comes in by itself. A sender shows nobody anything: it records, as a program of
/// its own role, whatever a patient said of who may look. People who mend its messages see those,
/// by an action of their own, which is written down.
public final class FeedRecords {
    /// More would be no identifier: the sender is told that it means several.
    private static final int MOST_BEARING = 1_000;

    private final ChartStore store;
    private final Clock clock;
    private final AccessCheck asking;
    private final StudyLabels labels;

    public FeedRecords(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.asking = new AccessCheck(store, clock);
        this.labels = new StudyLabels(store);
    }

    /// What time it is here.
    public Clock clock() {
        return clock;
    }

    /// That whoever asks is a sender.
    private void requireSender() {
        Visit visit = AccessCheck.visit();
        boolean may =
                asking.ask(visit, Action.RECORD, new Subject.OfChart(Protection.none("")))
                                .decision()
                                .isAllowed()
                        && !visit.reading();
        if (!may) {
            asking.look(
                    visit,
                    new Purpose(""),
                    Action.RECORD.code(),
                    "refused: no role may",
                    List.of());
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not with these roles",
                    "The roles of " + visit.person().name() + " do not include: record.",
                    "An administrator of this site gives roles.");
        }
    }

    /// That whoever asks mends feeds, which is written down.
    ///
    /// @param charts whose messages are shown
    public void requireMender(List<String> charts, String outcome) {
        Visit visit = AccessCheck.visit();
        boolean may = asking.may(visit, Action.FEEDS);
        asking.look(
                visit,
                asking.purpose(visit),
                Action.FEEDS.code(),
                may ? outcome : "refused: no role may",
                charts);
        if (!may) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not with your roles",
                    "Your roles do not include messages from other systems.",
                    "An administrator of this site gives the role integrator.");
        }
    }

    /// Resources of a type that bear an identifier.
    public List<StoredResource> bearing(String type, String system, String value) {
        requireSender();
        return store.search(
                        ResourceQuery.of(type)
                                .with("identifier", system + "|" + value)
                                .limit(MOST_BEARING))
                .resources();
    }

    /// A resource as it is now; empty where there is none.
    public Optional<StoredResource> resource(String chart, ResourceId resource) {
        requireSender();
        return store.read(chart, resource).filter(one -> !one.deleted());
    }

    /// A chart as it is now.
    public Optional<StoredChart> chart(String chart) {
        requireSender();
        return store.chart(chart);
    }

    /// Writes what a message changes, in one transaction with what is kept of the message.
    ///
    /// @throws Problem where whoever asks is no sender
    public List<Appended> write(Attribution by, List<ChartBatch> charts, List<NoteChange> notes) {
        requireSender();
        return store.appendAll(by, charts.stream().map(labels::ofItself).toList(), notes);
    }

    /// What is read of the store, as of one moment.
    public <T> T reading(Supplier<T> work) {
        return store.reading(work);
    }

    /// Several messages in one transaction, which is on disk when this returns; where it throws,
    /// nothing of it is.
    public <T> T together(Supplier<T> work) {
        return store.together(work);
    }

    /// Keeps a message that was not understood: nothing of a chart.
    public void keep(Attribution by, List<NoteChange> notes, String detail) {
        store.appendAll(by, List.of(), notes);
        store.record(by, null, detail);
    }

    /// Keeps lines by which notes are listed: nothing that says anything of anybody.
    public void list(List<NoteChange> lines) {
        store.appendAll(new Attribution("Osteon", now(), "feed-listed"), List.of(), lines);
    }

    /// One note of the feeds.
    public Optional<KeptNote> note(String kind, String id) {
        return store.kept(kind, id);
    }

    /// All notes of a kind.
    public List<KeptNote> notes(String kind) {
        return store.kept(kind);
    }

    /// Notes of a kind whose ids begin like this.
    public List<KeptNote> notes(String kind, String prefix) {
        return store.keptUnder(kind, prefix);
    }

    /// Some notes of a kind, by id, after one of them (`""`: from the first).
    public List<KeptNote> notesAfter(String kind, String id, int limit) {
        return store.keptAfter(kind, id, limit);
    }

    /// How many notes there are of a kind.
    public long count(String kind) {
        return store.keptCount(kind);
    }

    /// Now.
    public Instant now() {
        return clock.instant();
    }
}
