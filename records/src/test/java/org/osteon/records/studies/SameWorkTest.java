package org.osteon.records.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;

/// The time of an answer does not tell the arm: in a study with blind roles the same is done for
/// everybody, whether there is anything to hide or not. Counted is how often a chart was made anew,
/// with all that is remembered with it.
class SameWorkTest extends StudySite {
    private static final int TIMES = 5;

    /// How many charts were made for so many looks.
    private int made(String role, String id) {
        List<Chart> charts = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            charts.add(as("blind-" + role, role, () -> records.open(id).opened().orElseThrow()));
        }
        Map<Integer, Chart> different = new HashMap<>();
        charts.forEach(one -> different.put(System.identityHashCode(one), one));
        return different.size();
    }

    @Test
    void a_chart_with_something_to_hide_is_as_much_work_as_one_without() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        enrol(KneePerson.usual(2));
        as(
                "ruth",
                "research",
                () -> {
                    studies.tell(study(), "olga", true, "Ruth");
                    return "";
                });
        as(
                "olga",
                "operator",
                () ->
                        written(
                                "knee-1",
                                "Procedure",
                                "{\"resourceType\":\"Procedure\",\"id\":\"harvest\",\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/knee-1\"},\"code\":{\"text\":\"harvest\"}}"));

        assertThat(
                        as(
                                        "blind-nurse",
                                        "nurse",
                                        () -> records.open("knee-1").opened().orElseThrow())
                                .resources("Procedure"))
                .noneMatch(one -> one.json().contains("harvest"));
        for (String role : List.of("assessor", "nurse", "physician")) {
            assertThat(made(role, "knee-1")).as(role).isEqualTo(made(role, "knee-2"));
            assertThat(made(role, "knee-1")).as(role).isEqualTo(TIMES);
        }
    }

    /// Outside of such a study nothing is made twice.
    @Test
    void a_chart_that_is_in_no_study_is_read_once() {
        put(KneePerson.usual(3));

        assertThat(made("physician", "knee-3")).isEqualTo(1);
    }
}
