package org.osteon.app.http.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// Whose request is answered next. Threads cost little; what they do then costs memory and the
/// processor, and so only some are at work at the same time; what goes on by itself makes way for
/// them.
final class Turns {
    private final Limits limits;
    private final RightOfWay way;
    private final Semaphore atWork;
    private final Map<String, Integer> ofAddress = new ConcurrentHashMap<>();

    Turns(Limits limits, RightOfWay way) {
        this.limits = limits;
        this.way = way;
        this.atWork = new Semaphore(limits.atWork(), true);
    }

    /// A turn; closed when it is over.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for a turn.
    ///
    /// @throws Problem where it does not come in time, or too many of this address wait
    Turn take(String address) {
        if (ofAddress.merge(address, 1, Integer::sum) > limits.waiting()) {
            leave(address);
            throw new Problem(
                    ProblemKind.BUSY,
                    "more than "
                            + limits.waiting()
                            + " requests of your address wait for their answers; wait a moment and"
                            + " send it again");
        }
        try {
            if (!atWork.tryAcquire(limits.turn().toMillis(), TimeUnit.MILLISECONDS)) {
                throw overloaded();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            leave(address);
            throw overloaded();
        } catch (Problem e) {
            leave(address);
            throw e;
        }
        RightOfWay.Passage answer = way.answer();
        return () -> {
            answer.close();
            atWork.release();
            leave(address);
        };
    }

    private static Problem overloaded() {
        return new Problem(
                ProblemKind.BUSY,
                "the server has more to do than it can; wait a moment and send it again");
    }

    private void leave(String address) {
        ofAddress.computeIfPresent(
                address, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    /// How many are at work.
    int atWork() {
        return limits.atWork() - atWork.availablePermits();
    }
}
