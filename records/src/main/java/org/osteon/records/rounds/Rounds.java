package org.osteon.records.rounds;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work in rounds, by a thread of its own, until it is closed. A round that fails is told in the
/// log, and after a while the next is tried.
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final String name;
    private final Duration between;
    private final Round round;
    private final Semaphore calls = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean closed;

    /// What is done in a round.
    @FunctionalInterface
    public interface Round {
        /// Does one round, and tells whether the next is to follow at once.
        boolean more();
    }

    /// @param name of the thread, and what the log calls the work
    /// @param between how long it waits before it looks again
    public Rounds(String name, Duration between, Round round) {
        this.name = name;
        this.between = between;
        this.round = round;
    }

    /// Begins, where it has not begun yet.
    public synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().daemon().name(name).start(this::work);
        }
    }

    /// There is something to do: it does not wait any longer.
    public void call() {
        calls.release();
    }

    /// Whether no further round begins.
    public boolean isClosed() {
        return closed;
    }

    private void work() {
        while (!closed) {
            boolean more = false;
            try {
                more = round.more();
            } catch (StoreException e) {
                LOG.warn("{} wait, as the store does not answer: {}", name, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("{} could not go on", name, e);
            }
            if (!more) {
                await();
            }
        }
    }

    private void await() {
        try {
            if (calls.tryAcquire(between.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /// Lets the round that runs end, for a while.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        calls.release();
        if (running != null) {
            try {
                running.join(LAST_ROUND);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
