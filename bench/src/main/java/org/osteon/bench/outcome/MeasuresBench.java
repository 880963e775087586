package org.osteon.bench.outcome;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.repeated.CovarianceStructure;
import org.osteon.outcome.repeated.RepeatedMeasuresDesign;
import org.osteon.outcome.repeated.RepeatedMeasuresModel;

/// The mixed model for repeated measures: `write FILE PEOPLE` makes a trial, `run FILE` times the
/// model with every covariance its own parameter on it; the value is the standard error of the
/// baseline's coefficient.
final class MeasuresBench {
    private static final double[] DAYS = {42, 91, 182, 365};
    private static final double SEEN = 0.85;

    private MeasuresBench() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 3 && args[0].equals("write")) {
            write(Path.of(args[1]), Integer.parseInt(args[2]));
        } else if (args.length == 2 && args[0].equals("run")) {
            run(Csv.read(Path.of(args[1])));
        } else {
            System.err.println("usage: MeasuresBench write FILE PEOPLE | run FILE");
            System.exit(2);
        }
    }

    /// Two arms, a baseline, four visits of which each person misses some, measures of one person
    /// that go together, the more the closer they are.
    private static void write(Path file, int people) throws IOException {
        SplittableRandom random = new SplittableRandom(20261130);
        try (Writer csv = Files.newBufferedWriter(file)) {
            csv.write("id,arm,visit,baseline,change\n");
            for (int person = 0; person < people; person++) {
                String arm = random.nextBoolean() ? "A" : "B";
                double baseline = 45 + 15 * random.nextGaussian();
                double own = 8 * random.nextGaussian();
                double wave = 0;
                for (double day : DAYS) {
                    wave = 0.7 * wave + 6 * random.nextGaussian();
                    double change =
                            (arm.equals("A") ? 4 : 7) * Math.log1p(day / 42)
                                    - 0.2 * (baseline - 45)
                                    + own
                                    + wave * (1 + day / 730)
                                    + 4 * random.nextGaussian();
                    if (random.nextDouble() < SEEN) {
                        csv.write(
                                String.format(
                                        Locale.ROOT,
                                        "%d,%s,%.0f,%.1f,%.2f%n",
                                        person,
                                        arm,
                                        day,
                                        baseline,
                                        change));
                    }
                }
            }
        }
    }

    private static void run(Table table) {
        RepeatedMeasuresDesign design =
                RepeatedMeasuresDesign.of(
                        table, "arm", table.groups("arm"), "visit", "baseline", List.of(), null);
        double[] change = table.numbers("change");
        Groups people = table.groups("id");
        new TimedRuns(5)
                .time(
                        "mmrm",
                        table.rows(),
                        () -> {
                            RepeatedMeasuresModel.Fit fit =
                                    RepeatedMeasuresModel.fit(
                                            design,
                                            change,
                                            people,
                                            CovarianceStructure.US,
                                            RepeatedMeasuresModel.Method.SATTERTHWAITE,
                                            0.95);
                            return fit.se()[fit.coefNames().indexOf("baseline")];
                        });
    }
}
