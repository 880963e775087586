package org.osteon.records.notices;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.access.Role;
import org.osteon.records.apps.Standing;
import org.osteon.records.charts.ChartNews;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.outside.Addresses;
import org.osteon.records.rounds.Rounds;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.NoteChange;
import org.osteon.store.SoleWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells subscribers what waits for them, each by itself: one that hangs holds up no other. Who it
/// is for, and whether they may know, is asked at each delivery. Of several servers one tells.
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_HANDSHAKES = 6;
    private static final int MOST_FAILURES = 100;
    private static final int KEPT_TOLD = 1_000;
    private static final int LONGEST_ERROR = 300;

    private final ChartStore store;
    private final Notices notices;
    private final Records records;
    private final Standing standing;
    private final Addresses addresses;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final SoleWork sole;
    private final Rounds watch;

    /// Nobody, where nobody may be told anything.
    private final Optional<NoticePost> post;

    /// @param between how long it waits before it looks again
    public Deliveries(
            ChartStore store,
            Notices notices,
            Records records,
            Standing standing,
            Addresses addresses,
            Clock clock,
            Duration between) {
        this.store = store;
        this.notices = notices;
        this.records = records;
        this.standing = standing;
        this.addresses = addresses;
        this.clock = clock;
        this.post = addresses.none() ? Optional.empty() : Optional.of(new NoticePost());
        this.sole = store.sole("notices");
        this.watch = new Rounds("notices", between, this::telling);
    }

    /// Begins to tell; where nobody may be told anything, there is nothing to begin.
    public void start() {
        if (!addresses.none()) {
            watch.start();
        }
    }

    private boolean telling() {
        notices.hear();
        if (!sole.isMine()) {
            return false;
        }
        for (Subscriber one : notices.known()) {
            if (isDue(one) && busy.add(one.id())) {
                Thread.ofVirtual().name("notices " + one.id()).start(() -> tell(one.id()));
            }
        }
        return false;
    }

    private boolean isDue(Subscriber one) {
        return one.listens() && !clock.instant().isBefore(one.next());
    }

    private void tell(String id) {
        try {
            notices.notes().subscriber(id).filter(this::isDue).ifPresent(this::tell);
        } catch (RuntimeException e) {
            LOG.warn("the subscriber {} could not be told: {}", id, e.getMessage());
        } finally {
            busy.remove(id);
        }
    }

    private void tell(Subscriber one) {
        Instant now = clock.instant();
        if (one.until() != null && !now.isBefore(one.until())) {
            end(one, Subscriber.Status.OFF, "Its time is over.");
            return;
        }
        Optional<URI> to = addresses.allowed(one.endpoint());
        if (to.isEmpty()) {
            end(one, Subscriber.Status.ERROR, "The operator no longer allows this address.");
            return;
        }
        Optional<Visit> visit = visit(one);
        if (visit.isEmpty()) {
            end(one, Subscriber.Status.OFF, "Who subscribed is no longer known here.");
            return;
        }
        Visits.during(visit.get(), () -> tell(one, to.get()));
    }

    private void tell(Subscriber one, URI to) {
        if (one.status() == Subscriber.Status.REQUESTED) {
            send(one, to, NoticeBundle.Type.HANDSHAKE, List.of(), List.of());
            return;
        }
        List<Notice> waiting = notices.notes().waiting(one);
        if (notices.isFull(waiting)) {
            end(one, Subscriber.Status.ERROR, "More waits than is kept: " + waiting.size() + ".");
            return;
        }
        ChartNews news = records.news();
        List<NoteChange> withheld = new ArrayList<>();
        List<Notice> next = new ArrayList<>();
        for (Notice notice : waiting) {
            if (next.size() == one.most()) {
                break;
            }
            if (news.mayKnow(notice.chart())) {
                next.add(notice.told(one.told() + next.size() + 1));
            } else {
                withheld.add(notices.notes().notWaiting(one, notice));
            }
        }
        if (!next.isEmpty()) {
            news.told(next.stream().map(Notice::chart).distinct().toList());
            send(one, to, NoticeBundle.Type.EVENT, next, withheld);
        } else {
            if (!withheld.isEmpty()) {
                write(withheld);
            }
            boolean silent =
                    one.heartbeat() > 0
                            && !clock.instant().isBefore(one.sent().plusSeconds(one.heartbeat()));
            if (silent) {
                send(one, to, NoticeBundle.Type.HEARTBEAT, List.of(), List.of());
            }
        }
    }

    private void send(
            Subscriber one,
            URI to,
            NoticeBundle.Type type,
            List<Notice> next,
            List<NoteChange> besides) {
        Instant now = clock.instant();
        String json = NoticeBundle.of(one, type, one.told() + next.size(), next, now).toString();
        List<NoteChange> changes = new ArrayList<>(besides);
        NoticeNotes notes = notices.notes();
        try {
            post.orElseThrow().send(to, one.headers(), json, Duration.ofSeconds(one.timeout()));
            for (Notice notice : next) {
                changes.add(notes.notWaiting(one, notice));
                changes.add(notes.told(one, notice));
                if (notice.number() > KEPT_TOLD) {
                    changes.add(notes.forgotten(one, notice.number() - KEPT_TOLD));
                }
            }
            changes.add(notes.keeping(one.answered(clock.instant(), next.size())));
        } catch (IOException e) {
            changes.add(notes.keeping(failed(one, String.valueOf(e.getMessage()))));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        // Who was deleted, or changed, meanwhile stays so.
        if (notes.subscriber(one.id()).filter(one::equals).isPresent()) {
            write(changes);
            notices.hear();
        }
    }

    private Subscriber failed(Subscriber one, String why) {
        int failures = one.failures() + 1;
        Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
        boolean over =
                failures
                        >= (one.status() == Subscriber.Status.REQUESTED
                                ? MOST_HANDSHAKES
                                : MOST_FAILURES);
        return one.failed(
                why.substring(0, Math.min(why.length(), LONGEST_ERROR)),
                clock.instant().plus(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait),
                over);
    }

    private void end(Subscriber one, Subscriber.Status as, String why) {
        write(List.of(notices.notes().keeping(one.with(as, why, clock.instant()))));
        notices.hear();
    }

    private void write(List<NoteChange> changes) {
        store.appendAll(new Attribution("Osteon", clock.instant(), "notify"), List.of(), changes);
    }

    private Optional<Visit> visit(Subscriber one) {
        return standing.of(one.asker())
                .map(now ->
                        new Visit(
                                now.account().person(),
                                new Role(now.role()),
                                now.grants(),
                                "",
                                "subscription " + one.id(),
                                one.endpoint(),
                                true,
                                now.scopes()));
    }

    @Override
    public void close() {
        watch.close();
        sole.close();
        post.ifPresent(NoticePost::close);
    }
}
