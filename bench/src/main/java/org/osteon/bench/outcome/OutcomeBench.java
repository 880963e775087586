package org.osteon.bench.outcome;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.competing.FineGray;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.cox.CoxModel;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.LogRank;

/// `write FILE ROWS days|real` makes a cohort; `run FILE` times the estimators on it and prints a
/// line of CSV each: method, rows, median seconds of processor time, allocated bytes per row, a
/// value to compare with the peers.
public final class OutcomeBench {
    private static final int COVARIATES = 5;
    private static final int PEER_ROWS = 10_000;
    private static final double[] AT = {365, 1825};

    private final Table table;
    private final TimedRuns timed;

    private OutcomeBench(Table table, int runs) {
        this.table = table;
        this.timed = new TimedRuns(runs);
    }

    /// Starts a benchmark.
    public static void main(String[] args) throws IOException {
        if (args.length == 4 && args[0].equals("write")) {
            write(Path.of(args[1]), Integer.parseInt(args[2]), args[3].equals("days"));
        } else if (args.length >= 2 && args[0].equals("run")) {
            Table table = Csv.read(Path.of(args[1]));
            new OutcomeBench(table, table.rows() > 200_000 ? 7 : 15).run();
        } else {
            System.err.println("usage: OutcomeBench write FILE ROWS days|real | run FILE");
            System.exit(2);
        }
    }

    /// Two groups, five covariates, two causes, exponential hazards that depend on them, ten years
    /// of follow-up.
    private static void write(Path file, int rows, boolean days) throws IOException {
        SplittableRandom random = new SplittableRandom(20260101);
        try (Writer csv = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            csv.write("time,event,grp,x1,x2,x3,x4,x5\n");
            for (int i = 0; i < rows; i++) {
                int group = random.nextInt(2);
                double[] x = new double[COVARIATES];
                for (int j = 0; j < COVARIATES; j++) {
                    x[j] =
                            j < 2
                                    ? random.nextInt(2)
                                    : Math.round(random.nextGaussian() * 1000) / 1000.0;
                }
                double eta =
                        0.2 * group
                                + 0.3 * x[0]
                                - 0.2 * x[1]
                                + 0.25 * x[2]
                                - 0.1 * x[3]
                                + 0.05 * x[4];
                double first = -2200 * Math.log(random.nextDouble()) * Math.exp(-eta);
                double second = -3000 * Math.log(random.nextDouble()) * Math.exp(-0.1 * x[2]);
                double end = 300 + 3350 * random.nextDouble();
                double time = Math.min(end, Math.min(first, second));
                int event = time == end ? 0 : time == first ? 1 : 2;
                csv.write(
                        String.format(
                                Locale.ROOT,
                                days
                                        ? "%.0f,%d,%d,%.0f,%.0f,%.3f,%.3f,%.3f%n"
                                        : "%.9f,%d,%d,%.0f,%.0f,%.3f,%.3f,%.3f%n",
                                days ? Math.floor(time) : time,
                                event,
                                group,
                                x[0],
                                x[1],
                                x[2],
                                x[3],
                                x[4]));
            }
        }
    }

    private void run() {
        int n = table.rows();
        double[] time = table.numbers("time");
        int[] event =
                Arrays.stream(table.numbers("event")).mapToInt(value -> (int) value).toArray();
        Groups groups = table.groups("grp");
        Groups one = Groups.single(n);
        DesignMatrix x = DesignMatrix.of(table, List.of("x1", "x2", "x3", "x4", "x5"), null);
        EventTimes data = EventTimes.of(time, event);
        EventTimes any = data.anyEvent();
        EventTimes own = data.onlyEvent(1);
        timed.time("km", n, () -> KaplanMeier.curves(any, groups).get(0).survivalAt(365));
        timed.time("logrank", n, () -> LogRank.test(any, groups, one, 0).chisq());
        timed.time(
                "incidence",
                n,
                () ->
                        CumulativeIncidence.summarise(data, one, one, AT, 0, 0.95)
                                .groups()
                                .values()
                                .iterator()
                                .next()
                                .causes()
                                .values()
                                .iterator()
                                .next()
                                .seGray()[0]);
        timed.time("gray", n, () -> GrayStatistic.test(data, 1, groups, one, 0).chisq());
        timed.time(
                "cox",
                n,
                () -> CoxModel.fit(CoxModel.Specification.plain(own, x)).coefficients().coef()[0]);
        timed.time("finegray", n, () -> FineGray.fit(data, 1, x, 0.95).seRobust()[0]);
        // So many rows as the peer, whose time grows with their square, can do.
        int few = Math.min(n, PEER_ROWS);
        EventTimes start = data.rows(IntStream.range(0, few).toArray());
        DesignMatrix startX =
                DesignMatrix.of(
                        table.rows(IntStream.range(0, few).toArray()),
                        List.of("x1", "x2", "x3", "x4", "x5"),
                        null);
        timed.time("finegray", few, () -> FineGray.fit(start, 1, startX, 0.95).seRobust()[0]);
        timed.time("finegray_split", few, () -> FineGray.fit(start, 1, startX, 0.95).coef()[0]);
    }
}
