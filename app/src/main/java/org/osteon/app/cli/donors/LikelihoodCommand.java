package org.osteon.app.cli.donors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.FrequencyReader;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.LikelihoodSurvey;
import org.osteon.hla.search.MatchLikelihood;
import org.osteon.hla.typing.TypingReader;
import org.osteon.outcome.data.CsvText;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import org.osteon.search.LikelihoodTable;
import org.osteon.search.ServedLikelihood;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors likelihood`: how many of a population have a donor.
@Command(
        name = "likelihood",
        header = "How many patients of a population have a donor in a registry.",
        description = {
            "",
            "Draws patients from haplotype frequencies, looks for each among all donors that can be"
                    + " asked, and tells the share that has one with no, one or two mismatches, with 95"
                    + " %% limits: of the whole registry, and of random parts of it. What a donor's"
                    + " typing leaves open counts with its probability by the same frequencies.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon donors likelihood --registry donors/ --frequencies CAU.freqs.gz",
            "  osteon donors likelihood --registry donors/ --frequencies CAU.freqs.gz --frequencies"
                    + " AFA.hfx --sizes 10000,100000 --patients 2000 --format csv"
        })
final class LikelihoodCommand implements Callable<Integer> {
    private static final int MOST_PATIENTS = 1_000_000;

    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;

    @Option(names = "--registry", paramLabel = "DIR", required = true, description = "registry")
    private Path registry;

    @Option(
            names = "--frequencies",
            paramLabel = "FILE",
            required = true,
            description =
                    "haplotype frequencies of the populations asked about, once for each file:"
                            + " tables, HFX bundles or JSON (may be .gz); of a file with several"
                            + " populations all")
    private List<Path> frequencies = List.of();

    @Option(
            names = "--population",
            paramLabel = "NAME",
            description = "only this population of the files; once for each")
    private List<String> populations = List.of();

    @Option(names = "--type", paramLabel = "adult|cord", description = "only donors of this type")
    private @Nullable Kind kind;

    @Option(
            names = "--sizes",
            paramLabel = "N,N,…",
            split = ",",
            description =
                    "numbers of donors, for random parts of the registry; default: powers of ten,"
                            + " and all")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--patients",
            paramLabel = "N",
            defaultValue = "500",
            description = "how many are drawn of each population; default: ${DEFAULT-VALUE}")
    private int patients;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the same seed draws the same patients; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, ndjson or csv")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        if (patients < 1 || patients > MOST_PATIENTS) {
            throw Problem.unusable(
                    "--patients is from 1 to " + MOST_PATIENTS + ", not " + patients);
        }
        var reader = nomenclature.reader();
        var sets = sets(reader);
        var counted = loci.loci();
        sets.forEach((name, set) -> requireLoci(name, set, counted));
        Set<Kind> kinds = kind == null ? Set.of() : Set.of(kind);
        List<LikelihoodSurvey> surveys = new ArrayList<>();
        try (var donors = Registry.open(registry, reader)) {
            RegistryVersion version = donors.version();
            List<Integer> asked = sizes(MatchLikelihood.donors(version, kinds));
            for (FrequencySet set : sets.values()) {
                var progress =
                        new LineProgress(spec.commandLine().getErr(), set.name() + ": patients", 1);
                surveys.add(
                        LikelihoodSurvey.of(
                                new MatchLikelihood(version, set, counted, kinds, asked),
                                set,
                                reader,
                                patients,
                                seed,
                                progress::done));
                progress.clear();
            }
        }
        write(surveys);
        return 0;
    }

    private Map<String, FrequencySet> sets(TypingReader reader) {
        Map<String, FrequencySet> sets = new LinkedHashMap<>();
        for (Path file : frequencies) {
            if (!Files.isRegularFile(file)) {
                throw Problem.unusable("no such file: " + file);
            }
            try {
                new FrequencyReader(reader)
                        .read(file)
                        .forEach((name, set) -> {
                            if (sets.put(name, set) != null) {
                                throw Problem.unusable(
                                        "two files hold frequencies of " + name + "; give one");
                            }
                        });
            } catch (IOException e) {
                throw Problem.unusable(
                        "cannot use the frequencies in " + file + ": " + e.getMessage());
            }
        }
        for (String name : populations) {
            if (!sets.containsKey(name)) {
                throw Problem.unusable("no population " + name + " but " + sets.keySet());
            }
        }
        if (!populations.isEmpty()) {
            sets.keySet().retainAll(populations);
        }
        return sets;
    }

    private static void requireLoci(String name, FrequencySet set, List<Locus> counted) {
        List<Locus> missing =
                counted.stream().filter(locus -> !set.loci().contains(locus)).toList();
        if (!missing.isEmpty()) {
            throw Problem.unusable(
                    "the frequencies of "
                            + name
                            + " have no "
                            + missing
                            + ", so that nobody drawn of them has; count others with --loci, of "
                            + set.loci());
        }
    }

    /// As asked for; by default powers of ten from a thousand, and all.
    private List<Integer> sizes(int donors) {
        if (donors == 0) {
            throw Problem.unusable(
                    registry + " has no donor" + (kind == null ? "" : " of this type") + " to ask");
        }
        if (sizes.isEmpty()) {
            return ServedLikelihood.sizes(donors);
        }
        for (int size : sizes) {
            if (size < 1 || size > donors) {
                throw Problem.unusable(
                        "--sizes are parts of the registry, from 1 to its "
                                + donors
                                + " donors, not "
                                + size
                                + "; for more donors than there are, make some with osteon donors"
                                + " simulate");
            }
        }
        return sizes.stream().distinct().sorted().toList();
    }

    private void write(List<LikelihoodSurvey> surveys) throws IOException {
        var out = spec.commandLine().getOut();
        switch (OutputFormat.orDefault(format)) {
            case TEXT -> out.print(LikelihoodTable.text(surveys));
            case NDJSON -> LikelihoodTable.json(surveys).forEach(out::println);
            case JSON ->
                    out.println(
                            ComparisonJson.MAPPER
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(LikelihoodTable.json(surveys)));
            case CSV -> {
                out.print(
                        CsvText.line(
                                List.of(
                                        "population",
                                        "patients",
                                        "donors",
                                        "match",
                                        "share",
                                        "low",
                                        "high")));
                for (LikelihoodTable.Row row : LikelihoodTable.rows(surveys)) {
                    out.print(
                            CsvText.line(
                                    List.of(
                                            row.population(),
                                            String.valueOf(row.patients()),
                                            String.valueOf(row.donors()),
                                            row.match(),
                                            String.valueOf(row.share().mean()),
                                            String.valueOf(row.share().low()),
                                            String.valueOf(row.share().high()))));
                }
            }
        }
    }
}
