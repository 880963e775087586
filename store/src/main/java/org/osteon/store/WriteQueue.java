package org.osteon.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who writes at the same time waits for one commit, not for each other's: whose turn it is takes
/// along what waits. What one of them cannot do is taken back by itself; where the commit fails it
/// fails for all.
final class WriteQueue {
    private static final int MOST = 64;

    /// Who came first does not wait much longer for those that came after.
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Database database;
    private final ConcurrentLinkedQueue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

    WriteQueue(Database database) {
        this.database = database;
    }

    /// Work that waits, and what came of it; touched by whose turn it is only.
    private static final class Waiting<T> {
        private final Database.Work<T> work;
        private boolean done;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Waiting(Database.Work<T> work) {
            this.work = work;
        }

        void alone(Session session) throws SQLException {
            result = work.run(session);
        }

        void amongOthers(Session session, Database database) throws SQLException {
            try {
                result = database.part(session, work);
            } catch (Database.PartFailed e) {
                failure = e.failure();
            }
        }

        T outcome() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            return Objects.requireNonNull(result);
        }
    }

    /// Returns when it is on disk.
    <T> T write(Database.Work<T> work) {
        Waiting<T> mine = new Waiting<>(work);
        waiting.add(mine);
        database.turn(() -> {
            while (!mine.done) {
                writeSome();
            }
        });
        return mine.outcome();
    }

    private void writeSome() {
        Waiting<?> first = waiting.poll();
        if (first == null) {
            throw new IllegalStateException("what is not done waits");
        }
        List<Waiting<?>> group = new ArrayList<>(List.of(first));
        try {
            boolean _ =
                    database.writing(session -> {
                        if (waiting.isEmpty()) {
                            first.alone(session);
                            return true;
                        }
                        long until = System.nanoTime() + LONGEST_NANOS;
                        Waiting<?> next = first;
                        while (next != null) {
                            next.amongOthers(session, database);
                            next =
                                    group.size() < MOST && System.nanoTime() - until < 0
                                            ? waiting.poll()
                                            : null;
                            if (next != null) {
                                group.add(next);
                            }
                        }
                        return true;
                    });
        } catch (RuntimeException | Error e) {
            group.forEach(one -> one.failure = e);
        }
        group.forEach(one -> one.done = true);
    }
}
