package org.osteon.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.Restoration;
import org.osteon.store.StoreException;
import org.osteon.store.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon restore`: a store from a backup.
@Command(
        name = "restore",
        header = "Brings a store back from a backup, as it is or as it was at a moment.",
        description = {
            "",
            "The backup is verified first, the place must be free, and the audit says who restored"
                    + " what. Put the key of the store (charts.db.key) beside the place before, or"
                    + " name it with --audit-key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon restore /backups/charts-2026-11-29.db --db charts.db",
            "  osteon restore charts-damaged.db --db charts.db --at 2026-11-28T16:00:00+01:00"
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Parameters(paramLabel = "SOURCE", description = "a backup, or another store in a file")
    private @Nullable Path source;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "leave out what was recorded later, like 2026-11-28T16:00:00+01:00")
    private @Nullable String at;

    @Override
    public Integer call() {
        Path backup = source == null ? Path.of("") : source;
        Path target =
                store.file()
                        .orElseThrow(() ->
                                Problem.unusable(
                                        "a store on a PostgreSQL server is restored by the"
                                                + " server's own means"));
        Instant moment = at == null ? null : moment(at);
        try {
            return restore(backup, target, moment);
        } catch (StoreException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }

    private int restore(Path backup, Path target, @Nullable Instant moment) {
        PrintWriter out = spec.commandLine().getOut();
        Clock clock = Clock.systemUTC();
        Path prepared = Restoration.prepare(backup, target, moment);
        try (ChartStore copy = store.existing(prepared)) {
            Verification verification =
                    StoreOption.verified(copy, null, spec.commandLine().getErr());
            if (verification instanceof Verification.Broken broken) {
                out.println("BROKEN: " + broken + "; the copy stays at " + prepared);
                return 1;
            }
            // Before it is in its place: without its key nothing is.
            copy.record(
                    new Attribution(
                            System.getProperty("user.name", "unknown"),
                            clock.instant(),
                            "restore",
                            "from "
                                    + backup.toAbsolutePath()
                                    + (moment == null ? "" : ", as of " + moment)),
                    null,
                    "");
        }
        Optional<Path> heads = Restoration.finish(prepared, target, clock.instant());
        try (ChartStore restored = store.open()) {
            out.printf(
                    Locale.ROOT,
                    "%,d charts in %s; verified%n",
                    restored.chartCount(),
                    restored.location());
        }
        heads.ifPresent(file ->
                out.println("The heads written for the store before are set aside: " + file));
        return 0;
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.unusable(
                    "'" + text + "' is no moment; write it like 2026-11-28T16:00:00+01:00");
        }
    }
}
