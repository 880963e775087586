package org.osteon.app.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.store.AuditHead;
import org.osteon.store.ChartStore;
import org.osteon.store.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon audit`: what was done to the charts, and whether it still stands.
@Command(
        name = "audit",
        header = "Verifies that nothing in the store was changed behind its back.",
        subcommands = {
            AuditCommand.Verify.class,
            AuditCommand.Head.class,
            NewKeyCommand.class,
            AuditExportCommand.class
        })
public final class AuditCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /// `osteon audit verify`.
    @Command(
            name = "verify",
            header = "Checks every byte of the store against the chain of its audit.",
            description = {
                "",
                "Exit code 0 where everything is as it was written, 1 where a byte was changed,"
                        + " with the place, 2 where there is no store.",
                "With the key of the store it also shows that nobody else wrote an entry, and with"
                        + " the heads written beside the key (osteon audit head; daily while the server"
                        + " runs) that nothing was cut off. A head kept elsewhere can be given with"
                        + " --head.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  osteon audit verify",
                "  osteon audit verify --head 1234:9f86d081884c7d65…"
            })
    static final class Verify implements Callable<Integer> {
        private static final Pattern HEAD = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

        @Spec private CommandSpec spec;

        @Mixin private StoreOption store;

        @Option(
                names = "--head",
                paramLabel = "SEQUENCE:HASH",
                description = "the head that an earlier verification printed")
        private @Nullable String head;

        @Override
        public Integer call() {
            AuditHead known = head == null ? null : parse(head);
            PrintWriter out = spec.commandLine().getOut();
            try (ChartStore charts = store.existing()) {
                return switch (StoreOption.verified(charts, known, spec.commandLine().getErr())) {
                    case Verification.Intact intact -> {
                        write(intact, out);
                        yield 0;
                    }
                    case Verification.Broken broken -> {
                        out.println("BROKEN: " + broken);
                        yield 1;
                    }
                };
            }
        }

        private static void write(Verification.Intact intact, PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "Intact: %,d entries, %,d versions of resources%s%n%s%nHead: %d:%s%n",
                    intact.entries(),
                    intact.versions(),
                    intact.looks() == 0
                            ? ""
                            : String.format(Locale.ROOT, ", %,d looks", intact.looks()),
                    intact.sealed() == intact.entries()
                            ? "Sealed by the key: all entries"
                            : String.format(
                                    Locale.ROOT,
                                    "Sealed by the key: %,d of %,d entries; for the others the"
                                            + " chain alone speaks, which can be written anew",
                                    intact.sealed(),
                                    intact.entries()),
                    intact.head().sequence(),
                    intact.head().hash());
            intact.backwards()
                    .forEach(entry ->
                            out.printf(
                                    Locale.ROOT,
                                    "Clock: entry %d is dated before the one before it%n",
                                    entry));
        }

        private static AuditHead parse(String head) {
            Matcher form = HEAD.matcher(head);
            if (!form.matches()) {
                throw Problem.unusable(
                        "'"
                                + head
                                + "' is no head: it is a number, a colon and 64 digits (0-9, a-f)");
            }
            return new AuditHead(Long.parseLong(form.group(1)), form.group(2));
        }
    }

    /// `osteon audit head`.
    @Command(
            name = "head",
            header = "Writes the end of the audit down, signed, beside the key.",
            description = {
                "",
                "Later verifications find by it that a tail was cut off or written anew. The server"
                        + " does this daily; copy the file (charts.db.heads) to somewhere else.",
                ""
            },
            footer = {"", "Example:", "  osteon audit head --db charts.db"})
    static final class Head implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Mixin private StoreOption store;

        @Override
        public Integer call() {
            try (ChartStore charts = store.existing()) {
                AuditHead head =
                        charts.writeHead(Clock.systemUTC().instant())
                                .orElseThrow(() ->
                                        Problem.unusable(
                                                "this store has no key to sign with; name"
                                                        + " one with --audit-key FILE"));
                spec.commandLine()
                        .getOut()
                        .printf(Locale.ROOT, "%d:%s%n", head.sequence(), head.hash());
                return 0;
            }
        }
    }
}
