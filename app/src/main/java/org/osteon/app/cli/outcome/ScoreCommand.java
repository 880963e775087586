package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osteon.outcome.reported.Instrument;
import org.osteon.outcome.reported.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome score`.
@Command(
        name = "score",
        header = "Scores a questionnaire from item codes, one form per row.",
        description = {
            "",
            "Instruments: koos, hoos, rand36, phq9, gad7, or the path of a definition file.",
            "No item wording is part of the product.",
            ""
        },
        footer = {"", "Example:", "  osteon outcome score --data forms.csv --instrument koos"})
final class ScoreCommand extends StatisticCommand {
    @Mixin private DataOptions data;

    @Option(
            names = "--instrument",
            required = true,
            paramLabel = "ID",
            description = "the instrument or a definition file")
    private String instrument;

    @Option(
            names = "--missing",
            defaultValue = "half",
            paramLabel = "RULE",
            description = "half: at least half of a scale's items (default); any: one is enough")
    private Instrument.Missing missing;

    @Override
    Object result() throws IOException {
        Instrument definition =
                !Instrument.KNOWN.contains(instrument) && Files.isRegularFile(Path.of(instrument))
                        ? Instrument.parse(Files.readString(Path.of(instrument)))
                        : Instrument.named(instrument);
        return Scoring.score(definition, data.table(), missing);
    }
}
