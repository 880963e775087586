package org.osteon.bench.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.records.demo.DemoCohort;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// A store of as many charts as asked for: the patients of the demonstration, made with some seeds,
/// then the same again under other ids.
final class ManyCharts {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final int SEEDS = 4;
    private static final Pattern PATIENT =
            Pattern.compile("\"resourceType\":\"Patient\",\"id\":\"([^\"]+)\"");

    private ManyCharts() {}

    /// Puts in what is missing of so many.
    ///
    /// @param day that the made-up courses lead up to
    static void fill(Path database, Clock clock, LocalDate day, int charts) throws IOException {
        List<List<String>> cohorts = new ArrayList<>();
        try (ChartStore store = ChartStore.open(database)) {
            long there = store.chartCount();
            for (int round = 0; there < charts; round++) {
                if (cohorts.size() < SEEDS) {
                    cohorts.add(new DemoCohort(KNOWLEDGE, day, round).charts());
                }
                Intake intake =
                        new Intake(store, "bench", clock, new IntakeReport(_ -> {}), _ -> {});
                for (String chart : cohorts.get(round % SEEDS)) {
                    if (there++ >= charts) {
                        break;
                    }
                    intake.bundle("made up", renamed(chart, round));
                }
                intake.finish();
                there = store.chartCount();
                System.err.printf("%d charts%n", there);
            }
        }
    }

    /// The same chart of a patient with another id.
    static byte[] renamed(String chart, int round) {
        Matcher id = PATIENT.matcher(chart);
        if (!id.find()) {
            throw new IllegalStateException("a chart without a patient");
        }
        String other = id.group(1) + "-" + round;
        return chart.replace("\"id\":\"" + id.group(1) + "\"", "\"id\":\"" + other + "\"")
                .replace("Patient/" + id.group(1) + "\"", "Patient/" + other + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
