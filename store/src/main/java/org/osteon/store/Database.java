package org.osteon.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final WriteQueue writers = new WriteQueue(this);

    /// The transaction of who does several things [#together].
    private final ScopedValue<Session> whole = ScopedValue.newInstance();

    /// The same of who only reads.
    private final ScopedValue<Session> snapshot = ScopedValue.newInstance();

    private volatile boolean closed;
    private volatile @Nullable AuditKey key;
    private volatile String keyFile = "";
    private volatile @Nullable StoreProblem unwritable;
    private final WriteTrouble trouble = new WriteTrouble(this);

    /// The store at a place.
    ///
    /// @param makes whether a file is made where there is none
    static Database at(String location, boolean makes) {
        Optional<Path> file = ChartStore.file(location);
        if (file.isEmpty()) {
            return new PostgresqlDatabase(location);
        }
        return makes ? new SqliteDatabase(file.get()) : SqliteDatabase.existing(file.get());
    }

    /// Where the key is looked for, and what seals the lines that are written from now on.
    void sealBy(String file, @Nullable AuditKey by) {
        keyFile = file;
        key = by;
    }

    /// Where the key was looked for; empty where nothing says where.
    String keyFile() {
        return keyFile;
    }

    /// From now on it is read only.
    void forbidWriting(StoreProblem why) {
        unwritable = why;
    }

    WriteTrouble trouble() {
        return trouble;
    }

    @Nullable AuditKey key() {
        return key;
    }

    /// Where the store is, without secrets: for messages.
    abstract String location();

    abstract StoreProblem problem(SQLException e);

    abstract Session connect(boolean writes) throws SQLException;

    /// Starts a transaction that sees the store as it is now.
    abstract void beginReading(Session session) throws SQLException;

    /// Starts a transaction as soon as no other, of any process, writes.
    abstract void beginWriting(Session session) throws SQLException;

    /// Returns when the transaction is on disk.
    abstract void commit(Session session) throws SQLException;

    /// Whether there are tables, of whatever kind, where the store's would be.
    abstract boolean hasTables(Session session) throws SQLException;

    abstract boolean hasStore(Session session) throws SQLException;

    /// What the database itself finds wrong with its files and indexes; empty where it can find
    /// nothing.
    abstract Optional<String> damage(Session session) throws SQLException;

    /// Copies all of it, as it is now, into a new file.
    abstract void copyTo(Path copy);

    /// Whether several servers may be at work on this store.
    abstract boolean isShared();

    /// Takes work on for this connection as long as it lasts; false where another connection has
    /// it.
    abstract boolean takes(Session session, String work) throws SQLException;

    /// Gives up what this connection has taken on, so that another can have it at once. A
    /// connection that is only closed keeps it until the server has noticed.
    abstract void leaves(Session session, String work) throws SQLException;

    /// Reads in one transaction, which sees the store as it is at its start.
    <T> T read(Work<T> work) {
        if (whole.isBound()) {
            return within(whole.get(), work);
        }
        if (snapshot.isBound()) {
            return within(snapshot.get(), work);
        }
        reading.acquireUninterruptibly();
        try {
            return transaction(idleReaders, false, work);
        } catch (StoreException e) {
            if (!(e.problem() instanceof StoreProblem.Unreachable)) {
                throw e;
            }
            // A server that was started again has left us with dead connections.
            closeAll(idleReaders);
            return transaction(idleReaders, false, work);
        } finally {
            reading.release();
        }
    }

    /// Writes in one transaction, the only one at its time. When this returns it is on disk; when
    /// it throws nothing of it is.
    <T> T write(Work<T> work) {
        if (snapshot.isBound() && !whole.isBound()) {
            throw new IllegalStateException("who reads as of one moment does not write");
        }
        requireWritable();
        return whole.isBound() ? partOfTheWhole(work) : writers.write(work);
    }

    /// Everything that the work reads here, as of one moment.
    <T> T readTogether(Supplier<T> work) {
        return whole.isBound() || snapshot.isBound()
                ? work.get()
                : read(session -> ScopedValue.where(snapshot, session).call(work::get));
    }

    /// Everything that the work reads and writes here, in one transaction: it reads what it has
    /// written so far. When this returns it is on disk; when it throws nothing of it is.
    <T> T together(Supplier<T> work) {
        if (whole.isBound()) {
            return work.get();
        }
        requireWritable();
        writing.acquireUninterruptibly();
        try {
            return writing(session -> ScopedValue.where(whole, session).call(work::get));
        } finally {
            writing.release();
        }
    }

    /// Waits until nobody else of this process writes.
    void turn(Runnable work) {
        writing.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            writing.release();
        }
    }

    /// A transaction that writes, for whose turn it is.
    <T> T writing(Work<T> work) {
        return transaction(idleWriters, true, work);
    }

    private void requireWritable() {
        StoreProblem why = unwritable;
        if (why != null) {
            throw new StoreException(why);
        }
    }

    private <T> T within(Session session, Work<T> work) {
        try {
            return work.run(session);
        } catch (SQLException e) {
            throw new StoreException(problem(e), e);
        }
    }

    private <T> T partOfTheWhole(Work<T> work) {
        try {
            return part(whole.get(), work);
        } catch (PartFailed e) {
            if (e.failure() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.failure();
        } catch (SQLException e) {
            throw new StoreException(problem(e), e);
        }
    }

    /// A part of a transaction failed, and was taken back by itself.
    static final class PartFailed extends Exception {
        private static final long serialVersionUID = 1;
        private final Throwable failure;

        /// @param failure a RuntimeException or an Error
        PartFailed(Throwable failure) {
            super(null, failure, false, false);
            this.failure = failure;
        }

        Throwable failure() {
            return failure;
        }
    }

    /// Work that is a part of a transaction: where it fails it alone is taken back.
    ///
    /// @throws PartFailed by the work's own failure
    /// @throws SQLException where nothing can be taken back: the transaction is of no more use
    <T> T part(Session session, Work<T> work) throws PartFailed, SQLException {
        session.prepare("SAVEPOINT part").executeUpdate();
        T result;
        try {
            result = work.run(session);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                // Rows that were to be added and were not would go with whoever comes next.
                session.forgetStatements();
                session.prepare("ROLLBACK TO SAVEPOINT part").executeUpdate();
                session.prepare("RELEASE SAVEPOINT part").executeUpdate();
            } catch (SQLException lost) {
                // Whatever is still done by it must not be kept by itself.
                session.close();
                lost.addSuppressed(e);
                throw e instanceof SQLException first ? first : lost;
            }
            Throwable failure =
                    e instanceof SQLException sql ? new StoreException(problem(sql), sql) : e;
            trouble.failed(failure);
            throw new PartFailed(failure);
        }
        session.prepare("RELEASE SAVEPOINT part").executeUpdate();
        return result;
    }

    private <T> T transaction(ConcurrentLinkedDeque<Session> idle, boolean writes, Work<T> work) {
        if (closed) {
            throw new StoreException(new StoreProblem.Failed(location(), "the store is closed"));
        }
        Session session = null;
        boolean usable = false;
        try {
            session = begin(idle, writes);
            T result = work.run(session);
            commit(session);
            usable = true;
            if (writes) {
                trouble.wrote();
            }
            return result;
        } catch (SQLException e) {
            StoreException said = new StoreException(problem(e), e);
            if (writes) {
                trouble.failed(said);
            }
            throw said;
        } catch (StoreException e) {
            if (writes) {
                trouble.failed(e);
            }
            throw e;
        } finally {
            // A connection on which anything failed is not trusted again: closing it rolls back.
            if (session != null && usable && !closed) {
                idle.addFirst(session);
            } else if (session != null) {
                session.close();
            }
        }
    }

    /// A transaction on an idle connection, or on a new one where the idle ones are gone with a
    /// server that was started again.
    private Session begin(ConcurrentLinkedDeque<Session> idle, boolean writes) throws SQLException {
        for (Session kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            try {
                begin(kept, writes);
                return kept;
            } catch (SQLException e) {
                kept.close();
                if (!(problem(e) instanceof StoreProblem.Unreachable)) {
                    throw e;
                }
            }
        }
        Session session = connect(writes);
        try {
            begin(session, writes);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private void begin(Session session, boolean writes) throws SQLException {
        if (writes) {
            beginWriting(session);
        } else {
            beginReading(session);
        }
    }

    @Override
    public void close() {
        closed = true;
        closeAll(idleReaders);
        closeAll(idleWriters);
    }

    private static void closeAll(ConcurrentLinkedDeque<Session> idle) {
        for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            session.close();
        }
    }
}
