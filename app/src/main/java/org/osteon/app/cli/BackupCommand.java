package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.store.AuditHead;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.osteon.store.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon backup`: a copy of the store, while it runs.
@Command(
        name = "backup",
        header = "Copies the store into a file, while others go on working, and verifies the copy.",
        description = {
            "",
            "The key that seals the audit (charts.db.key) is not in the copy: keep a copy of it"
                    + " apart. Stores on PostgreSQL are backed up by pg_basebackup.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon backup /backups/charts-$(date +%%F).db",
            "  osteon restore /backups/charts-2026-11-29.db --db charts.db"
        })
public final class BackupCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Parameters(paramLabel = "TARGET", description = "a new file")
    private @Nullable Path target;

    @Override
    public Integer call() throws IOException {
        Path copy = target == null ? Path.of("") : target;
        if (Files.exists(copy)) {
            throw Problem.unusable(copy + " is there already; name a new file");
        }
        Path part = copy.resolveSibling(copy.getFileName() + ".part");
        Files.deleteIfExists(part);
        AuditHead known;
        try (ChartStore charts = store.existing()) {
            known = charts.writeHead(Clock.systemUTC().instant()).orElseGet(charts::auditHead);
            charts.copyTo(part);
        } catch (StoreException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (ChartStore copied = store.existing(part)) {
            switch (StoreOption.verified(copied, known, spec.commandLine().getErr())) {
                case Verification.Intact intact ->
                        out.printf(
                                Locale.ROOT,
                                "%,d charts, %,d entries of the audit in %s; verified%nHead: %d:%s%n",
                                copied.chartCount(),
                                intact.entries(),
                                copy,
                                intact.head().sequence(),
                                intact.head().hash());
                case Verification.Broken broken -> {
                    out.println("BROKEN: " + broken + "; the copy stays at " + part);
                    return 1;
                }
            }
        }
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        return 0;
    }
}
