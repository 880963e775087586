package org.osteon.app.cli.outcome;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `osteon outcome`: the statistics of the field, on CSV.
@Command(
        name = "outcome",
        header =
                "Statistics of outcomes on a CSV table: survival, competing risks, regression,"
                        + " reported outcomes, design.",
        description = {
            "",
            "A table has a header line, commas, and an empty field where a value is missing.",
            "Results go to standard output as text, json, ndjson or csv; rows left out are named on"
                    + " standard error.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome table --endpoint survival > cohort.csv",
            "  osteon outcome km --data cohort.csv --time fu_days --event death --by arm --at"
                    + " 100,365",
            "  osteon outcome incidence --data cohort.csv --time efs_days --event event --by arm"
                    + " --format json",
            "  osteon outcome report --data cohort.csv --template transplant > report.html"
        },
        synopsisSubcommandLabel = "STATISTIC",
        commandListHeading = "%nStatistics:%n",
        subcommands = {
            TableCommand.class,
            KaplanMeierCommand.class,
            RestrictedMeanCommand.class,
            FollowUpCommand.class,
            FixedTimeCommand.class,
            AtRiskCommand.class,
            LogRankCommand.class,
            IncidenceCommand.class,
            GrayCommand.class,
            CoxCommand.class,
            FineGrayCommand.class,
            PseudoValueCommand.class,
            LandmarkCommand.class,
            CompositeCommand.class,
            WinRatioCommand.class,
            CentresCommand.class,
            MultistateCommand.class,
            VisitsCommand.class,
            ChangeCommand.class,
            AncovaCommand.class,
            OrdinalCommand.class,
            RankCommand.class,
            RepeatedMeasuresCommand.class,
            RespondersCommand.class,
            MinimalChangeCommand.class,
            ProportionsCommand.class,
            LogisticCommand.class,
            LinearCommand.class,
            ScoreCommand.class,
            PropensityCommand.class,
            MatchCommand.class,
            NonInferiorityCommand.class,
            SampleSizeCommand.class,
            RandomiseCommand.class,
            TrendCommand.class,
            PoolCommand.class,
            ReportCommand.class,
        })
public final class OutcomeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
