package org.osteon.records.studies;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartStore;
import org.osteon.store.SoleWork;

/// What changes how a study stands is done one after the other, on whichever of several servers:
/// who signs signs what there is, and nobody is allocated while it is changed.
final class StudyTurns {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ChartStore store;
    private final ReentrantLock here = new ReentrantLock();

    StudyTurns(ChartStore store) {
        this.store = store;
    }

    /// Does something when it is its turn.
    ///
    /// @throws Problem where another has the turn for too long; then nothing was done
    <T> T of(String study, Supplier<T> does) {
        here.lock();
        try (SoleWork turn = store.sole("study " + study)) {
            await(turn);
            return does.get();
        } finally {
            here.unlock();
        }
    }

    /// The same, of what gives nothing back.
    void run(String study, Runnable does) {
        boolean _ =
                of(
                        study,
                        () -> {
                            does.run();
                            return true;
                        });
    }

    private static void await(SoleWork turn) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!turn.isMine()) {
            if (System.nanoTime() > until) {
                throw busy();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw busy();
            }
        }
    }

    private static Problem busy() {
        return new Problem(
                ProblemKind.BUSY,
                "Somebody else changes this study at the same moment; nothing of yours was kept.");
    }
}
