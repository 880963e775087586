package org.osteon.app.http.web.donors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.stereotype.Component;

/// Whose donor search is next. A search keeps a processor busy, so as many run as there are
/// processors, and one at least is left to all other pages where there are several; others wait.
/// The next is one of whoever has waited longest for a turn since their last: who asks for twenty
/// at once holds up nobody who asks for one.
@Component
final class SearchTurns {
    /// So many wait at most.
    static final int MOST_WAITING = 32;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final int atOnce;
    private final int mostWaiting;
    private final Duration longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();

    /// When each of those who wait, or are at work, had their last turn.
    private final Map<String, Long> lastTurn = new HashMap<>();

    private final Map<String, Integer> here = new HashMap<>();
    private int atWork;
    private long turns;

    private static final class Waiting {
        private final String who;
        private final Condition called;
        private boolean isCalled;

        private Waiting(String who, Condition called) {
            this.who = who;
            this.called = called;
        }
    }

    SearchTurns() {
        this(
                Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                MOST_WAITING,
                LONGEST_WAIT);
    }

    /// @param atOnce how many run at the same time
    /// @param mostWaiting how many wait at most
    /// @param longest how long one waits at most
    SearchTurns(int atOnce, int mostWaiting, Duration longest) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.longest = longest;
    }

    /// Searches when it is their turn.
    ///
    /// @param who whoever asks; all that they ask shares their turns
    /// @throws Problem where too many wait already, or the turn does not come in time
    <T> T take(String who, Supplier<T> search) {
        await(who);
        try {
            return search.get();
        } finally {
            lock.lock();
            try {
                atWork--;
                leave(who);
                callNext();
            } finally {
                lock.unlock();
            }
        }
    }

    private void await(String who) {
        lock.lock();
        try {
            if (waiting.size() >= mostWaiting) {
                throw tooMany();
            }
            Waiting own = new Waiting(who, lock.newCondition());
            waiting.add(own);
            here.merge(who, 1, Integer::sum);
            callNext();
            long left = longest.toNanos();
            while (!own.isCalled) {
                if (left <= 0) {
                    giveUp(own);
                    throw tooLong();
                }
                try {
                    left = own.called.awaitNanos(left);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    giveUp(own);
                    throw tooLong();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Waiting own) {
        if (own.isCalled) {
            atWork--;
        } else {
            waiting.remove(own);
        }
        leave(own.who);
        callNext();
    }

    private void leave(String who) {
        if (here.merge(who, -1, Integer::sum) == 0) {
            here.remove(who);
            lastTurn.remove(who);
        }
    }

    private void callNext() {
        while (atWork < atOnce && !waiting.isEmpty()) {
            Waiting next = waiting.getFirst();
            for (Waiting other : waiting) {
                if (lastTurn(other) < lastTurn(next)) {
                    next = other;
                }
            }
            waiting.remove(next);
            lastTurn.put(next.who, ++turns);
            atWork++;
            next.isCalled = true;
            next.called.signal();
        }
    }

    private long lastTurn(Waiting one) {
        return lastTurn.getOrDefault(one.who, 0L);
    }

    private Problem tooMany() {
        return new Problem(
                ProblemKind.BUSY,
                "Too many donor searches at once",
                mostWaiting
                        + " donor searches wait for their turn already; this one was not begun.",
                "Wait some seconds, and search again.");
    }

    private Problem tooLong() {
        return new Problem(
                ProblemKind.BUSY,
                "Too many donor searches at once",
                "The turn of this donor search did not come within "
                        + longest.toSeconds()
                        + " seconds; it was not begun.",
                "Wait some seconds, and search again.");
    }
}
