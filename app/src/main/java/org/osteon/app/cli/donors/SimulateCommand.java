package org.osteon.app.cli.donors;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.Simulator;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors simulate`: a synthetic registry.
@Command(
        name = "simulate",
        header = "Makes a synthetic registry with realistic typing resolution.",
        description = {
            "",
            "Donors are drawn from haplotype frequencies: half typed by two fields, 35 %% as lists"
                    + " of a typing kit, 15 %% by first field, C and DQB1 partly missing; one in"
                    + " twenty is a cord unit. The same seed gives the same registry.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon donors simulate --registry demo/ --count 100000 --frequencies CAU.freqs.gz"
        })
final class SimulateCommand implements Callable<Integer> {
    /// Ages are reckoned from here, so that a seed means the same donors on every day.
    static final LocalDate DRAWN_ON = LocalDate.of(2026, 1, 1);

    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private PredictCommand.FrequenciesOption frequencies;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            required = true,
            description = "folder of the registry; donors are added to what is there")
    private Path registry;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100000",
            description = "number of donors; default: ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw Problem.unusable("--count is at least 1, not " + count);
        }
        var err = spec.commandLine().getErr();
        var reader = nomenclature.reader();
        var set = frequencies.read(reader, err);
        var simulator = new Simulator(set, reader, seed, DRAWN_ON);
        var progress = new LineProgress(err, "donors");
        try (var writer = Registry.writer(registry, reader)) {
            long[] drawn = new long[1];
            simulator.draw(
                    1,
                    count,
                    (donor, typing) -> {
                        writer.put(donor, typing);
                        progress.done(++drawn[0]);
                    });
            writer.commit();
            progress.clear();
            var summary = ComparisonJson.MAPPER.createObjectNode();
            summary.put("simulated", count);
            summary.put("donors", writer.donorCount());
            spec.commandLine().getOut().println(summary);
        }
        return 0;
    }
}
