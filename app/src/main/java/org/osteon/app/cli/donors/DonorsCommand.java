package org.osteon.app.cli.donors;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `osteon donors`: what the commands below it share is their subject.
@Command(
        name = "donors",
        header = "HLA typing, matching, donor search and match probabilities.",
        description = {
            "",
            "A TYPING is a GL String such as A*01:01+A*02:01^B*08:01+B*44:02, or @FILE with one,"
                    + " or a FHIR chart that holds one.",
            ""
        },
        subcommands = {
            TypingCommand.class,
            CompareCommand.class,
            PredictCommand.class,
            FrequenciesCommand.class,
            ImportCommand.class,
            RemoveCommand.class,
            SimulateCommand.class,
            SearchCommand.class,
            ProfilesCommand.class,
            LikelihoodCommand.class,
            FamilyCommand.class,
            NomenclatureCommand.class,
        })
public final class DonorsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
