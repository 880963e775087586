package org.osteon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// The database behind a store: gives out connections, one transaction at a time, and says in our
/// words what went wrong.
abstract sealed class Database implements AutoCloseable permits SqliteDatabase, PostgresqlDatabase {
    private static final int READERS = 16;

    /// Work within one transaction.
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private final ConcurrentLinkedDeque<Session> idleReaders = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Session> idleWriters = new ConcurrentLinkedDeque<>();
    private final Semaphore reading = new Semaphore(READERS, true);
    private final Semaphore writing = new Semaphore(1, true);
    private volatile boolean closed;

    /// Where the store is, without secrets: for messages.
    abstract String location();

    abstract StoreProblem problem(SQLException e);

    abstract Connection connectForReading() throws SQLException;

    abstract Connection connectForWriting() throws SQLException;

    /// Waits until this transaction is the only one of all processes that writes.
    abstract void becomeOnlyWriter(Session session) throws SQLException;

    /// Whether there are tables, of whatever kind, where the store's would be.
    abstract boolean hasTables(Session session) throws SQLException;

    abstract boolean hasStore(Session session) throws SQLException;

    /// Reads in one transaction, which sees the store as it is at its start.
    <T> T read(Work<T> work) {
        return transaction(reading, idleReaders, false, work);
    }

    /// Writes in one transaction, the only one at its time. When this returns it is on disk; when
    /// it throws nothing of it is.
    <T> T write(Work<T> work) {
        return transaction(writing, idleWriters, true, work);
    }

    private <T> T transaction(
            Semaphore turn, ConcurrentLinkedDeque<Session> idle, boolean writes, Work<T> work) {
        if (closed) {
            throw new StoreException(new StoreProblem.Failed(location(), "the store is closed"));
        }
        turn.acquireUninterruptibly();
        Session session = null;
        boolean usable = false;
        try {
            session = idle.pollFirst();
            if (session == null) {
                session = new Session(writes ? connectForWriting() : connectForReading());
            }
            if (writes) {
                becomeOnlyWriter(session);
            }
            T result = work.run(session);
            session.connection().commit();
            usable = true;
            return result;
        } catch (SQLException e) {
            throw new StoreException(problem(e), e);
        } catch (StoreException e) {
            throw e;
        } finally {
            // A connection on which anything failed is not trusted again: closing it rolls back.
            if (session != null && usable && !closed) {
                idle.addFirst(session);
            } else if (session != null) {
                session.close();
            }
            turn.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Session session = idleReaders.pollFirst();
                session != null;
                session = idleReaders.pollFirst()) {
            session.close();
        }
        for (Session session = idleWriters.pollFirst();
                session != null;
                session = idleWriters.pollFirst()) {
            session.close();
        }
    }
}
