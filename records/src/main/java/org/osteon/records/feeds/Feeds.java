package org.osteon.records.feeds;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.feeds.Acknowledgement;
import org.osteon.feeds.ChartEdit;
import org.osteon.feeds.Envelope;
import org.osteon.feeds.Feed;
import org.osteon.feeds.Outcome;
import org.osteon.feeds.Reason;
import org.osteon.feeds.Remark;
import org.osteon.feeds.SourceProfile;
import org.osteon.feeds.Transmission;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;
import org.osteon.store.ResourceId;

/// Takes messages of other systems: each in one transaction, whole or not at all, and answers when
/// that is on disk. What is not understood is kept as a dead letter; what comes twice is taken
/// once.
public final class Feeds {
    static final Role INTERFACE = new Role("interface");
    static final int TRIES = 8;
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    /// So many messages are one transaction at the most: who has many hands them over so.
    public static final int MOST_TOGETHER = 200;

    private static final Duration LONGEST_TOGETHER = Duration.ofMillis(100);

    /// A sender that nobody has made a profile for could fill a disk.
    private static final int MOST_LETTERS = 10_000;

    private final FeedRecords records;
    private final FeedNotes notes;
    private final ProfileFolder profiles;
    private final Consequences consequences;
    private final AtomicLong answers;

    /// Nothing comes into a chart while it is being merged.
    private final ReadWriteLock merging = new ReentrantReadWriteLock();

    public Feeds(FeedRecords records, ProfileFolder profiles, KnowledgeBase knowledge) {
        this.records = records;
        this.notes = new FeedNotes(records);
        this.profiles = profiles;
        this.consequences = new Consequences(knowledge);
        this.answers = new AtomicLong(records.now().toEpochMilli());
    }

    /// The profiles of the senders.
    public ProfileFolder profiles() {
        return profiles;
    }

    /// What of a message is understood; nothing is written.
    public Outcome check(byte[] message) {
        return new Feed(profiles.profiles()).read(message, org.osteon.feeds.Known.nothing());
    }

    /// Takes what came at once, a message or a batch.
    ///
    /// @param address from where
    /// @return the answer to each message, in order; all of it is on disk
    public List<Answer> take(byte[] bytes, String address) {
        return takeAll(List.of(bytes), address);
    }

    /// The same for much that waits: each message as if it had come by itself, some of them in one
    /// transaction.
    ///
    /// @return the answer to each message, in order; all of it is on disk
    public List<Answer> takeAll(List<byte[]> all, String address) {
        List<Taking> takings = new ArrayList<>();
        for (byte[] bytes : all) {
            takings.addAll(takings(bytes, address));
        }
        List<Answer> answers = new ArrayList<>();
        while (answers.size() < takings.size()) {
            List<Taking> next =
                    takings.subList(
                            answers.size(),
                            Math.min(takings.size(), answers.size() + MOST_TOGETHER));
            answers.addAll(next.size() == 1 ? List.of(taken(next.getFirst())) : together(next));
        }
        return List.copyOf(answers);
    }

    /// A message that is to be taken, or what came and is none.
    private record Taking(boolean merges, Supplier<Answer> taking) {}

    private List<Taking> takings(byte[] bytes, String address) {
        Transmission transmission = Transmission.of(bytes);
        if (!transmission.problem().isEmpty()) {
            Envelope envelope =
                    transmission.messages().isEmpty()
                            ? Envelope.NONE
                            : Envelope.of(transmission.messages().getFirst());
            Outcome.NotUnderstood not =
                    new Outcome.NotUnderstood(
                            envelope,
                            profile(envelope).map(SourceProfile::name).orElse(""),
                            Reason.NOT_A_MESSAGE,
                            "",
                            transmission.problem());
            return List.of(new Taking(false, () -> kept(bytes, not, "AR")));
        }
        List<Taking> all = new ArrayList<>();
        for (byte[] message : transmission.messages()) {
            Envelope envelope = Envelope.of(message);
            all.add(
                    new Taking(
                            envelope.trigger().equals("A40"),
                            () -> one(message, envelope, address)));
        }
        return all;
    }

    /// As many as a short while is enough for: others wait that write.
    private List<Answer> together(List<Taking> some) {
        // Before the store's turn, in this order everywhere: who merges waits for who writes.
        return during(
                some.stream().anyMatch(Taking::merges),
                () ->
                        records.together(() -> {
                            long until = System.nanoTime() + LONGEST_TOGETHER.toNanos();
                            List<Answer> answers = new ArrayList<>();
                            do {
                                answers.add(some.get(answers.size()).taking().get());
                            } while (answers.size() < some.size() && System.nanoTime() - until < 0);
                            return answers;
                        }));
    }

    private Answer taken(Taking one) {
        return during(one.merges(), one.taking());
    }

    private <T> T during(boolean merges, Supplier<T> work) {
        Lock turn = merges ? merging.writeLock() : merging.readLock();
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /// What is sent back: an acknowledgement, of a batch a batch of them.
    public static String message(List<Answer> answers) {
        if (answers.size() == 1) {
            return answers.getFirst().message();
        }
        StringBuilder all = new StringBuilder("BHS|^~\\&|\r");
        answers.forEach(one -> all.append(one.message()));
        return all.append("BTS|").append(answers.size()).append('\r').toString();
    }

    private Optional<SourceProfile> profile(Envelope envelope) {
        return profiles.profiles().of(envelope);
    }

    private Answer one(byte[] message, Envelope envelope, String address) {
        Optional<SourceProfile> profile = profile(envelope);
        return Visits.answer(
                visit(envelope, profile, address), () -> taken(message, envelope, profile));
    }

    private static Visit visit(Envelope envelope, Optional<SourceProfile> profile, String address) {
        Person sender =
                Person.of(
                        "feed:" + profile.map(SourceProfile::name).orElse("unknown"),
                        profile.map(SourceProfile::title).orElse("unknown sender"),
                        INTERFACE);
        return new Visit(
                sender,
                INTERFACE,
                List.of(),
                address,
                envelope.control(),
                "HL7 v2 " + envelope.event(),
                false);
    }

    private Answer taken(byte[] message, Envelope envelope, Optional<SourceProfile> profile) {
        String receipt = profile.map(SourceProfile::name).orElse("") + "|" + envelope.control();
        String hash = MessageHash.said(message, envelope);
        for (int i = 0; i < TRIES; i++) {
            Optional<Receipt> before =
                    profile.isPresent() && !envelope.control().isEmpty()
                            ? notes.one(FeedNotes.MESSAGE, receipt, Receipt.class)
                            : Optional.empty();
            if (before.filter(one -> one.hash().equals(hash)).isPresent()) {
                return accepted(envelope, "taken before, on " + before.get().at(), List.of());
            }
            Outcome outcome =
                    records.reading(() ->
                            new Feed(profiles.profiles()).read(message, new StoreKnown(records)));
            switch (outcome) {
                case Outcome.NotUnderstood not -> {
                    return kept(
                            message,
                            not,
                            not.reason().refuses()
                                    ? "AR"
                                    : profile.map(SourceProfile::keptAnswer).orElse("AE"));
                }
                case Outcome.Understood understood -> {
                    Optional<Answer> answer =
                            write(
                                    message,
                                    understood,
                                    profile.orElseThrow(),
                                    receipt,
                                    hash,
                                    before.isPresent());
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
            }
        }
        return answer(
                envelope,
                Acknowledgement.of(
                        "AR", "207", "the chart is being changed by others; send it again"),
                "");
    }

    /// Empty where somebody else was quicker.
    private Optional<Answer> write(
            byte[] message,
            Outcome.Understood understood,
            SourceProfile profile,
            String receipt,
            String hash,
            boolean usedBefore) {
        Envelope envelope = understood.envelope();
        Instant now = records.now();
        List<Remark> remarks = new ArrayList<>(understood.remarks());
        if (usedBefore) {
            remarks.add(
                    new Remark(
                            "MSH-10",
                            "the control id was used before for another message; this one was"
                                    + " taken, too"));
        }
        List<ChartBatch> batches = new ArrayList<>();
        List<NoteChange> kept = new ArrayList<>();
        List<String> charts = understood.edits().stream().map(ChartEdit::chart).toList();
        for (ChartEdit edit : understood.edits()) {
            batches.add(batch(edit));
            kept.addAll(correction(edit, profile, envelope, now));
        }
        kept.add(
                FeedNotes.keep(
                        FeedNotes.MESSAGE,
                        receipt,
                        new Receipt(hash, now, envelope.event(), charts)));
        String waiting = MessageHash.id(message);
        notes.one(FeedNotes.LETTER, waiting, Letter.class)
                .ifPresent(letter -> kept.addAll(FeedList.LETTERS.discard(waiting, letter)));
        for (Outcome.Merged merged : understood.merges()) {
            MergeNote note =
                    new MergeNote(
                            merged.survivor(), merged.gone(), now, profile.title(), "", List.of());
            kept.addAll(FeedList.MERGES.keep(note.id(), note));
        }
        Attribution by =
                new Attribution(
                        profile.title(),
                        now,
                        "feed",
                        "HL7 v2 " + envelope.event() + " " + envelope.control());
        List<Appended> written;
        try {
            written = records.write(by, batches, kept);
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    kept(
                            message,
                            refused(understood, String.valueOf(e.getMessage())),
                            profile.keptAnswer()));
        }
        for (Appended one : written) {
            if (one instanceof Appended.Conflict) {
                return Optional.empty();
            }
            if (one instanceof Appended.Refused(var refusals)) {
                return Optional.of(
                        kept(
                                message,
                                refused(understood, refusals.toString()),
                                profile.keptAnswer()));
            }
        }
        return Optional.of(accepted(envelope, "", remarks));
    }

    private static Outcome.NotUnderstood refused(Outcome.Understood understood, String why) {
        return new Outcome.NotUnderstood(
                understood.envelope(),
                understood.profile(),
                Reason.VALUE,
                "",
                "it cannot be kept: " + why);
    }

    static ChartBatch batch(ChartEdit edit) {
        List<Change> changes = new ArrayList<>();
        for (ChartEdit.Part part : edit.parts()) {
            ResourceId resource = new ResourceId(part.type(), part.id());
            OptionalLong version = OptionalLong.of(part.version());
            changes.add(
                    part.json().isPresent()
                            ? new Change.Put(resource, part.json().get(), version)
                            : new Change.Delete(resource, version));
        }
        return new ChartBatch(edit.chart(), changes);
    }

    private List<NoteChange> correction(
            ChartEdit edit, SourceProfile profile, Envelope envelope, Instant now) {
        List<String> superseded =
                edit.parts().stream()
                        .map(ChartEdit.Part::supersedes)
                        .filter(one -> !one.isEmpty())
                        .toList();
        if (superseded.isEmpty()) {
            return List.of();
        }
        LocalDate today = now.atZone(records.clock().getZone()).toLocalDate();
        Correction correction =
                new Correction(
                        now,
                        profile.title(),
                        envelope.event() + " " + envelope.control(),
                        edit.chart(),
                        superseded,
                        records.chart(edit.chart())
                                .map(stored -> consequences.of(stored, edit, today))
                                .orElse(List.of()));
        return FeedList.CORRECTIONS.keep(
                edit.chart() + "|" + now + "|" + envelope.control(), correction);
    }

    // --- answers ---

    private Answer accepted(Envelope to, String text, List<Remark> remarks) {
        return answer(to, Acknowledgement.accepted(text, remarks), "");
    }

    private Answer answer(Envelope to, Acknowledgement acknowledgement, String letter) {
        return new Answer(
                acknowledgement.code(),
                acknowledgement.text(),
                acknowledgement.message(
                        to,
                        records.now().atZone(records.clock().getZone()),
                        Long.toString(answers.incrementAndGet(), Character.MAX_RADIX)),
                letter);
    }

    /// Answers what could not be tried: nothing was written, and it has to come again.
    public Answer unavailable(byte[] message, String why) {
        return answer(Envelope.of(message), Acknowledgement.of("AR", "207", why), "");
    }

    private Answer kept(byte[] message, Outcome.NotUnderstood not, String code) {
        Envelope envelope = not.envelope();
        String id = MessageHash.id(message);
        Optional<Letter> before = notes.one(FeedNotes.LETTER, id, Letter.class);
        boolean isKept =
                envelope.isMessage()
                        && (before.isPresent() || records.count(FeedNotes.LETTER) < MOST_LETTERS);
        if (!isKept) {
            return answer(
                    envelope,
                    Acknowledgement.of(
                            "AR",
                            not.reason().code(),
                            not.line()
                                    + (envelope.isMessage() ? " (not kept: too many wait)" : "")),
                    "");
        }
        Letter letter =
                new Letter(
                        id,
                        records.now(),
                        before.map(Letter::times).orElse(0) + 1,
                        envelope.sender(),
                        not.profile(),
                        envelope.event(),
                        envelope.control(),
                        not.reason().name(),
                        not.line(),
                        Base64.getEncoder().encodeToString(message));
        Attribution by =
                new Attribution(
                        not.profile().isEmpty() ? "unknown sender" : title(not.profile()),
                        records.now(),
                        "feed-kept",
                        "HL7 v2 " + envelope.event() + " " + envelope.control());
        List<NoteChange> changes = new ArrayList<>();
        before.ifPresent(one -> changes.add(FeedList.LETTERS.withoutLine(id, one)));
        changes.addAll(FeedList.LETTERS.keep(id, letter));
        records.keep(by, changes, "dead letter " + id);
        return answer(
                envelope,
                Acknowledgement.of(
                        code, not.reason().code(), not.line() + "; kept as dead letter " + id),
                id);
    }

    private String title(String profile) {
        return profiles.profiles().all().stream()
                .filter(one -> one.name().equals(profile))
                .map(SourceProfile::title)
                .findFirst()
                .orElse(profile);
    }

    /// Forgets that messages were taken: for an operator, so that what is kept of each does not
    /// grow for ever. One that comes again after that is taken once more.
    ///
    /// @param before those that were taken before
    /// @return how many it were
    public long forget(Instant before, String by) {
        long forgotten = 0;
        String last = "";
        for (List<KeptNote> some = records.notesAfter(FeedNotes.MESSAGE, last, FORGOTTEN_AT_ONCE);
                !some.isEmpty();
                some = records.notesAfter(FeedNotes.MESSAGE, last, FORGOTTEN_AT_ONCE)) {
            List<NoteChange> old =
                    some.stream()
                            .filter(one -> FeedNotes.read(one, Receipt.class).at().isBefore(before))
                            .<NoteChange>map(
                                    one -> new NoteChange.Discard(FeedNotes.MESSAGE, one.id()))
                            .toList();
            if (!old.isEmpty()) {
                records.keep(
                        new Attribution(by, records.now(), "feed-forgotten"),
                        old,
                        old.size() + " receipts of messages taken before " + before);
            }
            forgotten += old.size();
            last = some.getLast().id();
        }
        return forgotten;
    }

    /// Those who mend messages of this site.
    public FeedMending mending() {
        return new FeedMending(this, records, notes);
    }

    /// Held while charts are merged.
    Lock mergingLock() {
        return merging.writeLock();
    }
}
