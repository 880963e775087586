package org.osteon.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/// A store in a PostgreSQL schema (the connection's current one).
final class PostgresqlDatabase extends Database {
    /// Any fixed number: writers of all processes queue for this lock, because each audit entry is
    /// chained to the one before.
    private static final long WRITER_LOCK = 0x4f73_7465_6f6eL;

    private final String url;
    private final String location;

    PostgresqlDatabase(String url) {
        this.url = url;
        Properties parsed = Driver.parseURL(url, new Properties());
        if (parsed == null) {
            throw new StoreException(
                    new StoreProblem.Unreachable(
                            withoutSecrets(url),
                            "the URL is not of the form"
                                    + " jdbc:postgresql://host:port/database?user=…&password=…"));
        }
        this.location =
                parsed.getProperty("PGHOST", "localhost")
                        + ":"
                        + parsed.getProperty("PGPORT", "5432")
                        + "/"
                        + parsed.getProperty("PGDBNAME", "");
    }

    private static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    @Override
    String location() {
        return location;
    }

    String url() {
        return url;
    }

    @Override
    Session connect(boolean writes) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "osteon");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(url, properties);
        if (!writes) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        connection.setAutoCommit(false);
        return new Session(connection, this);
    }

    /// The driver begins with the first statement.
    @Override
    void beginReading(Session session) {}

    @Override
    void beginWriting(Session session) throws SQLException {
        var statement = session.prepare("SELECT pg_advisory_xact_lock(?)");
        statement.setLong(1, WRITER_LOCK);
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
        }
    }

    @Override
    void commit(Session session) throws SQLException {
        session.connection().commit();
    }

    @Override
    boolean hasTables(Session session) throws SQLException {
        return any(
                session,
                "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_name NOT LIKE 'flyway%'");
    }

    @Override
    boolean hasStore(Session session) throws SQLException {
        return any(
                session,
                "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_name = 'osteon_store'");
    }

    @Override
    boolean isShared() {
        return true;
    }

    /// Several stores may be in one database, each in its schema.
    @Override
    boolean takes(Session session, String work) throws SQLException {
        return advisory(session, "pg_try_advisory_lock", work);
    }

    @Override
    void leaves(Session session, String work) throws SQLException {
        advisory(session, "pg_advisory_unlock", work);
    }

    private static boolean advisory(Session session, String function, String work)
            throws SQLException {
        var statement =
                session.prepare(
                        "SELECT "
                                + function
                                + "(hashtextextended('osteon ' || current_schema() || ' ' || ?, 0))");
        statement.setString(1, work);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    @Override
    void copyTo(Path copy) {
        throw new StoreException(
                new StoreProblem.Failed(
                        location(),
                        "a PostgreSQL server is backed up by its own means, pg_basebackup and the"
                                + " archive of its log"));
    }

    /// Its checks of indexes are an extension that a site may not have.
    @Override
    Optional<String> damage(Session session) {
        return Optional.empty();
    }

    private static boolean any(Session session, String sql) throws SQLException {
        try (ResultSet rows = session.prepare(sql).executeQuery()) {
            return rows.next();
        }
    }

    /// By SQLSTATE class, PostgreSQL documentation, appendix A.
    @Override
    StoreProblem problem(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("3D")
                || state.startsWith("57P")
                || state.equals("53300")
                || state.equals("25006")) {
            return new StoreProblem.Unreachable(location, message);
        }
        if (state.startsWith("58")) {
            return new StoreProblem.Unreadable(location, message);
        }
        return switch (state) {
            case "53100" -> new StoreProblem.Full(location);
            case "55P03", "40001", "40P01" -> new StoreProblem.Busy(location);
            case "XX001", "XX002" -> new StoreProblem.Damaged(location, message);
            default -> new StoreProblem.Failed(location, message);
        };
    }
}
