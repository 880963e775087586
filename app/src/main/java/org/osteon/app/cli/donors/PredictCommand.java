package org.osteon.app.cli.donors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.CohortPrediction;
import org.osteon.hla.frequency.FrequencyReader;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import org.osteon.search.ProbabilityJson;
import org.osteon.search.SearchWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors predict`: match probabilities of every pair.
@Command(
        name = "predict",
        header = "Match probabilities of every pair of patients and donors.",
        description = {
            "",
            "Writes the pairs with a chance of no or of one mismatch above --min: per locus the"
                    + " chance that both positions match, then the chances of exactly one and of"
                    + " no mismatch. Files hold ID%%GLString per line, or a table with columns"
                    + " ID;A_1;A_2;… (also .gz).",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon donors predict --patients pat.gl.txt.gz --donors don.gl.txt.gz --frequencies"
                    + " CAU.freqs.gz --format csv"
        })
final class PredictCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;
    @Mixin private FrequenciesOption frequencies;

    @Option(names = "--patients", paramLabel = "FILE", required = true, description = "patients")
    private Path patients;

    @Option(names = "--donors", paramLabel = "FILE", required = true, description = "donors")
    private Path donors;

    @Option(
            names = "--min",
            paramLabel = "P",
            defaultValue = "0",
            description = "write pairs with P(0) or P(1) above this; default: ${DEFAULT-VALUE}")
    private double min;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default) or ndjson")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        var reader = nomenclature.reader();
        var set = frequencies.read(reader, spec.commandLine().getErr());
        var counted = loci.given().orElse(set.loci());
        var imputer = new Imputer(set, counted, true);
        var err = spec.commandLine().getErr();
        var donorRows = TypingTable.read(donors, reader, err);
        var patientRows = TypingTable.read(patients, reader, err);
        var cohort =
                new CohortPrediction(
                        imputer, donorRows.stream().map(TypingTable.Row::typing).toList());
        var out = spec.commandLine().getOut();
        if (format != OutputFormat.NDJSON && format != OutputFormat.JSON) {
            out.print(
                    "PatientId;DonorId;"
                            + String.join(
                                    ";",
                                    imputer.counted().stream().map(locus -> "p" + locus).toList())
                            + ";p1mm;p0mm\n");
        }
        // In batches, so that both cores work and lines still come out in order.
        int batch = 64;
        for (int from = 0; from < patientRows.size(); from += batch) {
            int to = Math.min(patientRows.size(), from + batch);
            IntStream.range(from, to)
                    .parallel()
                    .mapToObj(i -> lines(cohort, imputer, patientRows.get(i), donorRows))
                    .toList()
                    .forEach(out::print);
        }
        return 0;
    }

    private String lines(
            CohortPrediction cohort,
            Imputer imputer,
            TypingTable.Row patient,
            List<TypingTable.Row> donorRows) {
        var lines = new StringBuilder();
        cohort.predict(
                patient.typing(),
                pair -> {
                    var p = pair.probability();
                    if (p.total().zero() > min || p.total().one() > min) {
                        append(lines, imputer.counted(), patient, donorRows.get(pair.donor()), p);
                    }
                });
        return lines.toString();
    }

    private void append(
            StringBuilder lines,
            List<Locus> counted,
            TypingTable.Row patient,
            TypingTable.Row donor,
            MatchProbability p) {
        if (format == OutputFormat.NDJSON || format == OutputFormat.JSON) {
            var json = ComparisonJson.MAPPER.createObjectNode();
            json.put("patient", patient.id()).put("donor", donor.id());
            json.set("probability", ProbabilityJson.of(p));
            lines.append(json).append('\n');
            return;
        }
        lines.append(patient.id()).append(';').append(donor.id());
        for (Locus locus : counted) {
            var chances = p.byLocus().get(locus);
            lines.append(';').append(chances == null ? "" : SearchWords.number(chances.zero()));
        }
        lines.append(';').append(SearchWords.number(p.total().one()));
        lines.append(';').append(SearchWords.number(p.total().zero())).append('\n');
    }

    /// Which frequencies explain typings.
    static final class FrequenciesOption {
        @Option(
                names = "--frequencies",
                paramLabel = "FILE",
                description =
                        "haplotype frequencies: a table of haplotype and frequency, an HFX bundle or"
                                + " JSON (may be .gz)")
        private @Nullable Path file;

        @Option(
                names = "--population",
                paramLabel = "NAME",
                description = "the population, where the file holds several")
        private @Nullable String population;

        boolean isGiven() {
            return file != null;
        }

        FrequencySet read(TypingReader reader, java.io.PrintWriter err) {
            if (file == null) {
                throw Problem.unusable("which haplotype frequencies? Give --frequencies FILE");
            }
            if (!Files.isRegularFile(file)) {
                throw Problem.unusable("no such file: " + file);
            }
            try {
                var set = new FrequencyReader(reader).read(file, Optional.ofNullable(population));
                if (set.lostSum() > 0) {
                    err.println(
                            "frequencies: "
                                    + SearchWords.number(set.lostSum())
                                    + " of "
                                    + SearchWords.number(set.givenSum())
                                    + " lost to unknown alleles "
                                    + new ArrayList<>(set.unknownAlleles()));
                }
                return set;
            } catch (IOException e) {
                throw Problem.unusable(
                        "cannot use the frequencies in " + file + ": " + e.getMessage());
            }
        }
    }
}
