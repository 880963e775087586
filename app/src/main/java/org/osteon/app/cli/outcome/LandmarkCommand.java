package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.cox.CoxModel;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.Landmark;
import org.osteon.outcome.survival.LogRank;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome landmark`.
@Command(
        name = "landmark",
        header = "Landmark analysis: exposed by the landmark or not, clock restarted there.",
        description = {
            "",
            "Keeps those still under observation after the landmark. Someone is exposed (1) when the day in --exposure"
                    + " is at or before it. One kind of event gives curves, log-rank and Cox; several give incidences.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon outcome landmark --data cohort.csv --time efs_days --event event --landmark 100 --exposure agvhd34_day --at 265"
        })
final class LandmarkCommand extends StatisticCommand {
    @Mixin private DataOptions data;
    @Mixin private TimeOptions time;

    @Option(
            names = "--landmark",
            required = true,
            paramLabel = "TIME",
            description = "the landmark, fixed beforehand")
    private double landmark;

    @Option(
            names = "--exposure",
            required = true,
            paramLabel = "DAYCOL",
            description = "day of the exposure, empty = none")
    private String exposure;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            description = "display times from the landmark on")
    private double[] at = {};

    @Override
    Object result() throws IOException {
        Table table = data.complete(this, time.columns());
        EventTimes all = time.read(table);
        Landmark.Cut cut = Landmark.at(all, landmark);
        note(
                cut.rows().length
                        + " kept, "
                        + cut.excluded()
                        + " had the event or were censored by "
                        + Column.plain(landmark));
        double[] days = table.numbers(exposure);
        List<String> labels = new ArrayList<>();
        int exposed = 0;
        for (int row : cut.rows()) {
            boolean seen = days[row] <= landmark;
            labels.add(seen ? "1" : "0");
            exposed += seen ? 1 : 0;
        }
        Groups groups = Groups.of(labels);
        EventTimes times = cut.data();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("n", times.size());
        result.put("exposed", exposed);
        result.put("excluded", cut.excluded());
        if (times.kinds() > 1) {
            var incidence =
                    CumulativeIncidence.summarise(
                            times, groups, Groups.single(times.size()), at, 0, data.confidence());
            result.put("times", incidence.times());
            result.put("groups", incidence.groups());
            result.put("gray", incidence.gray());
            result.put("rho", incidence.rho());
            return result;
        }
        result.put(
                "km", KaplanMeier.summarise(times, groups, at, new double[0], data.confidence()));
        if (groups.count() == 2) {
            result.put("logrank", LogRank.test(times, groups, Groups.single(times.size()), 0));
            DesignMatrix x =
                    new DesignMatrix(
                            List.of("exposed"), new double[][] {DesignMatrix.indicator(groups, 1)});
            result.put(
                    "cox",
                    ResultJson.model(
                            CoxModel.fit(CoxModel.Specification.plain(times, x)).coefficients()));
        }
        return result;
    }
}
