package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Grant;
import org.osteon.access.Role;
import org.osteon.records.apps.Standing;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.bulk.BulkJob;
import org.osteon.records.bulk.BulkRequest;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// An export that was interrupted goes on, and gives what it would have given.
class ResumedExportTest {
    private static final int CHARTS = 60;
    private static final BulkExports.Pace SLOW = new BulkExports.Pace(2, Duration.ZERO);
    private static final BulkRequest ALL =
            new BulkRequest(
                    "http://here/fhir/$export",
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    BulkRequest.Provenance.NONE);

    @TempDir private Path folder;
    private ChartStore store;
    private Account account;
    private Clock clock = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);

    @BeforeEach
    void fill() {
        store = ChartStore.open(folder.resolve("charts.db"));
        account =
                new Accounts(store, new HashedPasswords(), clock)
                        .made("doc", "D. Example", List.of("physician"));
        for (int i = 0; i < CHARTS; i++) {
            String id = "p%03d".formatted(i);
            keep(id, "Patient", id, "");
            keep(
                    id,
                    "Condition",
                    "c",
                    ",\"subject\":{\"reference\":\"Patient/"
                            + id
                            + "\"},\"asserter\":{\"reference\":\"Practitioner/doc\"}");
            keep(id, "Practitioner", "doc", "");
            keep(id, "Location", "ward", ",\"name\":\"" + i % 3 + "\"");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void keep(String chart, String type, String id, String more) {
        store.append(
                chart,
                new Attribution("test", TestServer.NOW, "import"),
                List.of(
                        Change.put(
                                type,
                                id,
                                "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}"
                                        .formatted(type, id, more))));
    }

    private BulkExports exports(BulkExports.Pace pace) {
        return new BulkExports(
                store,
                new Records(store, new StoredCharts(store), clock),
                new Standing(store, new HashedPasswords(), clock),
                Optional.of(folder.resolve("exports")),
                clock,
                pace);
    }

    private Visit visit() {
        return new Visit(
                account.person(),
                new Role("physician"),
                List.of(Grant.SiteTeam.ofAll(account.id())),
                "",
                "",
                "",
                true);
    }

    /// What somebody does who asks.
    private <T> T asked(java.util.function.Supplier<T> what) {
        return Visits.answer(visit(), what::get);
    }

    private BulkJob done(BulkExports exports, String id) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            BulkJob job = asked(() -> exports.job(id)).orElseThrow();
            if (job.ended() != null) {
                assertThat(job.problem()).isEmpty();
                return job;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it was not done in time");
    }

    private Map<String, String> files(String id) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.list(folder.resolve("exports").resolve(id))) {
            for (Path one : all.toList()) {
                files.put(one.getFileName().toString(), Files.readString(one));
            }
        }
        return files;
    }

    @Test
    void an_export_goes_on_where_it_was_whatever_a_kill_left_behind() throws Exception {
        String id;
        try (BulkExports begun = exports(SLOW)) {
            id = asked(() -> begun.ask(ALL)).id();
            for (int i = 0;
                    i < 2_000 && asked(() -> begun.job(id)).orElseThrow().looked() < 10;
                    i++) {
                Thread.sleep(2);
            }
        }
        BulkJob interrupted = asked(() -> exports(SLOW).job(id)).orElseThrow();
        assertThat(interrupted.looked()).isBetween(10L, CHARTS - 1L);
        // What was written after it was last noted down, and half a file that was not noted at all.
        Path into = folder.resolve("exports").resolve(id);
        Files.writeString(
                into.resolve("Patient.ndjson"),
                "{\"resourceType\":\"Pat",
                StandardOpenOption.APPEND);
        Files.writeString(into.resolve("Observation.ndjson"), "{\"resou");
        // What comes later is not part of it.
        keep("p000", "Condition", "later", ",\"subject\":{\"reference\":\"Patient/p000\"}");
        keep("p059", "Condition", "later", ",\"subject\":{\"reference\":\"Patient/p059\"}");

        Map<String, String> resumed;
        try (BulkExports again = exports(SLOW)) {
            again.start();
            done(again, id);
            resumed = files(id);
        }
        assertThat(resumed.get("Condition.ndjson")).doesNotContain("later");
        assertThat(resumed.get("Patient.ndjson").lines()).hasSize(CHARTS);
        assertThat(resumed.get("Practitioner.ndjson").lines()).hasSize(1);

        store.append(
                "p000",
                new Attribution("test", TestServer.NOW, "update"),
                List.of(Change.delete("Condition", "later")));
        store.append(
                "p059",
                new Attribution("test", TestServer.NOW, "update"),
                List.of(Change.delete("Condition", "later")));
        try (BulkExports undisturbed = exports(BulkExports.Pace.USUAL)) {
            String other = asked(() -> undisturbed.ask(ALL)).id();
            done(undisturbed, other);
            assertThat(files(other)).isEqualTo(resumed);
        }
    }

    @Test
    void after_a_day_it_is_taken_away_and_who_was_shut_out_gets_no_further() throws Exception {
        String id;
        try (BulkExports exports = exports(BulkExports.Pace.USUAL)) {
            id = asked(() -> exports.ask(ALL)).id();
            done(exports, id);
        }
        clock = Clock.fixed(TestServer.NOW.plus(Duration.ofHours(25)), ZoneOffset.UTC);
        new Accounts(store, new HashedPasswords(), clock).disable("test", "doc", true);
        try (BulkExports later = exports(BulkExports.Pace.USUAL)) {
            String second = asked(() -> later.ask(ALL)).id();
            for (int i = 0;
                    i < 600 && asked(() -> later.job(second)).orElseThrow().ended() == null;
                    i++) {
                Thread.sleep(50);
            }
            assertThat(asked(() -> later.job(second)).orElseThrow().problem())
                    .contains("no longer");
            assertThat(asked(() -> later.job(id))).isEmpty();
            assertThat(folder.resolve("exports").resolve(id)).doesNotExist();
            assertThat(folder.resolve("exports").resolve(second)).doesNotExist();
        }
    }
}
