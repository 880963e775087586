package org.osteon.app.http.web.desk;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.osteon.app.http.web.ListBeingRead;

/// Whether the list of patients has been read after a start. A page waits for a short list; for a
/// long one only a moment.
final class ListReading {
    private static final long SHORT = 5_000;
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final IntSupplier read;
    private final LongSupplier charts;
    private final CountDownLatch ended = new CountDownLatch(1);

    /// @param read how many charts have been read
    /// @param charts how many there are
    ListReading(IntSupplier read, LongSupplier charts) {
        this.read = read;
        this.charts = charts;
    }

    /// It has been read, or cannot be.
    void ended() {
        ended.countDown();
    }

    /// @throws ListBeingRead where that is longer than a page waits
    void await() {
        try {
            if (ended.await(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (charts.getAsLong() > SHORT) {
                throw beingRead();
            }
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw beingRead();
        }
    }

    private ListBeingRead beingRead() {
        return new ListBeingRead(read.getAsInt(), charts.getAsLong());
    }
}
