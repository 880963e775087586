package org.osteon.records.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.TestKnowledge;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.demo.DemoCohort;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// What a site gives to a pool: who agreed to share, and nothing that tells who it is (K14;
/// records, 6.4).
class PoolRowsTest {
    private static final KnowledgeBase KNOWLEDGE = TestKnowledge.delivered();
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final PoolDefinition DEFINITION =
            new PoolDefinition(
                    "knees",
                    "1",
                    "marrow-knee-injection",
                    "koos-pain",
                    "Month 12",
                    "sex",
                    "female",
                    "male",
                    List.of());

    @TempDir private Path folder;

    @Test
    void who_was_not_asked_or_said_no_is_in_no_row_and_nobody_is_named() throws IOException {
        Set<String> names = new HashSet<>();
        PoolRows rows;
        long followed;
        try (ChartStore store = filled()) {
            store.chartsAfter("", 10_000).forEach(one -> names.add(one.id()));
            Pathway pathway = KNOWLEDGE.pathway(DEFINITION.pathway()).orElseThrow();
            Cohort cohort = Cohort.of(store, pathway, DAY, _ -> {});
            followed = cohort.patients().size();
            StoredCharts opened = new StoredCharts(store);
            rows =
                    PoolRows.of(
                            cohort,
                            DEFINITION,
                            "north",
                            "a key of this site".getBytes(StandardCharsets.UTF_8),
                            patient ->
                                    opened.pass(patient.substring("Patient/".length()))
                                                    instanceof ChartOpening.Opened(var chart, _)
                                            ? Optional.of(chart)
                                            : Optional.empty());
        }

        String csv = rows.rows().csv();
        assertThat(rows.rows().rows()).isNotEmpty();
        assertThat(rows.leftOut())
                .containsKeys(
                        "did not agree to share", "was not asked whether their data may be shared");
        assertThat(rows.leftOut().values().stream().mapToInt(one -> one).sum())
                .isEqualTo(followed - rows.rows().rows().size());
        assertThat(names).noneMatch(csv::contains);
        assertThat(csv).doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
    }

    /// Somebody denied what is genetic, and shares the rest.
    @Test
    void a_factor_that_the_patient_denied_by_its_label_stands_in_no_row() throws IOException {
        PoolDefinition genes =
                new PoolDefinition(
                        "genes",
                        "1",
                        DEFINITION.pathway(),
                        DEFINITION.measure(),
                        DEFINITION.visit(),
                        "sex",
                        "female",
                        "male",
                        List.of("genetic-finding"));
        try (ChartStore store = filled()) {
            Attribution by = new Attribution("test", Instant.EPOCH, "import");
            List<String> ids = store.chartsAfter("", 10_000).stream().map(one -> one.id()).toList();
            for (String id : ids) {
                store.append(id, by, List.of(Change.put("Observation", "genes", GENES)));
            }
            assertThat(csv(store, genes)).contains("IL1RN");
            for (String id : ids) {
                store.append(id, by, List.of(Change.put("Consent", "no-genes", NO_GENES)));
            }
            String without = csv(store, genes);
            assertThat(without).doesNotContain("IL1RN");
            assertThat(without.lines().count()).isEqualTo(csv(store, DEFINITION).lines().count());
        }
    }

    private static final String GENES =
            """
            {"resourceType":"Observation","id":"genes","status":"final","effectiveDateTime":"2024-01-01",
            "code":{"coding":[{"system":"urn:osteon:chart","code":"genetic-finding"}]},"valueString":"IL1RN"}
            """;

    private static final String NO_GENES =
            """
            {"resourceType":"Consent","id":"no-genes","status":"active","dateTime":"2024-01-01",
            "scope":{"coding":[{"code":"patient-privacy"}]},
            "provision":{"type":"deny","securityLabel":[{"code":"GDIS"}]}}
            """;

    private static String csv(ChartStore store, PoolDefinition definition) {
        Pathway pathway = KNOWLEDGE.pathway(definition.pathway()).orElseThrow();
        StoredCharts opened = new StoredCharts(store);
        return PoolRows.of(
                        Cohort.of(store, pathway, DAY, _ -> {}),
                        definition,
                        "north",
                        "a key of this site".getBytes(StandardCharsets.UTF_8),
                        patient ->
                                opened.pass(patient.substring("Patient/".length()))
                                                instanceof ChartOpening.Opened(var chart, _)
                                        ? Optional.of(chart)
                                        : Optional.empty())
                .rows()
                .csv();
    }

    private ChartStore filled() throws IOException {
        ChartStore store = ChartStore.open(folder.resolve("s.db"));
        Clock clock = Clock.fixed(Instant.parse("2026-06-01T09:00:00Z"), ZoneOffset.UTC);
        IntakeReport report =
                new IntakeReport(rejection -> {
                    throw new IllegalStateException(rejection.toString());
                });
        Intake intake = new Intake(store, "test", clock, report, _ -> {});
        for (String chart : new DemoCohort(KNOWLEDGE.folder(), DAY, 1).charts()) {
            if (chart.contains("\"marrow-knee-injection\"")) {
                intake.bundle("made-up chart", chart.getBytes(StandardCharsets.UTF_8));
            }
        }
        intake.finish();
        return store;
    }
}
