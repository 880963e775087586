package org.osteon.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Many who look at the same time wait for one commit, not for each other's: who comes first takes
/// all that wait into one transaction.
final class LookQueue {
    private final Database database;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    LookQueue(Database database) {
        this.database = database;
    }

    private static final class Waiting {
        final List<Look> looks;
        boolean done;
        @Nullable RuntimeException failure;

        Waiting(List<Look> looks) {
            this.looks = looks;
        }
    }

    /// Returns when they are on disk.
    void add(List<Look> looks) {
        if (looks.isEmpty()) {
            return;
        }
        Waiting mine = new Waiting(List.copyOf(looks));
        waiting.add(mine);
        turn.lock();
        try {
            if (!mine.done) {
                writeAll();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void writeAll() {
        List<Waiting> all = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            all.add(one);
            looks.addAll(one.looks);
        }
        try {
            boolean _ =
                    database.write(session -> {
                        new LookLog(session).add(looks);
                        return true;
                    });
        } catch (RuntimeException e) {
            all.forEach(one -> one.failure = e);
        }
        all.forEach(one -> one.done = true);
    }
}
