package org.osteon.records.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// Whole charts that leave the house bear the labels of what is sensitive by what it is.
class SensitivityLabelsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2025-06-02T10:00:00Z"), ZoneOffset.UTC);
    private static final String ANSWERED =
            """
            {"resourceType":"QuestionnaireResponse","id":"f","status":"completed","subject":{"reference":"Patient/p1"},
             "item":[{"linkId":"genetic-finding","answer":[{"valueString":"IL1RN, 1.50"}]}]}\
            """;

    @TempDir Path folder;

    @Test
    void a_chart_that_is_taken_out_says_what_is_sensitive_in_it() {
        try (ChartStore store = ChartStore.open(folder.resolve("s.db"))) {
            store.append(
                    "p1",
                    new Attribution("import", CLOCK.instant(), "import"),
                    List.of(
                            Change.put(
                                    "Patient",
                                    "p1",
                                    "{\"resourceType\":\"Patient\",\"id\":\"p1\"}"),
                            Change.put("QuestionnaireResponse", "f", ANSWERED)));
            Records records = new Records(store, new StoredCharts(store), CLOCK);
            Visit visit =
                    new Visit(
                            Person.of("anna", "Anna", new Role("physician")),
                            new Role("physician"),
                            List.of(Grant.SiteTeam.ofAll("anna")),
                            "192.0.2.1",
                            "r",
                            "GET /",
                            false);
            List<ChartExport.Taken> taken =
                    Visits.answer(
                            visit,
                            () -> {
                                ChartExport out = records.exporting();
                                return out.take(List.of("p1"), out.moment(), true);
                            });

            assertThat(taken.getFirst().resources())
                    .anySatisfy(one ->
                            assertThat(one.json())
                                    .contains("\"code\":\"GDIS\"", "IL1RN, 1.50")
                                    .contains("\"resourceType\":\"QuestionnaireResponse\""))
                    .anySatisfy(one ->
                            assertThat(one.json())
                                    .isEqualTo("{\"resourceType\":\"Patient\",\"id\":\"p1\"}"));
            assertThat(store.chart("p1").orElseThrow().resources())
                    .anySatisfy(one -> assertThat(one.json()).isEqualTo(ANSWERED));
        }
    }
}
