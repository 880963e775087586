package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.proportion.MantelHaenszel;
import org.osteon.outcome.proportion.Proportion;
import org.osteon.outcome.proportion.TwoProportions;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome proportions`.
@Command(
        name = "proportions",
        header =
                "One or two proportions, from counts or from a table; with strata Mantel-Haenszel.",
        footer = {
            "",
            "Examples:",
            "  osteon outcome proportions --counts 56/70,48/80",
            "  osteon outcome proportions --data trial.csv --event responder --by arm --strata site"
        })
final class ProportionsCommand extends StatisticCommand {
    private static final Pattern COUNT = Pattern.compile("(\\d+)/(\\d+)");

    @Mixin private GroupOptions groups;
    @Mixin private StrataOption strata;

    @Option(names = "--counts", split = ",", paramLabel = "X/N", description = "one or two counts")
    private List<String> counts = List.of();

    @Option(names = "--data", paramLabel = "FILE.csv", description = "table with a header line")
    private @Nullable Path data;

    @Option(names = "--event", paramLabel = "COL", description = "1 = success, 0 = not")
    private @Nullable String event;

    @Option(
            names = "--conf",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "level of intervals; default: ${DEFAULT-VALUE}")
    private double confidence;

    @Override
    Object result() throws IOException {
        if (!counts.isEmpty()) {
            int[][] parsed = counts(counts);
            return parsed.length == 1
                    ? Proportion.of(parsed[0][0], parsed[0][1], confidence)
                    : TwoProportions.compare(
                            parsed[0][0], parsed[0][1], parsed[1][0], parsed[1][1], confidence);
        }
        if (data == null || event == null) {
            throw Problem.unusable("name --counts, or --data with --event");
        }
        List<String> needed = new ArrayList<>(List.of(event));
        needed.addAll(groups.columns());
        needed.addAll(strata.columns());
        Table table = DataOptions.complete(this, Csv.read(data), needed);
        boolean[] success = LogisticCommand.outcomes(table, event);
        if (!groups.given()) {
            int x = 0;
            for (boolean value : success) {
                x += value ? 1 : 0;
            }
            return Proportion.of(x, success.length, confidence);
        }
        return compared(table, success);
    }

    private Object compared(Table table, boolean[] success) {
        var pair = groups.pair(table);
        Groups levels = strata.read(table);
        int[][] cells = new int[levels.count()][4];
        for (int i = 0; i < pair.rows().length; i++) {
            int row = pair.rows()[i];
            int at = pair.groups().index()[i] == 1 ? 0 : 2;
            cells[levels.index()[row]][at + 1]++;
            cells[levels.index()[row]][at] += success[row] ? 1 : 0;
        }
        int[] sum = new int[4];
        List<MantelHaenszel.Table> tables = new ArrayList<>();
        for (int[] c : cells) {
            tables.add(new MantelHaenszel.Table(c[0], c[1], c[2], c[3]));
            for (int k = 0; k < 4; k++) {
                sum[k] += c[k];
            }
        }
        ObjectNode result =
                (ObjectNode)
                        ResultJson.tree(
                                TwoProportions.compare(sum[0], sum[1], sum[2], sum[3], confidence));
        if (strata.given()) {
            result.set("cmh", ResultJson.tree(MantelHaenszel.test(tables, confidence)));
        }
        return result;
    }

    static int[][] counts(List<String> texts) {
        if (texts.size() > 2) {
            throw Problem.unusable("--counts takes one or two of X/N, not " + texts);
        }
        int[][] parsed = new int[texts.size()][];
        for (int i = 0; i < parsed.length; i++) {
            var parts = COUNT.matcher(texts.get(i).strip());
            if (!parts.matches()) {
                throw Problem.unusable("--counts is written X/N, not " + texts.get(i));
            }
            parsed[i] =
                    new int[] {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))};
        }
        return parsed;
    }
}
