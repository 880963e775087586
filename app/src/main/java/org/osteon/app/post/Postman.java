package org.osteon.app.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osteon.records.links.Carrier;
import org.osteon.records.links.PatientSpeech;
import org.osteon.records.links.Posting;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due, every minute. What cannot be sent is tried again; one message never keeps the
/// others back.
public final class Postman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private final ScheduledExecutorService rounds;
    private final Posting posting;

    private Postman(Posting posting) {
        this.posting = posting;
        this.rounds =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("postman").factory());
        var _ = rounds.scheduleWithFixedDelay(() -> round(posting), 1, 60, TimeUnit.SECONDS);
    }

    /// The way that a site has connected: a folder, or a mail server; none where neither is named.
    ///
    /// @throws Problem where it cannot be used
    public static Optional<Carrier> carrier(@Nullable Path folder, @Nullable Path mail) {
        if (folder != null && mail != null) {
            throw Problem.unusable("--outbox and --smtp: one of them");
        }
        if (folder != null && !Files.isWritable(folder)) {
            throw Problem.unusable(
                    folder
                            + " is no folder that can be written to; --outbox names one that is"
                            + " there");
        }
        return mail == null
                ? Optional.ofNullable(folder).map(FileDrop::new)
                : Optional.of(MailServer.read(mail));
    }

    /// Begins its rounds.
    ///
    /// @param speech how patients are spoken to
    public static Postman start(
            ChartStore store, Carrier carrier, PatientSpeech speech, Clock clock) {
        return new Postman(new Posting(store, carrier, speech, clock));
    }

    private static void round(Posting posting) {
        try {
            int sent = posting.send();
            if (sent > 0) {
                LOG.info("{} messages were sent", sent);
            }
        } catch (RuntimeException e) {
            LOG.error("messages could not be sent", e);
        }
    }

    @Override
    public void close() {
        rounds.shutdown();
        try {
            if (!rounds.awaitTermination(30, TimeUnit.SECONDS)) {
                rounds.shutdownNow();
            }
        } catch (InterruptedException e) {
            rounds.shutdownNow();
            Thread.currentThread().interrupt();
        }
        posting.close();
    }
}
