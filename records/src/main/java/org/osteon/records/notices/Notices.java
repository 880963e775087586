package org.osteon.records.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Scopes;
import org.osteon.records.apps.Standing;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.outside.Addresses;
import org.osteon.records.people.Secrets;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.records.worklist.LineNews;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.NoteChange;

/// Subscriptions: who wants to be told of what, and what waits to be told. What waits is kept in
/// the transaction that keeps the answer that it comes of ([LineNews]), and taken away in the one
/// that notes down that it was taken: so each is told at least once, under a number of its own that
/// is the same when it is told again.
public final class Notices implements LineNews {
    private static final int MOST_OF_ONE = 20;
    private static final int MOST_WAITING = 10_000;

    private final ChartStore store;
    private final Records records;
    private final Addresses addresses;
    private final Clock clock;
    private final NoticeNotes notes;
    private volatile List<Subscriber> known = List.of();

    /// @param addresses where somebody may be told something
    public Notices(ChartStore store, Records records, Addresses addresses, Clock clock) {
        this.store = store;
        this.records = records;
        this.addresses = addresses;
        this.clock = clock;
        this.notes = new NoticeNotes(store);
        hear();
    }

    /// Whether nobody is ever told anything: no operator named where.
    public boolean isSilent() {
        return addresses.none();
    }

    /// Hears of subscribers, whoever changed them.
    void hear() {
        known = addresses.none() ? List.of() : notes.subscribers();
    }

    NoticeNotes notes() {
        return notes;
    }

    List<Subscriber> known() {
        return known;
    }

    // --- what happens ---

    @Override
    public List<NoteChange> of(String chart, Optional<Lines> before, Lines now) {
        List<Subscriber> listening = known.stream().filter(Subscriber::listens).toList();
        if (listening.isEmpty()) {
            return List.of();
        }
        Instant came =
                before.isPresent()
                        ? Instant.MIN
                        : store.listing(chart).map(ChartListing::firstRecorded).orElse(Instant.MIN);
        List<Notice> found = LineChanges.of(chart, before, now, clock.instant());
        List<NoteChange> kept = new ArrayList<>();
        for (Subscriber one : listening) {
            // A chart of which nothing was ever said is news to who was here when it came.
            if (before.isPresent() || !came.isBefore(one.began())) {
                found.stream()
                        .filter(one::wants)
                        .forEach(notice -> kept.add(notes.waiting(one, notice)));
            }
        }
        return kept;
    }

    // --- for who asks ---

    /// What somebody wants.
    ///
    /// @param base the address of this server's FHIR door, as they reached it
    public record Wanted(
            String base,
            Topic topic,
            List<String> pathways,
            String endpoint,
            List<String> headers,
            boolean ids,
            int heartbeat,
            int timeout,
            int most,
            String reason,
            Optional<Instant> until) {
        public Wanted {
            pathways = List.copyOf(pathways);
            headers = List.copyOf(headers);
        }
    }

    /// Takes a subscription on; it is told when it has answered.
    ///
    /// @throws Problem where it may not be
    public Subscriber add(Wanted wanted) {
        Visit visit = Visits.current().orElseThrow();
        check(wanted, visit);
        if (mine(visit).size() >= MOST_OF_ONE) {
            throw new Problem(
                    ProblemKind.BUSY,
                    "Too many subscriptions",
                    "You have " + MOST_OF_ONE + " subscriptions, which is the most.",
                    "Delete one that you do not need.");
        }
        Subscriber made = made(Secrets.fresh().substring(0, 24), wanted, visit);
        notes.keep(made);
        hear();
        return made;
    }

    /// Puts another in the place of one of theirs. What waited for it still does.
    public Optional<Subscriber> change(String id, Wanted wanted, boolean off) {
        Visit visit = Visits.current().orElseThrow();
        Optional<Subscriber> before = one(id);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Subscriber made;
        if (off) {
            made = before.get().with(Subscriber.Status.OFF, "", clock.instant());
        } else {
            check(wanted, visit);
            Subscriber fresh = made(id, wanted, visit);
            Subscriber old = before.get();
            made =
                    new Subscriber(
                            id,
                            fresh.asker(),
                            fresh.name(),
                            fresh.base(),
                            fresh.topic(),
                            fresh.pathways(),
                            fresh.endpoint(),
                            fresh.headers(),
                            fresh.ids(),
                            fresh.heartbeat(),
                            fresh.timeout(),
                            fresh.most(),
                            fresh.reason(),
                            fresh.until(),
                            fresh.status(),
                            "",
                            old.began(),
                            old.told(),
                            0,
                            fresh.next(),
                            old.sent());
        }
        notes.keep(made);
        hear();
        return Optional.of(made);
    }

    private Subscriber made(String id, Wanted wanted, Visit visit) {
        Instant now = clock.instant();
        return new Subscriber(
                id,
                new Standing.Asker(
                        visit.person().id(),
                        visit.role().code(),
                        visit.scopes().map(Scopes::text).orElse("")),
                visit.person().name(),
                wanted.base(),
                wanted.topic(),
                wanted.pathways(),
                wanted.endpoint(),
                wanted.headers(),
                wanted.ids(),
                wanted.heartbeat(),
                wanted.timeout(),
                wanted.most(),
                wanted.reason(),
                wanted.until().orElse(null),
                Subscriber.Status.REQUESTED,
                "",
                now,
                0,
                0,
                now,
                now);
    }

    private void check(Wanted wanted, Visit visit) {
        requireWriting(visit);
        boolean forAPerson =
                visit.scopes().isPresent()
                        && !new Standing.Asker(visit.person().id(), "", "").ofAProgram();
        if (forAPerson) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not for somebody else",
                    "A program is told of things on its own only, not for a person.",
                    "Register it with a key and system/ scopes.");
        }
        if (!records.news().mayKnowAny()) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not with your roles",
                    "What is told rests on whole charts, and your roles, or the scopes of your"
                            + " program, do not include reading those.",
                    "A program needs a role that reads charts, and system/*.rs.");
        }
        if (addresses.none()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Nobody is told anything here",
                    "This server sends nothing to anybody.",
                    "An operator names the addresses: osteon serve --notify https://HOST/PATH/.");
        }
        if (addresses.allowed(wanted.endpoint()).isEmpty()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Not to this address",
                    "The operator of this server allows no notifications to '"
                            + wanted.endpoint()
                            + "'.",
                    "Name an address below one of those that osteon serve --notify names.");
        }
    }

    private static void requireWriting(Visit visit) {
        if (visit.reading()) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Only reading",
                    "This token only reads, and a subscription is kept here.",
                    "An administrator of this site makes tokens that write.");
        }
    }

    private List<Subscriber> mine(Visit visit) {
        return notes.subscribers().stream()
                .filter(one -> one.asker().person().equals(visit.person().id()))
                .sorted(Comparator.comparing(Subscriber::began))
                .toList();
    }

    /// Theirs, the oldest first.
    public List<Subscriber> all() {
        return mine(Visits.current().orElseThrow());
    }

    /// One of theirs.
    public Optional<Subscriber> one(String id) {
        Visit visit = Visits.current().orElseThrow();
        return notes.subscriber(id).filter(one -> one.asker().person().equals(visit.person().id()));
    }

    /// Takes one of theirs away, with what waits for it.
    public boolean remove(String id) {
        requireWriting(Visits.current().orElseThrow());
        boolean there = one(id).map(notes::remove).orElse(false);
        hear();
        return there;
    }

    /// How one of theirs stands, as a Bundle.
    public Optional<String> status(String id) {
        return one(id).map(NoticeBundle::status).map(ObjectNode::toString);
    }

    /// What one of theirs was told, as a Bundle: again, for who missed it.
    public Optional<String> events(String id, long from, long to) {
        return one(id).map(one -> {
            List<Notice> told =
                    notes.told(one).stream()
                            .filter(notice -> notice.number() >= from && notice.number() <= to)
                            .filter(notice -> records.news().mayKnow(notice.chart()))
                            .toList();
            records.news().told(told.stream().map(Notice::chart).distinct().toList());
            return NoticeBundle.of(one, NoticeBundle.Type.EVENTS, one.told(), told, clock.instant())
                    .toString();
        });
    }

    /// Whether more waits than is kept.
    boolean isFull(List<Notice> waiting) {
        return waiting.size() > MOST_WAITING;
    }
}
