package org.osteon.app.cli;

import org.jspecify.annotations.Nullable;
import org.osteon.app.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import picocli.CommandLine.Option;

/// Where the charts are kept.
public final class StoreOption {
    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "where the charts are: a file (SQLite), or"
                            + " jdbc:postgresql://host/database?user=…&password=…; default: the"
                            + " environment's OSTEON_DB, else .osteon/charts.db in the project's"
                            + " folder")
    private @Nullable String url;

    /// Opens it.
    public ChartStore open() {
        return open(location());
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
        try {
            return ChartStore.open(location);
        } catch (StoreException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }
}
