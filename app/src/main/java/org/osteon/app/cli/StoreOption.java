package org.osteon.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.app.words.Problem;
import org.osteon.store.AuditHead;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;
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
                            + " jdbc:postgresql://host/database?user=…&password=…; default: the"
                            + " environment's OSTEON_DB, else .osteon/charts.db in the project's"
                            + " folder")
    private @Nullable String url;

    @Option(
            names = "--audit-key",
            paramLabel = "FILE",
            description =
                    "the key that seals the audit, made on first use; default: the environment's"
                            + " OSTEON_AUDIT_KEY, else beside the file of the store (charts.db.key),"
                            + " and none for PostgreSQL. Keep it where who can write the store"
                            + " cannot read it")
    private @Nullable Path key;

    /// Opens it.
    public ChartStore open() {
        return opened(() -> ChartStore.open(location(), keyFile()));
    }

    /// Opens the one that is there; makes none.
    ChartStore existing() {
        return opened(() -> ChartStore.existing(location(), keyFile()));
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
            return url;
        }
        String environment = System.getenv("OSTEON_DB");
        return environment == null || environment.isBlank()
                ? Installation.here().store("charts").toString()
                : environment;
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
