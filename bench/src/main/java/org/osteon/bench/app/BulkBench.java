package org.osteon.bench.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osteon.access.Grant;
import org.osteon.access.Role;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;
import org.osteon.records.apps.Standing;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.bulk.BulkJob;
import org.osteon.records.bulk.BulkRequest;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.demo.DemoCohort;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Passwords;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// Everything out and in again: resources a second, on SQLite and PostgreSQL; whether two exports
/// give the same bytes, whether what was imported into an empty store goes out in the same bytes,
/// and whether the pathways say the same of every chart. Arguments: folder (emptied stores of it
/// are needed), rounds of the demonstration's 400 patients (default 5). Run from the project's
/// root.
///
/// Access, consents and looks are in it, as for who asks by HTTP.
public final class BulkBench {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final Instant NOW = FIRST.atTime(12, 0).toInstant(ZoneOffset.UTC);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Passwords NONE =
            new Passwords() {
                @Override
                public String hash(String password) {
                    return "";
                }

                @Override
                public boolean matches(String password, String hash) {
                    return false;
                }
            };

    private final Path folder;
    private final KnowledgeBase knowledge;

    private BulkBench(Path folder) throws IOException {
        this.folder = folder;
        this.knowledge = KnowledgeBase.load(KNOWLEDGE);
    }

    /// Prints a table in Markdown.
    public static void main(String[] args) throws Exception {
        BulkBench bench = new BulkBench(Files.createDirectories(Path.of(args[0])));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        System.out.println("| what | resources | s | resources/s |");
        System.out.println("|---|---|---|---|");
        try (EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "on")
                                .setServerConfig("synchronous_commit", "on")
                                .start();
                ChartStore first = ChartStore.open(bench.folder.resolve("first.db"));
                ChartStore second = ChartStore.open(bench.folder.resolve("second.db"));
                ChartStore postgresql =
                        ChartStore.open(server.getJdbcUrl("postgres", "postgres"))) {
            bench.fill(first, rounds);
            Map<String, String> files = bench.out("SQLite", first, "1");
            System.out.printf(
                    "%ntwice the same bytes: %s%n",
                    files.equals(bench.out("SQLite, again", first, "2")));
            bench.in("SQLite", second, "1");
            System.out.printf(
                    "%nout of the empty store that it came into, the same bytes: %s; the same"
                            + " assessments: %s%n",
                    files.equals(bench.out("SQLite, imported", second, "3")),
                    bench.said(first).equals(bench.said(second)));
            bench.in("PostgreSQL", postgresql, "1");
            System.out.printf(
                    "%nof PostgreSQL: the same bytes: %s; the same assessments: %s%n",
                    files.equals(bench.out("PostgreSQL", postgresql, "4")),
                    bench.said(first).equals(bench.said(postgresql)));
        }
        System.exit(0);
    }

    private void fill(ChartStore store, int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            Intake intake = new Intake(store, "bench", CLOCK, new IntakeReport(_ -> {}), _ -> {});
            for (String chart : new DemoCohort(KNOWLEDGE, FIRST, round).charts()) {
                intake.bundle("made up", ManyCharts.renamed(chart, round));
            }
            intake.finish();
        }
    }

    private Map<String, String> out(String title, ChartStore store, String name) throws Exception {
        Accounts accounts = new Accounts(store, NONE, CLOCK);
        Account account = accounts.made("bench", "B. Example", List.of("physician"));
        Visit visit =
                new Visit(
                        account.person(),
                        new Role("physician"),
                        List.of(Grant.SiteTeam.ofAll(account.id())),
                        "",
                        "",
                        "",
                        true);
        Path exports = folder.resolve("exports-" + name);
        try (BulkExports bulk =
                new BulkExports(
                        store,
                        new Records(store, new StoredCharts(store), CLOCK),
                        new Standing(store, NONE, CLOCK),
                        Optional.of(exports),
                        CLOCK,
                        BulkExports.Pace.USUAL)) {
            long begun = System.nanoTime();
            AtomicReference<BulkJob> job = new AtomicReference<>();
            BulkRequest all =
                    new BulkRequest(
                            "bench",
                            true,
                            List.of(),
                            List.of(),
                            List.of(),
                            null,
                            BulkRequest.Provenance.NONE);
            Visits.during(visit, () -> job.set(bulk.ask(all)));
            while (job.get().ended() == null) {
                Thread.sleep(20);
                Visits.during(visit, () -> job.set(bulk.job(job.get().id()).orElseThrow()));
            }
            row(title + ": out", resources(store), System.nanoTime() - begun);
            Map<String, String> hashes = new TreeMap<>();
            for (String type : job.get().output().keySet()) {
                Path file = exports.resolve(job.get().id()).resolve(type + ".ndjson");
                hashes.put(type, hash(file));
            }
            return hashes;
        }
    }

    private static String hash(Path file) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(
                        java.security.MessageDigest.getInstance("SHA-256")
                                .digest(Files.readAllBytes(file)));
    }

    private void in(String title, ChartStore store, String name) throws IOException {
        IntakeReport report =
                new IntakeReport(one -> {
                    throw new IllegalStateException(one.toString());
                });
        long begun = System.nanoTime();
        Intake intake = new Intake(store, "bench", CLOCK, report, _ -> {});
        try (var jobs = Files.list(folder.resolve("exports-" + name))) {
            for (Path file : Intake.files(jobs.findFirst().orElseThrow())) {
                intake.file(file);
            }
        }
        intake.finish();
        row(title + ": in", report.created(), System.nanoTime() - begun);
    }

    private static long resources(ChartStore store) {
        long count = 0;
        String last = "";
        for (List<ChartListing> page = store.chartsAfter(last, 10_000);
                !page.isEmpty();
                page = store.chartsAfter(last, 10_000)) {
            count += page.stream().mapToLong(ChartListing::resources).sum();
            last = page.getLast().id();
        }
        return count;
    }

    /// What all pathways say of every chart.
    private Map<String, String> said(ChartStore store) {
        Map<String, String> said = new TreeMap<>();
        String last = "";
        for (List<ChartListing> page = store.chartsAfter(last, 100);
                !page.isEmpty();
                page = store.chartsAfter(last, 100)) {
            for (ChartListing one : page) {
                if (ChartReader.resources(store.chart(one.id()).orElseThrow().utf8())
                        instanceof ChartReading.Read(var chart)) {
                    said.put(
                            one.id(),
                            AssessmentJson.line(
                                    AssessedChart.byAll(knowledge.pathways(), chart, FIRST)));
                }
            }
            last = page.getLast().id();
        }
        return said;
    }

    private static void row(String title, long resources, long nanos) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.1f | %,.0f |%n",
                title,
                resources,
                nanos / 1e9,
                resources / (nanos / 1e9));
    }
}
