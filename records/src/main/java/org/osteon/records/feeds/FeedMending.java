package org.osteon.records.feeds;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Person;
import org.osteon.chart.Sha256;
import org.osteon.feeds.Merging;
import org.osteon.feeds.Outcome;
import org.osteon.feeds.ProfileProblem;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.ResourceId;

/// What people do with messages that were not understood, with profiles and with merges: asked of
/// access, and written down.
public final class FeedMending {
    private final Feeds feeds;
    private final FeedRecords records;
    private final FeedNotes notes;

    FeedMending(Feeds feeds, FeedRecords records, FeedNotes notes) {
        this.feeds = feeds;
        this.records = records;
        this.notes = notes;
    }

    /// What takes messages.
    public Feeds feeds() {
        return feeds;
    }

    /// Dead letters, the latest first, without their messages; for those who mend them, which is
    /// written down.
    ///
    /// @param after the [FeedPage#next] of the page before; empty: the latest
    public FeedPage<Letter> letters(String after, int most) {
        records.requireMender(List.of(), "done");
        return FeedList.LETTERS.page(records, after, most);
    }

    /// How many wait.
    public long waiting() {
        records.requireMender(List.of(), "done");
        return records.count(FeedNotes.LETTER);
    }

    /// One of them.
    public Optional<Letter> letter(String id) {
        records.requireMender(List.of(), "done");
        return notes.one(FeedNotes.LETTER, id, Letter.class);
    }

    /// Sends a dead letter again.
    public Optional<List<Answer>> replay(String id, String by) {
        records.requireMender(List.of(), "replayed");
        return again(id, by);
    }

    /// The same for who sits at the machine; every letter that waits.
    public List<Answer> replayAll(String by) {
        feeds.profiles().again();
        return FeedList.LETTERS.idsFromTheEarliest(records).stream()
                .flatMap(one -> again(one, by).stream().flatMap(List::stream))
                .toList();
    }

    private Optional<List<Answer>> again(String id, String by) {
        feeds.profiles().again();
        return notes.one(FeedNotes.LETTER, id, Letter.class)
                .map(letter -> {
                    List<Answer> all = feeds.take(letter.bytes(), "replayed by " + by);
                    if (all.stream()
                            .allMatch(one -> one.code().equals("AA") && one.letter().isEmpty())) {
                        discard(letter, by, "replayed");
                    }
                    return all;
                });
    }

    private void discard(Letter letter, String by, String action) {
        records.keep(
                new Attribution(
                        by,
                        records.now(),
                        "feed-" + action,
                        letter.event() + " " + letter.control()),
                FeedList.LETTERS.discard(letter.id(), letter),
                "dead letter " + letter.id() + ": " + letter.line());
    }

    /// Puts a dead letter aside for good, with a reason, in the audit.
    public boolean putAside(String id, String by, String reason) {
        records.requireMender(List.of(), "put aside");
        Optional<Letter> letter = notes.one(FeedNotes.LETTER, id, Letter.class);
        letter.ifPresent(one ->
                records.keep(
                        new Attribution(by, records.now(), "feed-put-aside", reason),
                        FeedList.LETTERS.discard(id, one),
                        "dead letter "
                                + id
                                + ": "
                                + one.event()
                                + " "
                                + one.control()
                                + ", "
                                + one.line()));
        return letter.isPresent();
    }

    /// Keeps a profile, which is written down.
    ///
    /// @return what is wrong with it; empty where it is kept
    public List<ProfileProblem> mend(String name, String json, String by) throws IOException {
        records.requireMender(List.of(), "mended a profile");
        List<ProfileProblem> problems = feeds.profiles().keep(name, json);
        if (problems.isEmpty()) {
            records.keep(
                    new Attribution(by, records.now(), "feed-profile", name),
                    List.of(),
                    Sha256.hex(json));
        }
        return problems;
    }

    /// What corrections changed, the latest first.
    ///
    /// @param after the [FeedPage#next] of the page before; empty: the latest
    public FeedPage<Correction> corrections(String after, int most) {
        FeedPage<Correction> page = FeedList.CORRECTIONS.page(records, after, most);
        records.requireMender(
                page.shown().stream().map(Correction::chart).distinct().toList(), "done");
        return page;
    }

    /// What corrections changed in one chart, the latest first; the caller has opened the chart.
    public List<Correction> corrections(String chart) {
        return notes.under(FeedNotes.CORRECTION, chart + "|", Correction.class).reversed();
    }

    /// Merges, the latest first.
    ///
    /// @param after the [FeedPage#next] of the page before; empty: the latest
    public FeedPage<MergeNote> merges(String after, int most) {
        records.requireMender(List.of(), "done");
        return FeedList.MERGES.page(records, after, most);
    }

    /// Undoes a merge.
    ///
    /// @param id of its note
    /// @param reason in words
    public MergeNote undo(String id, String by, String reason) {
        MergeNote merge =
                notes.one(FeedNotes.MERGE, id, MergeNote.class)
                        .filter(one -> one.undone().isEmpty())
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "No such merge",
                                        "It is not there, or was undone meanwhile.",
                                        "Go back to the messages."));
        Optional<MergeNote> later = mergedOn(merge.survivor());
        records.requireMender(
                List.of(merge.survivor(), merge.gone()),
                later.isPresent() ? "refused: merged on" : "undid a merge");
        if (later.isPresent()) {
            throw new Problem(
                    ProblemKind.CHANGED,
                    "Merged on",
                    merge.survivor()
                            + " was merged into "
                            + later.get().survivor()
                            + " since, with all of it.",
                    "Undo that merge first.");
        }
        Visit mender = Visits.current().orElseThrow();
        Person sender =
                new Person(
                        mender.person().id(),
                        mender.person().name(),
                        Set.of(Feeds.INTERFACE),
                        mender.person().practitioner(),
                        Optional.empty());
        feeds.mergingLock().lock();
        try {
            return Visits.answer(
                    new Visit(
                            sender,
                            Feeds.INTERFACE,
                            List.of(),
                            mender.address(),
                            mender.request(),
                            "undo of a merge",
                            false),
                    () -> undone(merge, by, reason));
        } finally {
            feeds.mergingLock().unlock();
        }
    }

    /// What had come into a chart is no longer in it where that was merged on.
    private Optional<MergeNote> mergedOn(String survivor) {
        return notes.all(FeedNotes.MERGE, MergeNote.class).stream()
                .filter(one -> one.undone().isEmpty() && one.gone().equals(survivor))
                .findFirst();
    }

    private MergeNote undone(MergeNote merge, String by, String reason) {
        for (int i = 0; i < Feeds.TRIES; i++) {
            Merging.Undoing undoing =
                    Merging.undo(
                            new Outcome.Merged(merge.survivor(), merge.gone()),
                            new StoreKnown(records),
                            one ->
                                    records.resource(
                                                    one.chart(),
                                                    new ResourceId(one.type(), one.id()))
                                            .filter(there -> there.recorded().isAfter(merge.at()))
                                            .isPresent());
            MergeNote note =
                    new MergeNote(
                            merge.survivor(),
                            merge.gone(),
                            merge.at(),
                            merge.by(),
                            by + ", " + records.now() + ": " + reason,
                            undoing.stays());
            List<Appended> written =
                    records.write(
                            new Attribution(by, records.now(), "feed-unmerged", reason),
                            undoing.edits().stream().map(Feeds::batch).toList(),
                            FeedList.MERGES.keep(merge.id(), note));
            if (written.stream().allMatch(Appended.Recorded.class::isInstance)) {
                return note;
            }
        }
        throw new Problem(
                ProblemKind.CHANGED,
                "The charts are being changed",
                "Others write into them at this moment; the merge still holds.",
                "Try again.");
    }
}
