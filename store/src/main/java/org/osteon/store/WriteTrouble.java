package org.osteon.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a store can be written. It is tried by a write that needs room on the disk and is no
/// one's; and what others could not write counts for a while, as they may have needed more room
/// than that.
final class WriteTrouble {
    private static final ScopedValue<Boolean> TRYING = ScopedValue.newInstance();
    private static final String KIND = "written";
    private static final int BYTES = 8_192;
    private static final long TRIED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long COUNTS_NANOS = Duration.ofSeconds(10).toNanos();

    private final SecureRandom random = new SecureRandom();
    private final Database database;
    private volatile @Nullable Failed others;
    private @Nullable Tried last;

    WriteTrouble(Database database) {
        this.database = database;
    }

    private record Failed(StoreProblem problem, long nanos) {}

    private record Tried(Optional<StoreProblem> problem, long nanos) {}

    /// Somebody's write is on disk.
    void wrote() {
        if (!TRYING.isBound()) {
            others = null;
        }
    }

    /// Somebody could not write.
    void failed(Throwable failure) {
        if (failure instanceof StoreException e && !TRYING.isBound() && isOfTheStore(e.problem())) {
            others = new Failed(e.problem(), System.nanoTime());
        }
    }

    /// What a database says of one request is not the store's trouble.
    private static boolean isOfTheStore(StoreProblem problem) {
        return !(problem instanceof StoreProblem.Failed);
    }

    /// Tries it, unless it was tried just now.
    synchronized Optional<StoreProblem> now() {
        long now = System.nanoTime();
        Tried known = last;
        if (known == null || now - known.nanos() > TRIED_NANOS) {
            known = new Tried(tried(), System.nanoTime());
            last = known;
        }
        Failed failed = others;
        return known.problem()
                .or(() ->
                        failed != null && System.nanoTime() - failed.nanos() < COUNTS_NANOS
                                ? Optional.of(failed.problem())
                                : Optional.empty());
    }

    private Optional<StoreProblem> tried() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = "{\"written\":\"" + HexFormat.of().formatHex(bytes) + "\"}";
        try {
            boolean _ =
                    ScopedValue.where(TRYING, true)
                            .call(() ->
                                    database.write(session ->
                                            new KeptNotes(session).put(KIND, "now", text)));
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(e.problem());
        }
    }
}
