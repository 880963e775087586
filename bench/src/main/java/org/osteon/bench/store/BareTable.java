package org.osteon.bench.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.osteon.store.Change;

/// The peer: one SQLite table of texts with an index on the chart, and nothing else. No versions,
/// no audit, no search.
final class BareTable implements Subject, AutoCloseable {
    private final Connection connection;

    BareTable(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA cache_size = -32768");
            statement.execute("CREATE TABLE resource (chart TEXT, type TEXT, id TEXT, json TEXT)");
            statement.execute("CREATE INDEX resource_by_chart ON resource (chart)");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public String name() {
        return "bare table";
    }

    @Override
    public void append(String chart, List<Change> changes) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO resource VALUES (?, ?, ?, ?)")) {
            for (Change change : changes) {
                if (change instanceof Change.Put put) {
                    insert.setString(1, chart);
                    insert.setString(2, put.resource().type());
                    insert.setString(3, put.resource().id());
                    insert.setString(4, put.json());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    @Override
    public byte[] read(String chart) throws SQLException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (var select =
                connection.prepareStatement("SELECT json FROM resource WHERE chart = ?")) {
            select.setString(1, chart);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    all.writeBytes(rows.getString(1).getBytes(StandardCharsets.UTF_8));
                    all.write('\n');
                }
            }
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
