package org.osteon.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.Installation;
import org.osteon.app.UnusableInputException;
import org.osteon.app.demo.DemoCohort;
import org.osteon.app.intake.Intake;
import org.osteon.app.intake.IntakeReport;
import org.osteon.store.ChartStore;

/// The store of the demonstration: one for each day, because its patients' courses lead up to today.
final class DemoStore {
    private static final long SEED = 20_260_302;

    private final Path knowledge;
    private final Clock clock;

    DemoStore(Path knowledge, Clock clock) {
        this.knowledge = knowledge;
        this.clock = clock;
    }

    ChartStore open() throws IOException {
        Path file = Installation.here().store("demo-" + LocalDate.now(clock));
        Files.createDirectories(file.getParent());
        return StoreOption.open(file.toString());
    }

    /// Puts the cohort into a store that has no charts yet; another is left as it is.
    void fill(ChartStore store, PrintWriter messages) throws IOException {
        if (store.chartCount() > 0) {
            return;
        }
        List<String> charts = new DemoCohort(knowledge, LocalDate.now(clock), SEED).charts();
        messages.println("osteon: making " + charts.size() + " patients for the demonstration");
        messages.flush();
        IntakeReport report =
                new IntakeReport(
                        rejection -> {
                            throw new UnusableInputException("the demonstration: " + rejection);
                        });
        Intake intake = new Intake(store, "demonstration", clock, report, _ -> {});
        for (String chart : charts) {
            intake.bundle("demonstration", chart.getBytes(StandardCharsets.UTF_8));
        }
        intake.finish();
    }
}
