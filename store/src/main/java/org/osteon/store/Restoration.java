package org.osteon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings a store in a file back from a copy of it, as it is or as it was at a moment. Nothing is
/// written over: the place must be free.
public final class Restoration {
    private static final String PART = ".part";

    private Restoration() {}

    /// Copies a backup beside the place of a store, for [#finish] to move there. Cut to a moment,
    /// the copy ends with the last entry that was recorded by then.
    ///
    /// @param backup a store in a file, whether somebody writes it or not
    /// @param target where the store is to be
    /// @param at the moment; null for all that is there
    /// @return the copy
    /// @throws StoreException where the backup is none, or something is at the target
    public static Path prepare(Path backup, Path target, @Nullable Instant at) {
        if (Files.exists(target)) {
            throw new StoreException(
                    new StoreProblem.Unreadable(
                            target.toString(), "there is a store already; move it away first"));
        }
        Path part = target.resolveSibling(target.getFileName() + PART);
        try {
            Files.deleteIfExists(part);
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolders(folder);
            }
        } catch (IOException e) {
            throw unusable(part, e);
        }
        try (SqliteDatabase from = SqliteDatabase.existing(backup)) {
            from.copyTo(part);
        }
        if (at != null) {
            try (SqliteDatabase copy = new SqliteDatabase(part)) {
                Schema.bringUpToDate(copy);
                boolean _ =
                        copy.write(session -> {
                            cut(session, Micros.of(at));
                            return true;
                        });
                Schema.bringUpToDate(copy);
            }
        }
        return part;
    }

    /// Puts a prepared copy in its place. Heads that were written down for what was there before
    /// are set aside, as they tell of entries that the copy may not have.
    ///
    /// @return where the heads are now; empty where there were none
    public static Optional<Path> finish(Path prepared, Path target, Instant now) {
        Path heads = SealFiles.headsOf(target);
        try {
            Optional<Path> aside = SealFiles.setAside(heads, now);
            Files.move(prepared, target, StandardCopyOption.ATOMIC_MOVE);
            return aside;
        } catch (IOException e) {
            throw unusable(target, e);
        }
    }

    private static StoreException unusable(Path file, IOException e) {
        return new StoreException(
                new StoreProblem.Unreadable(file.toString(), String.valueOf(e.getMessage())), e);
    }

    /// Takes away what was recorded after the last entry of a moment, and makes what is derived
    /// from it again.
    private static void cut(Session session, long at) throws SQLException {
        long last = number(session, "SELECT MAX(sequence) FROM audit WHERE recorded <= ?", at);
        List<String> guards = triggers(session);
        List<Long> resources =
                numbers(session, "SELECT DISTINCT resource FROM version WHERE sequence > ?", last);
        List<Long> charts =
                numbers(session, "SELECT DISTINCT chart FROM version WHERE sequence > ?", last);
        execute(session, "DELETE FROM version WHERE sequence > ?", last);
        execute(session, "DELETE FROM audit WHERE sequence > ?", last);
        for (long resource : resources) {
            derive(session, resource);
        }
        // Numbers are given out again.
        new NameIndex(session).clear();
        for (long chart : charts) {
            if (number(session, "SELECT COUNT(*) FROM version WHERE chart = ?", chart) == 0) {
                execute(session, "DELETE FROM summary WHERE chart = ?", chart);
                execute(session, "DELETE FROM chart WHERE number = ?", chart);
            } else {
                execute(
                        session,
                        "UPDATE chart SET resources = (SELECT COUNT(*) FROM resource r"
                                + " WHERE r.chart = chart.number AND r.deleted = 0),"
                                + " (revision, last_recorded) = (SELECT v.sequence, v.recorded"
                                + " FROM version v WHERE v.chart = chart.number"
                                + " ORDER BY v.number DESC LIMIT 1) WHERE number = ?",
                        chart);
            }
        }
        for (String guard : guards) {
            session.prepare(guard).executeUpdate();
        }
    }

    /// The current version of a resource and what it is found by, from its latest version.
    private static void derive(Session session, long resource) throws SQLException {
        execute(session, "DELETE FROM token WHERE resource = ?", resource);
        PreparedStatement latest =
                session.prepare(
                        "SELECT number, version, recorded, deleted, json FROM version"
                                + " WHERE resource = ? ORDER BY version DESC LIMIT 1");
        latest.setLong(1, resource);
        try (ResultSet row = latest.executeQuery()) {
            if (!row.next()) {
                execute(session, "DELETE FROM resource WHERE number = ?", resource);
                return;
            }
            boolean deleted = row.getInt(4) != 0;
            byte[] json = row.getBytes(5);
            SearchValues values = deleted ? null : SearchValues.of(json);
            PreparedStatement update =
                    session.prepare(
                            "UPDATE resource SET latest = ?, version = ?, recorded = ?,"
                                    + " deleted = ?, content_hash = ?, date_from = ?, date_to = ?"
                                    + " WHERE number = ?");
            update.setLong(1, row.getLong(1));
            update.setLong(2, row.getLong(2));
            update.setLong(3, row.getLong(3));
            update.setInt(4, deleted ? 1 : 0);
            update.setBytes(5, (deleted ? Hash.ZERO : Content.of(json).hash()).bytes());
            update.setLong(6, values == null ? SearchValues.UNDATED : values.from());
            update.setLong(7, values == null ? SearchValues.UNDATED : values.to());
            update.setLong(8, resource);
            update.executeUpdate();
            if (values != null) {
                PreparedStatement insert =
                        session.prepare(
                                "INSERT INTO token (resource, parameter, code, system)"
                                        + " VALUES (?, ?, ?, ?)");
                ChartWriter.addTokens(insert, resource, values);
                insert.executeBatch();
            }
        } catch (IOException e) {
            throw new SQLException("a text in the store is not JSON", e);
        }
    }

    /// Takes the triggers away that forbid changing the truth.
    ///
    /// @return what makes them again
    private static List<String> triggers(Session session) throws SQLException {
        List<String> made = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                session.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                        .executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
                made.add(rows.getString(2));
            }
        }
        for (String name : names) {
            session.prepare("DROP TRIGGER " + name).executeUpdate();
        }
        return made;
    }

    private static void execute(Session session, String sql, long value) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        statement.setLong(1, value);
        statement.executeUpdate();
    }

    private static long number(Session session, String sql, long value) throws SQLException {
        List<Long> found = numbers(session, sql, value);
        return found.isEmpty() ? 0 : found.getFirst();
    }

    private static List<Long> numbers(Session session, String sql, long value) throws SQLException {
        PreparedStatement select = session.prepare(sql);
        select.setLong(1, value);
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }
}
