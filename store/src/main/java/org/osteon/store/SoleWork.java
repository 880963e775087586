package org.osteon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Work that one of several servers on the same store does: letters that go out, exports that are
/// made. Whoever has it keeps it until it ends, is killed, or loses the database; then another gets
/// it at its next try. A store in a file has one server, whose it always is.
public final class SoleWork implements AutoCloseable {
    private final Database database;
    private final String name;
    private @Nullable Session held;
    private boolean mine;
    private boolean closed;

    SoleWork(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    /// Whether it is this server's: asks for it where nobody has it. Where the database does not
    /// answer it is nobody's.
    public synchronized boolean isMine() {
        if (!database.isShared()) {
            return true;
        }
        if (closed) {
            return false;
        }
        try {
            Session session = held == null ? database.connect(true) : held;
            held = session;
            mine = mine ? answers(session) : database.takes(session, name);
            database.commit(session);
            return mine;
        } catch (SQLException _) {
            mine = false;
            leave();
            return false;
        }
    }

    private static boolean answers(Session session) throws SQLException {
        try (ResultSet rows = session.prepare("SELECT 1").executeQuery()) {
            return rows.next();
        }
    }

    private void leave() {
        Session session = held;
        boolean had = mine;
        held = null;
        mine = false;
        if (session == null) {
            return;
        }
        try {
            if (had) {
                database.leaves(session, name);
            }
        } catch (SQLException _) {
            // The server gives it up itself when it notices that the connection is gone.
        } finally {
            session.close();
        }
    }

    /// Leaves it to another.
    @Override
    public synchronized void close() {
        closed = true;
        leave();
    }
}
