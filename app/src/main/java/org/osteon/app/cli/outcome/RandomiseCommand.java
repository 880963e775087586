package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.randomisation.Arms;
import org.osteon.outcome.randomisation.Minimisation;
import org.osteon.outcome.randomisation.PermutedBlocks;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `outcome randomise`.
@Command(
        name = "randomise",
        header =
                "Allocation lists by permuted blocks, or minimisation; reproducible from the seed.",
        description = {
            "",
            "blocks: a list of --n places for each --stratum. minimisation: --data with the factors of each patient in order of"
                    + " enrolment, or --counts with --preview for the imbalance of the next patient only.",
            "The result names the algorithm, seed, ratio and every draw: keep it as the audit trail, away from site users.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome randomise --method blocks --ratio A=1,B=1 --block-sizes 4,6 --stratum siteA,siteB --n 40 --seed 20260101",
            "  osteon outcome randomise --method minimisation --counts counts.json --weights site=2,sex=1 --preview"
        })
final class RandomiseCommand extends StatisticCommand {
    /// How patients are allocated.
    enum Method {
        /// Permuted blocks within strata.
        BLOCKS,
        /// Minimisation.
        MINIMISATION
    }

    @Option(
            names = "--method",
            required = true,
            paramLabel = "METHOD",
            description = "blocks or minimisation")
    private Method method;

    @Option(
            names = "--ratio",
            split = ",",
            paramLabel = "ARM=N",
            description = "arms and their ratio, such as A=2,B=1")
    private Map<String, Integer> ratio = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "seed of the trial")
    private @Nullable Long seed;

    @Option(
            names = "--block-sizes",
            split = ",",
            paramLabel = "N",
            description = "sizes, drawn at random")
    private int[] blockSizes = {};

    @Option(
            names = "--stratum",
            split = ",",
            paramLabel = "NAME",
            description = "strata, a list each")
    private List<String> strata = List.of("all");

    @Option(names = "--n", paramLabel = "N", description = "places per stratum")
    private @Nullable Integer places;

    @Option(
            names = "--counts",
            paramLabel = "FILE.json",
            description = "{factor: {arm: count}} at the patient's levels")
    private @Nullable Path counts;

    @Option(
            names = "--data",
            paramLabel = "FILE.csv",
            description = "a row per patient, a column per factor")
    private @Nullable Path data;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "FACTOR=W",
            description = "factors and their weight")
    private Map<String, Double> weights = new LinkedHashMap<>();

    @Option(
            names = "--imbalance",
            defaultValue = "range",
            paramLabel = "MEASURE",
            description = "range (default), variance or sd")
    private Minimisation.Measure measure;

    @Option(
            names = "--probability",
            defaultValue = "0.8",
            paramLabel = "P",
            description = "probability of the best arm; default: ${DEFAULT-VALUE}")
    private double probability;

    @Option(names = "--preview", description = "only the imbalance; nothing is allocated or logged")
    private boolean preview;

    @Override
    Object result() throws IOException {
        return switch (method) {
            case BLOCKS -> blocks();
            case MINIMISATION -> counts != null ? previewed(counts) : minimised();
        };
    }

    private Object blocks() {
        if (places == null || seed == null || blockSizes.length == 0) {
            throw Problem.unusable("--method blocks needs --n, --seed, --ratio and --block-sizes");
        }
        Arms arms = new Arms(ratio);
        PermutedBlocks blocks = new PermutedBlocks(arms, blockSizes, seed);
        String warning = blocks.warning(strata.size(), places * strata.size());
        if (!warning.isEmpty()) {
            note(warning);
        }
        List<PermutedBlocks.Allocation> list = new ArrayList<>();
        for (String stratum : strata) {
            list.addAll(blocks.list(stratum, places));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("algorithm", PermutedBlocks.ALGORITHM);
        result.put("seed", seed);
        result.put("ratio", arms.ratio());
        result.put("blockSizes", blockSizes);
        result.put("allocations", list);
        return result;
    }

    private Object previewed(Path file) throws IOException {
        if (!preview) {
            throw Problem.unusable(
                    "--counts shows the imbalance of the next patient: add --preview; to allocate, give --data");
        }
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no file " + file);
        }
        JsonNode tree = new ObjectMapper().readTree(file.toFile());
        Map<String, Map<String, Integer>> atLevels = new LinkedHashMap<>();
        TreeSet<String> arms = new TreeSet<>();
        tree.properties()
                .forEach(factor -> {
                    Map<String, Integer> byArm = new LinkedHashMap<>();
                    factor.getValue()
                            .properties()
                            .forEach(arm -> {
                                byArm.put(arm.getKey(), arm.getValue().asInt());
                                arms.add(arm.getKey());
                            });
                    atLevels.put(factor.getKey(), byArm);
                });
        Map<String, Double> used = weights;
        if (used.isEmpty()) {
            used = new LinkedHashMap<>();
            for (String factor : atLevels.keySet()) {
                used.put(factor, 1.0);
            }
        }
        Arms allocated = ratio.isEmpty() ? Arms.equal(List.copyOf(arms)) : new Arms(ratio);
        Minimisation.Scores scores =
                new Minimisation(allocated, used, measure, probability, 0).scores(atLevels);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("imbalance", scores.imbalance());
        result.put("best", scores.best().size() == 1 ? scores.best().getFirst() : scores.best());
        return result;
    }

    private Object minimised() throws IOException {
        if (data == null || seed == null || weights.isEmpty() || ratio.isEmpty()) {
            throw Problem.unusable(
                    "--method minimisation needs --data, --weights, --ratio and --seed, or --counts with --preview");
        }
        List<String> factors = List.copyOf(weights.keySet());
        Table table = DataOptions.complete(this, Csv.read(data), factors);
        List<Map<String, String>> patients = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            Map<String, String> levels = new LinkedHashMap<>();
            for (String factor : factors) {
                levels.put(factor, String.valueOf(table.column(factor).text(i)));
            }
            patients.add(levels);
        }
        Minimisation minimisation =
                new Minimisation(new Arms(ratio), weights, measure, probability, seed);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("algorithm", Minimisation.ALGORITHM);
        result.put("seed", seed);
        result.put("ratio", ratio);
        result.put("weights", weights);
        result.put("measure", measure.name().toLowerCase(java.util.Locale.ROOT));
        result.put("probability", probability);
        result.put("allocations", minimisation.allocate(patients));
        return result;
    }
}
