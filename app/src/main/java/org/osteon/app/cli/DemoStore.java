package org.osteon.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.demo.DemoCohort;
import org.osteon.records.demo.DemoMorning;
import org.osteon.records.demo.DemoSite;
import org.osteon.records.studies.DemoTrial;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// A store with made-up patients only, whose courses lead up to today: made anew each day, kept
/// over the day with what was done in it.
public final class DemoStore {
    private static final long SEED = 20_260_302;

    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Progress progress;

    /// Stores made of the worked cases of the knowledge.
    ///
    /// @param knowledge whose worked cases and courses the patients are made of
    public DemoStore(KnowledgeBase knowledge, Clock clock, Progress progress) {
        this.knowledge = knowledge;
        this.clock = clock;
        this.progress = progress;
    }

    /// The demonstration's own store in this folder.
    public ChartStore in(Path folder) throws IOException {
        Path today = folder.resolve("demo-" + LocalDate.now(clock) + ".db");
        if (!Files.exists(today)) {
            Files.createDirectories(folder);
            removeOld(folder);
            Path unfinished = folder.resolve("demo-loading.db");
            try (ChartStore store = StoreOption.open(unfinished.toString())) {
                load(store);
            }
            Files.move(
                    ChartStore.keyOf(unfinished),
                    ChartStore.keyOf(today),
                    StandardCopyOption.ATOMIC_MOVE);
            Files.move(unfinished, today, StandardCopyOption.ATOMIC_MOVE);
        }
        return StoreOption.open(today.toString());
    }

    private static void removeOld(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName()
                        .toString()
                        .matches("demo-.*\\.db(-wal|-shm|\\.key|\\.heads)?")) {
                    Files.delete(file);
                }
            }
        }
    }

    /// A store that the user named; made-up patients never go among real ones.
    public ChartStore at(ChartStore store) throws IOException {
        if (store.chartCount() > 0) {
            String location = store.location();
            store.close();
            throw Problem.unusable(
                    location
                            + " holds charts already; made-up patients do not go among them. Leave"
                            + " out --db, or name an empty one");
        }
        load(store);
        return store;
    }

    private void load(ChartStore store) throws IOException {
        IntakeReport report =
                new IntakeReport(rejection -> {
                    throw new IllegalStateException(rejection.toString());
                });
        Intake intake = new Intake(store, "demonstration", clock, report, progress::done);
        ZonedDateTime now = ZonedDateTime.now(clock);
        List<String> charts =
                new DemoMorning(knowledge, now)
                        .over(new DemoCohort(knowledge.folder(), now.toLocalDate(), SEED).charts());
        for (int i = 0; i < charts.size(); i++) {
            intake.bundle(
                    "made-up chart " + (i + 1), charts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        intake.finish();
        site(store, now.toLocalDate());
        DemoTrial.over(store, knowledge, clock);
        progress.clear();
    }

    private void site(ChartStore store, LocalDate today) throws IOException {
        List<Change.Put> register =
                new DemoSite(knowledge, today, clock.getZone())
                        .over(SiteRegister.empty()).stream()
                                .map(one -> Change.put(one.type(), one.id(), one.json()))
                                .toList();
        if (!register.isEmpty()) {
            var _ =
                    store.append(
                            SiteRegister.CHART,
                            new Attribution("demonstration", clock.instant(), "form"),
                            register);
        }
    }
}
