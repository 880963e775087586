package org.osteon.bench.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.osteon.store.Change;

/// The other way to keep charts: one row per chart, its texts deflated at the fastest level.
final class PackedTable implements Subject, AutoCloseable {
    private final Connection connection;

    PackedTable(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA cache_size = -32768");
            statement.execute("CREATE TABLE segment (chart TEXT, length INTEGER, packed BLOB)");
            statement.execute("CREATE INDEX segment_by_chart ON segment (chart)");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public String name() {
        return "packed table";
    }

    @Override
    public void append(String chart, List<Change> changes) throws SQLException {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                texts.writeBytes(put.json().getBytes(StandardCharsets.UTF_8));
                texts.write('\n');
            }
        }
        try (var insert = connection.prepareStatement("INSERT INTO segment VALUES (?, ?, ?)")) {
            insert.setString(1, chart);
            insert.setInt(2, texts.size());
            insert.setBytes(3, deflated(texts.toByteArray()));
            insert.executeUpdate();
        }
        connection.commit();
    }

    private static byte[] deflated(byte[] texts) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(texts);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[65_536];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    @Override
    public byte[] read(String chart) throws SQLException, DataFormatException {
        try (var select =
                connection.prepareStatement("SELECT length, packed FROM segment WHERE chart = ?")) {
            select.setString(1, chart);
            try (var rows = select.executeQuery()) {
                rows.next();
                byte[] texts = new byte[rows.getInt(1)];
                Inflater inflater = new Inflater();
                try {
                    inflater.setInput(rows.getBytes(2));
                    if (inflater.inflate(texts) != texts.length) {
                        throw new DataFormatException("shorter than it was");
                    }
                } finally {
                    inflater.end();
                }
                return texts;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
