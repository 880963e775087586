package org.osteon.records.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.Pathway;
import org.osteon.records.TestKnowledge;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// The band beside somebody's own curve (records, 4.4): the middle half of twenty people or more,
/// none of whom wants no use of what they say.
class ClinicBandTest {
    private static final LocalDate DAY = LocalDate.of(2025, 6, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private final Pathway pathway =
            TestKnowledge.delivered().pathway("marrow-knee-injection").orElseThrow();
    private ChartStore store;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("s.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void twenty_people_make_a_band_nineteen_make_none_and_who_denies_research_is_not_among_them()
            throws InterruptedException {
        for (int i = 0; i < 19; i++) {
            put("knee-" + i, i % 10, false);
        }
        put("denies", 10, true);
        assertThat(band()).isNotEmpty().allMatch(Optional::isEmpty);

        put("knee-19", 9, false);
        List<Optional<ClinicBand.Middle>> band = band();
        ClinicBand.Middle before = band.getFirst().orElseThrow();
        assertThat(before.n()).isEqualTo(20);
        // 0 to 9, each twice.
        assertThat(before.from()).isBetween(2.0, 2.5);
        assertThat(before.to()).isBetween(6.5, 7.0);
        assertThat(band.stream().flatMap(Optional::stream)).hasSize(2);
    }

    /// Made beside the work of pages: nothing at first.
    private List<Optional<ClinicBand.Middle>> band() throws InterruptedException {
        try (ClinicBand clinic = new ClinicBand(store)) {
            assertThat(clinic.of(pathway, "pain", DAY)).isEmpty();
            Instant until = Instant.now().plus(PATIENCE);
            while (clinic.of(pathway, "pain", DAY).isEmpty() && Instant.now().isBefore(until)) {
                Thread.sleep(20);
            }
            return clinic.of(pathway, "pain", DAY);
        }
    }

    private void put(String id, int pain, boolean denies) {
        List<Change> chart = new ArrayList<>();
        add(chart, "Patient", id, "\"birthDate\":\"1965-05-06\"");
        add(
                chart,
                "Procedure",
                "p",
                """
                "status":"completed","performedDateTime":"2025-01-10",\
                "code":{"coding":[{"system":"urn:osteon:chart","code":"marrow-knee-injection"}]},\
                "subject":{"reference":"Patient/%s"}\
                """
                        .formatted(id));
        pain(chart, id, "before", "2025-01-06", pain);
        pain(chart, id, "after", "2025-02-21", pain);
        if (denies) {
            add(
                    chart,
                    "Consent",
                    "c",
                    """
                    "status":"active","dateTime":"2025-01-06","patient":{"reference":"Patient/%s"},\
                    "provision":{"type":"deny","purpose":[{"system":\
                    "http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HRESCH"}]}\
                    """
                            .formatted(id));
        }
        store.append(id, new Attribution("import", Instant.EPOCH, "import"), chart);
    }

    private static void pain(List<Change> chart, String id, String name, String day, int score) {
        add(
                chart,
                "Observation",
                name,
                """
                "status":"final","effectiveDateTime":"%s","subject":{"reference":"Patient/%s"},\
                "code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},"valueInteger":%d\
                """
                        .formatted(day, id, score));
    }

    private static void add(List<Change> chart, String type, String id, String rest) {
        chart.add(
                Change.put(
                        type,
                        id,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, rest)));
    }
}
