package org.osteon.app.cli.outcome;

import java.io.IOException;
import org.osteon.outcome.survival.FollowUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `outcome follow-up`.
@Command(
        name = "follow-up",
        header = "Median follow-up by reverse Kaplan-Meier.",
        footer = {
            "",
            "Example:",
            "  osteon outcome follow-up --data cohort.csv --time fu_days --event death"
        })
final class FollowUpCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;

    @Override
    Object result() throws IOException {
        var table = time.enterable(this, data.complete(this, time.columns()));
        return FollowUp.median(time.read(table), data.confidence());
    }
}
