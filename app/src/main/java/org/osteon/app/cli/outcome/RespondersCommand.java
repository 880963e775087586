package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.proportion.MantelHaenszel;
import org.osteon.outcome.proportion.TwoProportions;
import org.osteon.outcome.reported.OmeractOarsi;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome responders`.
@Command(
        name = "responders",
        header = "OMERACT-OARSI responders, observed cases and non-responder imputation.",
        description = {
            "",
            "Pain, function and patient global, each 0 to 100 with 100 the worst; one row per"
                    + " person.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome responders --data wide.csv --id id --baseline pain_0,func_0,global_0"
                    + " --follow-up pain_182,func_182,global_182 --by arm --reference SALINE --compare"
                    + " BMAC --strata kl"
        })
final class RespondersCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private GroupOptions groups;
    @Mixin private StrataOption strata;

    @Option(names = "--id", paramLabel = "COL", description = "the person")
    private @Nullable String id;

    @Option(
            names = "--baseline",
            required = true,
            split = ",",
            paramLabel = "COL",
            description = "pain, function, global before")
    private List<String> baseline = List.of();

    @Option(
            names = "--follow-up",
            required = true,
            split = ",",
            paramLabel = "COL",
            description = "the same after")
    private List<String> followUp = List.of();

    /// One arm.
    ///
    /// @param arm label
    /// @param n evaluable
    /// @param responders responders
    /// @param missing not evaluable
    record Arm(String arm, int n, int responders, int missing) {}

    @Override
    Object result() throws IOException {
        if (baseline.size() != 3 || followUp.size() != 3) {
            throw Problem.unusable(
                    "--baseline and --follow-up each name three columns: pain, function, global");
        }
        List<String> needed = new ArrayList<>(groups.columns());
        needed.addAll(strata.columns());
        Table table = needed.isEmpty() ? data.table() : data.complete(this, needed);
        OmeractOarsi.Response[] responses = judge(table);
        Groups arms = groups.read(table);
        List<Arm> byArm = new ArrayList<>();
        for (int g = 0; g < arms.count(); g++) {
            int[] counts = new int[3];
            for (int row : arms.rowsOf(g)) {
                switch (responses[row]) {
                    case RESPONDER -> counts[0]++;
                    case NON_RESPONDER -> counts[1]++;
                    case NOT_EVALUABLE -> counts[2]++;
                }
            }
            byArm.add(new Arm(arms.labels().get(g), counts[0] + counts[1], counts[0], counts[2]));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < responses.length; i++) {
            if (responses[i] == OmeractOarsi.Response.RESPONDER) {
                ids.add(
                        id == null
                                ? Integer.toString(i + 1)
                                : String.valueOf(table.column(id).text(i)));
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("byArm", byArm);
        result.put("ids", ResultJson.labels(ids));
        if (groups.given() && (arms.count() == 2 || groups.referenceGiven())) {
            compare(table, responses, byArm, result);
        }
        return result;
    }

    private OmeractOarsi.Response[] judge(Table table) {
        double[][] before = new double[3][];
        double[][] after = new double[3][];
        for (int d = 0; d < 3; d++) {
            before[d] = table.numbers(baseline.get(d));
            after[d] = table.numbers(followUp.get(d));
        }
        var responses = new OmeractOarsi.Response[table.rows()];
        for (int i = 0; i < responses.length; i++) {
            responses[i] =
                    OmeractOarsi.judge(
                            new double[] {before[0][i], before[1][i], before[2][i]},
                            new double[] {after[0][i], after[1][i], after[2][i]});
        }
        return responses;
    }

    private void compare(
            Table table,
            OmeractOarsi.Response[] responses,
            List<Arm> byArm,
            Map<String, Object> result) {
        var pair = groups.pair(table);
        Arm one = arm(byArm, pair.other());
        Arm two = arm(byArm, pair.reference());
        double level = data.confidence();
        result.put(
                camel(pair.other()) + "Vs" + capital(camel(pair.reference())),
                TwoProportions.compare(one.responders, one.n, two.responders, two.n, level));
        result.put(
                "nonResponderImputation",
                TwoProportions.compare(
                        one.responders,
                        one.n + one.missing,
                        two.responders,
                        two.n + two.missing,
                        level));
        if (strata.given()) {
            Groups levels = strata.read(table);
            int[][] counts = new int[levels.count()][4];
            for (int i = 0; i < pair.rows().length; i++) {
                int row = pair.rows()[i];
                if (responses[row] != OmeractOarsi.Response.NOT_EVALUABLE) {
                    int at = pair.groups().index()[i] == 1 ? 0 : 2;
                    counts[levels.index()[row]][at + 1]++;
                    counts[levels.index()[row]][at] +=
                            responses[row] == OmeractOarsi.Response.RESPONDER ? 1 : 0;
                }
            }
            List<MantelHaenszel.Table> tables = new ArrayList<>();
            for (int[] c : counts) {
                tables.add(new MantelHaenszel.Table(c[0], c[1], c[2], c[3]));
            }
            result.put(
                    "cmhBy" + capital(camel(strata.columns().getFirst())),
                    MantelHaenszel.test(tables, level));
        }
    }

    private static Arm arm(List<Arm> arms, String label) {
        return arms.stream().filter(arm -> arm.arm.equals(label)).findFirst().orElseThrow();
    }

    private static String camel(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
