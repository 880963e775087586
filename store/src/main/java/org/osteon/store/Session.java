package org.osteon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection with the statements that it has prepared so far. Used by one thread at a time.
final class Session {
    private static final int KEPT_STATEMENTS = 100;

    private final Connection connection;
    private final Database database;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    Session(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    /// What seals the lines that this store writes; null where it has no key.
    @Nullable AuditKey key() {
        return database.key();
    }

    /// Where the store is, and where its key was looked for (may be empty): for messages.
    String location() {
        return database.location();
    }

    String keyFile() {
        return database.keyFile();
    }

    /// A line's seal, as the database keeps it: null where there is no key.
    byte @Nullable [] seal(Hash line) {
        AuditKey key = key();
        return key == null ? null : key.seal(line).bytes();
    }

    /// Whether names are found by [NameIndex]; else the database has an index of its own for them.
    boolean keepsNames() {
        return database instanceof SqliteDatabase;
    }

    Connection connection() {
        return connection;
    }

    /// The statement of this text; the caller closes its result sets, not the statement.
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement kept = statements.get(sql);
        if (kept != null) {
            return kept;
        }
        if (statements.size() == KEPT_STATEMENTS) {
            var oldest = statements.entrySet().iterator().next();
            statements.remove(oldest.getKey());
            oldest.getValue().close();
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        statements.put(sql, statement);
        return statement;
    }

    /// Gives up what is prepared, with all that was put into it and not executed.
    void forgetStatements() throws SQLException {
        for (PreparedStatement one : statements.values()) {
            one.close();
        }
        statements.clear();
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is of no use any more either way.
        }
    }
}
