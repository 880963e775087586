package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.Server;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.demo.DemoCohort;
import org.osteon.search.ServedDonors;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.LookEntry;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// The file that is left for the time when the server cannot be reached (X10).
class DowntimeSheetsTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Instant NOW = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

    @TempDir Path folder;
    private Path ward;
    private ChartStore store;
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ward = Files.createDirectory(folder.resolve("ward"));
        store = ChartStore.open(folder.resolve("charts.db"));
        Intake intake = new Intake(store, "test", clock, new IntakeReport(_ -> {}), _ -> {});
        List<String> cohort = new DemoCohort(KNOWLEDGE, TODAY, 1).charts();
        for (String chart :
                cohort.stream()
                        .filter(one -> one.contains("MedicationRequest"))
                        .limit(25)
                        .toList()) {
            intake.bundle("made up", chart.getBytes(StandardCharsets.UTF_8));
        }
        intake.finish();
        store.append(
                "giver",
                new Attribution("test", NOW, "import"),
                List.of(
                        Change.put(
                                "Patient",
                                "giver",
                                "{\"resourceType\":\"Patient\",\"id\":\"giver\",\"name\":[{\"family\":\"Giverson\"}]}"),
                        Change.put(
                                "CareTeam",
                                "t",
                                "{\"resourceType\":\"CareTeam\",\"id\":\"t\",\"status\":\"active\",\"category\":[{\"coding\":[{\"code\":\"donor\"}]}],\"subject\":{\"reference\":\"Patient/giver\"}}")));
        server =
                Server.start(
                        new Server.Contents(
                                store,
                                knowledge,
                                clock,
                                new Server.Demonstration(false),
                                ServedDonors.none(),
                                new Server.SiteRules(
                                        false,
                                        Optional.of(ward),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        Optional.of(URI.create("https://osteon.example/")))),
                        "127.0.0.1",
                        0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String file() throws IOException, InterruptedException {
        Path file = ward.resolve("osteon-downtime.html");
        for (int i = 0; i < 600 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
        return Files.readString(file);
    }

    @Test
    void it_has_the_list_and_a_sheet_for_everybody_who_has_an_order()
            throws IOException, InterruptedException {
        String file = file();
        assertThat(file)
                .contains("<title>Downtime sheets, 2 Mar 2026 at 12:00</title>")
                .contains("What was recorded after that is not here")
                .contains("Release sheet as of")
                .contains("Pharmacist")
                .contains("<style>");
        assertThat(file.split("<article", -1).length).isGreaterThan(5);
        // Each sheet says whether it is an order, and leads back to its patient.
        assertThat(file.split("<article", -1))
                .filteredOn(sheet -> sheet.contains("class=\"pages\""))
                .allSatisfy(sheet -> assertThat(sheet).contains("<svg class=\"qr\""));
        assertThat(file).contains("PLANNED, not released");
        for (String charts : store.charts(0, 100).stream().map(one -> one.id()).toList()) {
            assertThat(file).doesNotContain("href=\"/patients/" + charts);
        }
        // Alone it leads nowhere and loads nothing.
        assertThat(file).doesNotContain("<a ", "<script", "src=", "<link");
    }

    @Test
    void it_is_its_owners_only_and_nothing_half_made_lies_beside_it()
            throws IOException, InterruptedException {
        file();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        ward.resolve("osteon-downtime.html"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(ward)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void who_looks_by_it_is_written_down_and_a_donor_is_not_in_it()
            throws IOException, InterruptedException {
        assertThat(file()).doesNotContain("Giverson");
        List<LookEntry> looks = store.looks(null, Long.MAX_VALUE, 100);
        assertThat(looks)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.look().person()).isEqualTo("downtime"));
        assertThat(looks.stream().flatMap(one -> one.look().charts().stream()))
                .doesNotContain("giver")
                .isNotEmpty();
    }
}
