package org.osteon.app;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;

/// Writes the end of the audit down when a server starts and daily while it runs, so that what is
/// cut off later is found.
final class DailyHead implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DailyHead.class.getName());

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("osteon-heads").factory());

    DailyHead(ChartStore store, Clock clock) {
        var _ = timer.scheduleAtFixedRate(() -> write(store, clock), 0, 1, TimeUnit.DAYS);
    }

    private static void write(ChartStore store, Clock clock) {
        try {
            store.writeHead(clock.instant());
        } catch (StoreException e) {
            // The next day's shows as much.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the end of the audit was not written down: {0}",
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
