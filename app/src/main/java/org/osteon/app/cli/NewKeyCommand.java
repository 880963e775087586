package org.osteon.app.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.store.NewKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon audit new-key`.
@Command(
        name = "new-key",
        header = "Begins another key where the one that sealed the audit is lost.",
        description = {
            "",
            "Stop the servers first. What the audit says up to now is no longer checked against a"
                    + " key, by its chain alone; the audit says who began the key and why. Second"
                    + " factors that the key before hid are gone with it: a recovery code still lets"
                    + " in, and an administrator takes the factor away.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon audit new-key --reason \"charts.db.key was lost with the old machine\""
        })
final class NewKeyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Option(
            names = "--reason",
            paramLabel = "WORDS",
            required = true,
            description = "why, for whoever reads the audit")
    private String reason = "";

    @Override
    public Integer call() {
        if (reason.isBlank()) {
            throw Problem.unusable("--reason says why a new key is begun; it is empty");
        }
        NewKey.Begun begun =
                store.newKey(
                        new Attribution(
                                System.getProperty("user.name", "unknown"),
                                Clock.systemUTC().instant(),
                                "new-key",
                                reason.strip()));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s seals the audit from entry %,d on; keep a copy of it apart from the store%n",
                begun.key(),
                begun.from());
        begun.heads()
                .ifPresent(file ->
                        out.println("The heads that the key before signed are set aside: " + file));
        return 0;
    }
}
