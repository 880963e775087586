package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/// For each reference case the commands that give its result.
final class GoldenCommands extends GoldenRun {
    GoldenCommands(Golden.Case golden, Path folder) {
        super(golden, folder);
    }

    JsonNode result() throws IOException {
        String id = golden.id();
        if (id.startsWith("two-proportions")) {
            JsonNode x = golden.node().get("x");
            return run(
                    "proportions",
                    "--counts",
                    "%s/%s,%s/%s".formatted(x.get(0), x.get(1), x.get(2), x.get(3)));
        }
        return switch (id.replaceAll("-.*", "")) {
            case "we01",
                    "we02",
                    "we03",
                    "we04",
                    "we05",
                    "we06",
                    "we07",
                    "we08",
                    "we09",
                    "we10",
                    "we11",
                    "we12" ->
                    new GoldenWorked(golden, folder).worked(id);
            case "km", "reverse", "fixed", "number" -> survival().survival(id);
            case "lr", "cs" -> survival().logRank(id);
            case "cif" -> survival().incidence(id);
            case "cox" -> survival().cox(id);
            case "fg" -> survival().fineGray(id);
            case "rmst", "landmark100", "pseudo", "grfs", "winratio", "centre" ->
                    survival().derived(id);
            case "ms" -> survival().multistate(id);
            case "change", "two", "one", "ancova", "ordinal", "kruskal", "describe" ->
                    measures().change(id);
            case "mmrm" -> measures().repeated(id);
            case "responder", "proportion", "mcid" -> measures().responders(id);
            case "koos", "rand36" -> measures().scores(id);
            case "ps", "iptw", "psm" -> measures().propensity(id);
            case "ni", "ss", "obrien" -> measures().design(id);
            case "minimisation" -> measures().minimisation();
            case "dose" -> measures().dose(id);
            default -> throw new AssertionError("no command for " + id);
        };
    }

    private GoldenSurvival survival() {
        return new GoldenSurvival(golden, folder);
    }

    private GoldenMeasures measures() {
        return new GoldenMeasures(golden, folder);
    }
}
