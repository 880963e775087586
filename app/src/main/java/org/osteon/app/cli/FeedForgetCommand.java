package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon feed forget`.
@Command(
        name = "forget",
        header = "Forgets that HL7 v2 messages were taken, after some time.",
        description = {
            "",
            "Of each message that was taken a receipt is kept, by which it is known when it comes"
                    + " again. After the time in which no sender sends again it is of no use. What"
                    + " the message made of charts stays, and so do dead letters, merges and"
                    + " corrections. The audit says how many receipts went.",
            ""
        },
        footer = {"", "Example:", "  osteon feed forget --days 90 --feeds profiles/"})
final class FeedForgetCommand implements Callable<Integer> {
    private static final int FEWEST_DAYS = 7;

    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Mixin private KnowledgeOption knowledge;

    @Option(
            names = "--days",
            paramLabel = "N",
            required = true,
            description = "those that are older than so many days; 7 or more")
    private int days;

    @Option(
            names = "--feeds",
            paramLabel = "DIR",
            required = true,
            description = "folder of the senders' profiles")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        if (days < FEWEST_DAYS) {
            throw Problem.unusable(
                    "--days is 7 or more: a sender may send again what was not heard");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw Problem.unusable("no such folder of profiles: " + folder);
        }
        Clock clock = Clock.system(ZoneId.systemDefault());
        try (ChartStore charts = store.open()) {
            long count =
                    new Feeds(
                                    new FeedRecords(charts, clock),
                                    new ProfileFolder(folder),
                                    knowledge.load())
                            .forget(
                                    clock.instant().minus(Duration.ofDays(days)),
                                    "command line, " + System.getProperty("user.name", "unknown"));
            spec.commandLine().getOut().printf(Locale.ROOT, "%,d receipts were forgotten%n", count);
        }
        return 0;
    }
}
