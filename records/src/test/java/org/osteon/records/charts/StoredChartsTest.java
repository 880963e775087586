package org.osteon.records.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.TestKnowledge;
import org.osteon.records.cohort.Cohort;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

class StoredChartsTest {
    private static final Instant MONDAY = Instant.parse("2025-03-03T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2025-03-04T10:00:00Z");

    @TempDir Path folder;
    private ChartStore store;
    private StoredCharts charts;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("charts.db"));
        charts = new StoredCharts(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void put(String chart, Instant at, Change... changes) {
        store.append(chart, new Attribution("test", at, "import"), List.of(changes));
    }

    private static Change patient(String id, String gender) {
        return Change.put(
                "Patient",
                id,
                "{\"resourceType\":\"Patient\",\"id\":\""
                        + id
                        + "\",\"gender\":\""
                        + gender
                        + "\"}");
    }

    private static Change observation() {
        return Change.put(
                "Observation",
                "o",
                "{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\"}");
    }

    private static String gender(ChartOpening opening) {
        return opening.opened().orElseThrow().patient().content().text("gender").orElse("");
    }

    /// Larger than all that is kept: whoever looks at it would read it again with each page.
    @Test
    void a_chart_is_kept_however_large_it_is_and_many_small_ones_beside_it() {
        StoredCharts few = new StoredCharts(store, 1_000);
        put("large", MONDAY, patient("large", "x".repeat(5_000)));
        for (int i = 0; i < 5; i++) {
            put("small-" + i, MONDAY, patient("small-" + i, "female"));
        }
        ChartOpening large = few.open("large");
        ChartOpening small = few.open("small-0");
        for (int i = 1; i < 5; i++) {
            few.open("small-" + i);
        }

        assertThat(few.open("large")).isSameAs(large);
        assertThat(few.open("small-0")).isSameAs(small);
    }

    @Test
    void a_chart_is_read_again_when_it_has_changed_and_only_then() {
        put("p", MONDAY, patient("p", "female"));
        ChartOpening first = charts.open("p");

        assertThat(charts.open("p")).isSameAs(first);
        put("p", TUESDAY, patient("p", "male"));
        assertThat(gender(charts.open("p"))).isEqualTo("male");
    }

    @Test
    void what_had_been_recorded_by_a_moment_is_read_as_it_was_then() {
        put("p", MONDAY, patient("p", "female"));
        put("p", TUESDAY, patient("p", "male"));

        assertThat(gender(charts.openAsRecorded("p", MONDAY.plusSeconds(1)))).isEqualTo("female");
        assertThat(charts.openAsRecorded("p", MONDAY.minusSeconds(1)))
                .isEqualTo(new ChartOpening.Missing("p"));
    }

    @Test
    void none_and_unreadable_are_answers_on_every_way_in() {
        put("broken", MONDAY, observation());

        assertThat(charts.open("nobody")).isEqualTo(new ChartOpening.Missing("nobody"));
        assertThat(charts.pass("nobody")).isEqualTo(new ChartOpening.Missing("nobody"));
        assertThat(
                        List.of(
                                charts.open("broken"),
                                charts.pass("broken"),
                                charts.openAsRecorded("broken", TUESDAY)))
                .allSatisfy(opening ->
                        assertThat(opening)
                                .isInstanceOfSatisfying(
                                        ChartOpening.Unreadable.class,
                                        broken -> assertThat(broken.reason()).contains("Patient")));
    }

    @Test
    void a_walk_hands_out_every_chart_by_id_those_that_cannot_be_read_among_them() {
        put("q", MONDAY, patient("q", "male"));
        put("p", MONDAY, patient("p", "female"));
        put("broken", MONDAY, observation());
        Map<String, Boolean> handed = new LinkedHashMap<>();

        charts.passAll((id, opening) -> handed.put(id, opening.opened().isPresent()));

        assertThat(handed)
                .containsExactly(entry("broken", false), entry("p", true), entry("q", true));
    }

    @Test
    void a_sum_of_charts_says_where_one_of_them_could_not_be_read() {
        put("p", MONDAY, patient("p", "female"));
        put("broken", MONDAY, observation());

        assertThat(new RegisterHolders(List.of("p"), charts).sum(_ -> 3))
                .isEqualTo(new RegisterHolders.Total(3, true));
        assertThat(new RegisterHolders(List.of("p", "broken"), charts).sum(_ -> 3))
                .isEqualTo(new RegisterHolders.Total(3, false));
    }

    @Test
    void a_cohort_loses_the_chart_that_cannot_be_read_and_no_other() throws Exception {
        put("broken", MONDAY, observation());
        put("p", MONDAY, patient("p", "female"));
        var pathway = TestKnowledge.small().pathways();

        Cohort cohort = Cohort.of(store, pathway.getFirst(), LocalDate.of(2025, 3, 5), _ -> {});

        assertThat(cohort.charts()).isEqualTo(2);
        assertThat(cohort.unreadable())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.chart()).isEqualTo("broken");
                    assertThat(one.reason()).contains("Patient");
                });
    }
}
