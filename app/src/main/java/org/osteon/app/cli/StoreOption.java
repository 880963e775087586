package org.osteon.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.store.AuditHead;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;
import org.osteon.store.NewKey;
import org.osteon.store.StoreException;
import org.osteon.store.Verification;
import picocli.CommandLine.Option;

/// Where the charts are kept.
public final class StoreOption {
    private static final int LOOKS = 5_000;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "where the charts are: a file (SQLite), or"
                            + " jdbc:postgresql://host/database?user=…; default: the environment's"
                            + " OSTEON_DB, else .osteon/charts.db in the project's folder. A password"
                            + " is never written here, where everybody on the machine can read it: it"
                            + " is taken from --db-password-file, ~/.pgpass, or a URL in OSTEON_DB")
    private @Nullable String url;

    @Option(
            names = "--db-password-file",
            paramLabel = "FILE",
            description =
                    "a file whose first line is the password of the database; default: the"
                            + " environment's OSTEON_DB_PASSWORD_FILE, else what ~/.pgpass"
                            + " (PGPASSFILE) says")
    private @Nullable Path passwordFile;

    @Option(
            names = "--audit-key",
            paramLabel = "FILE",
            description =
                    "the key that seals the audit, made on first use; default: the environment's"
                            + " OSTEON_AUDIT_KEY, else beside the file of the store (charts.db.key),"
                            + " and none for PostgreSQL. A store that was sealed by a key is opened"
                            + " with that one only. Keep it where who can write the store cannot read"
                            + " it")
    private @Nullable Path key;

    /// Opens it.
    public ChartStore open() {
        return opened(() -> ChartStore.open(location(), keyFile()));
    }

    /// Opens the one that is there; makes none.
    ChartStore existing() {
        return opened(() -> ChartStore.existing(location(), keyFile()));
    }

    /// Begins another key of it.
    NewKey.Begun newKey(Attribution by) {
        try {
            return NewKey.begin(location(), keyFile(), by);
        } catch (StoreException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }

    /// Opens a copy of it, checked by the same key.
    ChartStore existing(Path copy) {
        Path given = keyFile();
        return opened(() ->
                ChartStore.existing(
                        copy.toString(),
                        given == null ? file().map(ChartStore::keyOf).orElse(null) : given));
    }

    /// Writes down, before it is shown, whose charts whoever sits at this machine looks at.
    public static void look(ChartStore store, String action, String what, List<String> charts) {
        String user = System.getProperty("user.name", "unknown");
        store.look(
                List.of(
                        new Look(
                                Clock.systemUTC().instant(),
                                "os:" + user,
                                "command line, " + user,
                                "",
                                "",
                                "",
                                "",
                                action,
                                "done",
                                charts,
                                what)));
    }

    /// The same of all charts.
    public static void lookAtAll(ChartStore store, String action, String what) {
        for (List<ChartListing> page = store.chartsAfter("", LOOKS);
                !page.isEmpty();
                page = store.chartsAfter(page.getLast().id(), LOOKS)) {
            look(store, action, what, page.stream().map(ChartListing::id).toList());
        }
    }

    /// Its file; empty for a store on a server.
    Optional<Path> file() {
        return ChartStore.file(location());
    }

    /// Checks a store, with what was checked so far on the terminal.
    ///
    /// @param known an end of its audit that was kept elsewhere, or null
    static Verification verified(ChartStore store, @Nullable AuditHead known, PrintWriter err) {
        Progress progress = new Progress(err, "entries");
        try {
            return store.verify(known, progress::done);
        } finally {
            progress.clear();
        }
    }

    private @Nullable Path keyFile() {
        String environment = System.getenv("OSTEON_AUDIT_KEY");
        return key != null || environment == null || environment.isBlank()
                ? key
                : Path.of(environment);
    }

    public boolean isGiven() {
        return url != null;
    }

    private String location() {
        if (url != null) {
            return withPassword(withoutPassword(url));
        }
        String environment = System.getenv("OSTEON_DB");
        return environment == null || environment.isBlank()
                ? Installation.here().store("charts").toString()
                : withPassword(environment);
    }

    /// A password on the command line is on the screen of everybody who lists the processes.
    private static String withoutPassword(String url) {
        if (url.startsWith("jdbc:") && url.matches("(?i).*[?&](ssl)?password=.*")) {
            throw Problem.unusable(
                    "the password does not belong into --db, where everybody on this machine can"
                            + " read it (ps). Leave it out there, and put it into a file that only"
                            + " you can read: --db-password-file FILE, or ~/.pgpass; or the whole"
                            + " URL into the environment as OSTEON_DB. Then change it, as it was"
                            + " shown");
        }
        return url;
    }

    private String withPassword(String url) {
        String environment = System.getenv("OSTEON_DB_PASSWORD_FILE");
        Path file =
                passwordFile != null || environment == null || environment.isBlank()
                        ? passwordFile
                        : Path.of(environment);
        if (file == null || !url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String password = reader.readLine();
            if (password == null || password.isEmpty()) {
                throw Problem.unusable(file + " holds no password in its first line");
            }
            return url
                    + (url.contains("?") ? "&" : "?")
                    + "password="
                    + URLEncoder.encode(password, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.unusable(
                    "the password file " + file + " cannot be read: " + e.getMessage());
        }
    }

    static ChartStore open(String location) {
        return opened(() -> ChartStore.open(location));
    }

    private static ChartStore opened(Supplier<ChartStore> opening) {
        try {
            return opening.get();
        } catch (StoreException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }
}
