package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// H7: where a search begins at a patient, the plan's prophylaxis says by what donors are ranked,
/// and nobody is ranked otherwise unseen. The command line does the same: DonorsProfilesTest.
class OrderedRankingTest {
    private static final String TYPING =
            "A*01:01+A*02:01^B*08:01+B*44:02^C*05:01+C*07:01^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:02";

    private static RunningPages pages;
    private static Browsing coordinator;

    private static MadeUpChart patient(String id) {
        return MadeUpChart.of(id, "Berg", id, "female", "1980-03-01").typed(TYPING);
    }

    @BeforeAll
    static void start() {
        pages = RunningPages.start(0, Path.of("..", "knowledge"));
        pages.donors();
        coordinator = new Browsing(pages);
        pages.with(
                Instant.parse("2025-06-01T00:00:00Z"),
                List.of(
                        patient("cyclophosphamide")
                                .transplantPlanned(RunningPages.TODAY.plusDays(20), "gvhd-ptcy"),
                        patient("methotrexate")
                                .transplantPlanned(RunningPages.TODAY.plusDays(20), "gvhd-cni-mtx"),
                        patient("undecided").transplantPlanned(RunningPages.TODAY.plusDays(20))));
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Browsing.Seen resultsOf(String patient, String profile) {
        return coordinator.open(
                "/donors/results?patient="
                        + patient
                        + "&profile="
                        + profile
                        + "&gl="
                        + URLEncoder.encode(TYPING, StandardCharsets.UTF_8));
    }

    private static Browsing.Seen searchOf(String patient) {
        Browsing.Seen entry = coordinator.open("/patients/" + patient + "/donors");
        assertThat(entry.status()).isEqualTo(200);
        return entry;
    }

    @Test
    void cyclophosphamide_after_the_cells_ranks_by_its_profile_and_says_so() {
        Browsing.Seen entry = searchOf("cyclophosphamide");

        assertThat(entry.text())
                .contains("The patient's plan orders post-transplant cyclophosphamide.");
        assertThat(entry.html()).contains("<option value=\"ptcy\" selected>");
        assertThat(resultsOf("cyclophosphamide", "ptcy").text())
                .contains("Ranked for post-transplant cyclophosphamide")
                .doesNotContain("while the patient's plan orders");
    }

    @Test
    void another_order_than_the_plan_asks_for_is_told() {
        assertThat(resultsOf("cyclophosphamide", "conventional").text())
                .contains(
                        "Ranked for conventional prophylaxis, while the patient's plan orders"
                                + " post-transplant cyclophosphamide.");
    }

    @Test
    void other_prophylaxis_and_none_rank_hla_first() {
        assertThat(searchOf("methotrexate").html())
                .contains("<option value=\"conventional\" selected>")
                .contains("The patient's plan orders conventional prophylaxis.");
        assertThat(searchOf("undecided").html())
                .contains("<option value=\"conventional\" selected>")
                .doesNotContain("The patient's plan orders");
    }
}
