package org.osteon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// One connection with the statements that it has prepared so far. Used by one thread at a time.
final class Session {
    private static final int KEPT_STATEMENTS = 100;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    Session(Connection connection) {
        this.connection = connection;
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

    void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is of no use any more either way.
        }
    }
}
