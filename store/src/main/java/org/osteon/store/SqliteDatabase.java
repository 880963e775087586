package org.osteon.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A store in one file. Write-ahead log with a synchronous commit: what was acknowledged survives a
/// power cut, and readers never wait for the writer.
final class SqliteDatabase extends Database {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int BUSY_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 20;
    private static final int CACHE_KIB = 32_768;

    /// 64 MiB. A page that many commits change goes to the file once.
    private static final String WAL_PAGES = "8192";

    /// FHIR resources are about 1 KiB: six to a page rather than two and a half, and a sixth less
    /// disk.
    private static final int PAGE_BYTES = 8192;

    private final Path file;

    /// @throws StoreException where the file cannot be a store
    SqliteDatabase(Path file) {
        this.file = file;
        requireUsable(file);
    }

    /// One that is there already.
    ///
    /// @throws StoreException where there is none
    static SqliteDatabase existing(Path file) {
        if (file.toFile().length() == 0) {
            throw new StoreException(
                    new StoreProblem.NotAStore(
                            file.toString(),
                            Files.exists(file) ? "the file is empty" : "there is no such file"));
        }
        return new SqliteDatabase(file);
    }

    private static void requireUsable(Path file) {
        String location = file.toString();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolders(folder);
            }
            if (Files.isDirectory(file)) {
                throw new StoreException(
                        new StoreProblem.Unreadable(location, "this is a folder, not a file"));
            }
            if (Files.exists(file) && Files.size(file) > 0 && !startsLikeSqlite(file)) {
                throw new StoreException(
                        new StoreProblem.NotAStore(location, "the file is not an SQLite database"));
            }
        } catch (IOException e) {
            throw new StoreException(new StoreProblem.Unreadable(location, reasonOf(e)), e);
        }
    }

    private static boolean startsLikeSqlite(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private static String reasonOf(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "no permission";
            case java.nio.file.FileAlreadyExistsException already ->
                    already.getFile() + " is there already";
            default -> e.getClass().getSimpleName() + " " + e.getMessage();
        };
    }

    @Override
    String location() {
        return file.toString();
    }

    String url() {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    /// Waits for another process that is making the same file: the change to a write-ahead log does
    /// not wait by itself.
    @Override
    Session connect(boolean writes) throws SQLException {
        for (int waited = 0; ; waited += PAUSE_MILLIS) {
            try {
                if (file.toFile().length() == 0) {
                    createFile();
                }
                return new Session(connect(), this);
            } catch (SQLException e) {
                if (waited >= BUSY_MILLIS || !(problem(e) instanceof StoreProblem.Busy)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIB);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, WAL_PAGES);
        return config.createConnection(url());
    }

    /// The size of a page is decided before anything else.
    private void createFile() throws SQLException {
        if (!Files.exists(file)) {
            try {
                PrivateFiles.create(file);
            } catch (java.nio.file.FileAlreadyExistsException _) {
                // Another process makes it.
            } catch (IOException e) {
                throw new StoreException(
                        new StoreProblem.Unreadable(file.toString(), reasonOf(e)), e);
            }
        }
        try (Connection connection = new SQLiteConfig().createConnection(url());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    // Transactions are begun and ended in SQL: the driver's own begin again at once after a commit,
    // and an idle writer would lock out all other processes.

    @Override
    void beginReading(Session session) throws SQLException {
        session.prepare("BEGIN").executeUpdate();
    }

    @Override
    void beginWriting(Session session) throws SQLException {
        session.prepare("BEGIN IMMEDIATE").executeUpdate();
    }

    @Override
    void commit(Session session) throws SQLException {
        session.prepare("COMMIT").executeUpdate();
    }

    @Override
    boolean hasTables(Session session) throws SQLException {
        return any(
                session,
                "SELECT 1 FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT LIKE 'flyway%' AND name NOT LIKE 'sqlite%'");
    }

    @Override
    boolean hasStore(Session session) throws SQLException {
        return any(session, "SELECT 1 FROM sqlite_schema WHERE name = 'osteon_store'");
    }

    @Override
    boolean isShared() {
        return false;
    }

    @Override
    boolean takes(Session session, String work) {
        return true;
    }

    @Override
    void leaves(Session session, String work) {
        // A file has one server.
    }

    @Override
    void copyTo(Path copy) {
        try {
            PrivateFiles.create(copy);
        } catch (IOException e) {
            throw new StoreException(new StoreProblem.Unreadable(copy.toString(), reasonOf(e)), e);
        }
        try (Connection connection = connect();
                var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toAbsolutePath().toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new StoreException(problem(e), e);
        }
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new StoreException(new StoreProblem.Unreadable(copy.toString(), reasonOf(e)), e);
        }
    }

    @Override
    Optional<String> damage(Session session) throws SQLException {
        try (ResultSet rows = session.prepare("PRAGMA integrity_check(1)").executeQuery()) {
            String finding = rows.next() ? rows.getString(1) : "no answer";
            return finding.equals("ok") ? Optional.empty() : Optional.of(finding);
        }
    }

    private static boolean any(Session session, String sql) throws SQLException {
        try (ResultSet rows = session.prepare(sql).executeQuery()) {
            return rows.next();
        }
    }

    @Override
    StoreProblem problem(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (!(e instanceof SQLiteException sqlite)) {
            return new StoreProblem.Failed(location(), message);
        }
        return switch (primary(sqlite.getResultCode())) {
            case SQLITE_BUSY, SQLITE_LOCKED -> new StoreProblem.Busy(location());
            case SQLITE_FULL -> new StoreProblem.Full(location());
            case SQLITE_NOTADB, SQLITE_CORRUPT -> new StoreProblem.Damaged(location(), message);
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_IOERR ->
                    new StoreProblem.Unreadable(location(), message);
            default -> new StoreProblem.Failed(location(), message);
        };
    }

    /// The low byte of an extended code is the code that it details.
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }
}
