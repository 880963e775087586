package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.FORMS;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.given;
import static org.osteon.workflow.MadeUpOrders.order;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// What each patient needs of the people who look at the worklist (X7).
class WorklistEntryTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static WorklistEntry entry(Chart chart, LocalDate day) {
        List<WorklistEntry> entries = WorklistEntry.of(List.of(IRON), FORMS, chart, day);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private static WorklistEntry entry(Chart chart) {
        return entry(chart, TODAY);
    }

    private static void assertSays(
            WorklistEntry entry, Attention attention, String decision, String reason) {
        assertThat(entry.attention()).isEqualTo(attention);
        assertThat(entry.decision()).isEqualTo(decision);
        assertThat(entry.reason()).isEqualTo(reason);
    }

    @Test
    void a_patient_who_must_be_seen_comes_before_all_else() {
        assertSays(
                entry(chart(ReleaseSheetTest.BLEEDS, order("one", "draft", 1000, 30))),
                Attention.CALL,
                "See the patient",
                "The patient bleeds");
        // Even where a dose was given, and where something is overdue.
        assertThat(entry(chart(ReleaseSheetTest.BLEEDS, given("2025-06-02", 500))).attention())
                .isEqualTo(Attention.CALL);
        assertThat(entry(chart(ReleaseSheetTest.BLEEDS), LocalDate.of(2025, 6, 19)).attention())
                .isEqualTo(Attention.CALL);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-10, LATER, ''",
        "2025-06-11, DUE, Blood count",
        "2025-06-18, DUE, Blood count",
    })
    void what_the_plan_asks_for_is_due_from_its_day(
            LocalDate day, Attention attention, String reason) {
        assertSays(entry(chart(), day), attention, "Nothing planned", reason);
    }

    @Test
    void what_was_not_done_by_its_day_is_overdue() {
        WorklistEntry entry =
                entry(chart(order("one", "draft", 1000, 30)), LocalDate.of(2025, 6, 19));

        assertThat(entry.attention()).isEqualTo(Attention.OVERDUE);
        assertThat(entry.reason()).isEqualTo("Blood count");
        assertThat(entry.next()).isEqualTo("Blood count");
    }

    @Test
    void an_order_waits_to_be_released_unless_something_stands_in_the_way() {
        assertSays(entry(chart(order("one", "draft", 1000, 30))), Attention.TO_RELEASE, "Give", "");
        assertSays(
                entry(chart("2025-05-21", 40, order("one", "draft", 1000, 30))),
                Attention.TO_RELEASE,
                "Give, with advice",
                "Ferritin 40 µg/L, iron stores not surely empty below 100 µg/L");
        assertSays(
                entry(chart(order("one", "draft", 1200, 30))),
                Attention.HELD,
                "Hold",
                "1200 mg ordered, at most 1000 mg at once");
        assertSays(
                entry(chart("2025-07-01", 20, order("one", "draft", 1000, 30))),
                Attention.UNDETERMINED,
                "Cannot tell",
                "No haemoglobin");
    }

    @Test
    void what_is_released_waits_to_be_given_and_what_is_held_says_so() {
        assertSays(
                entry(chart(order("one", "active", 1000, 30))),
                Attention.TO_GIVE,
                "Ferric one released",
                "2 Jun 2025");
        assertSays(
                entry(chart(order("one", "on-hold", 1000, 30))),
                Attention.HELD,
                "Ferric one on hold",
                "");
    }

    @Test
    void without_an_order_advice_asks_for_a_decision() {
        WorklistEntry entry = entry(chart("2025-05-21", 40));

        assertThat(entry.attention()).isEqualTo(Attention.TO_DECIDE);
        assertThat(entry.decision()).isEqualTo("Give, with advice");
    }

    @Test
    void who_got_something_today_needs_nothing_more_today() {
        WorklistEntry entry = entry(chart(given("2025-06-02T10:15:00+02:00", 1000)));

        assertSays(
                entry,
                Attention.LATER,
                "Given today",
                "Ferric one 1000 mg at 10:15, by C. Example");
        assertThat(entry.next()).isEqualTo("Blood count");
        assertThat(entry.nextDay()).isEqualTo(LocalDate.of(2025, 6, 11));
        assertThat(entry.nextWhen()).isEqualTo("11 Jun 2025, in 9 days");
        assertThat(entry.rank()).isEqualTo(Integer.MAX_VALUE);
        // What is due on the day itself is not what is next.
        assertThat(
                        entry(
                                        chart(given("2025-06-11T10:15:00+02:00", 1000)),
                                        LocalDate.of(2025, 6, 11))
                                .next())
                .isEqualTo("Next infusion");
        // Where another order waits, that comes first.
        assertThat(
                        entry(
                                        chart(
                                                given("2025-06-02T10:15:00+02:00", 500),
                                                order("two", "draft", 500, 30)))
                                .decision())
                .isEqualTo("Hold");
    }

    @Test
    void the_rank_is_the_place_of_the_decision_among_the_pathways_words() {
        assertThat(entry(chart(ReleaseSheetTest.BLEEDS)).rank()).isZero();
        assertThat(entry(chart(order("one", "draft", 1200, 30))).rank()).isEqualTo(2);
        assertThat(entry(chart(order("one", "draft", 1000, 30))).rank()).isEqualTo(5);
        assertThat(entry(chart()).rank()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_day_far_off_is_said_without_counting_days() {
        WorklistEntry far = entry(chart(), LocalDate.of(2025, 6, 2));

        assertThat(far.nextWhen()).isEqualTo("11 Jun 2025, in 9 days");
        Chart early = chart(given("2025-02-01", 500));
        WorklistEntry late = entry(early, LocalDate.of(2025, 6, 23));
        assertThat(late.nextDay()).isEqualTo(LocalDate.of(2025, 3, 1));
        assertThat(late.nextWhen()).as("till when, once its time runs").isEqualTo("by 15 Mar 2025");
        assertThat(entry(early, LocalDate.of(2025, 6, 22)).nextWhen())
                .isEqualTo("by 15 Mar 2025, 99 days ago");
    }

    private static Chart patient(String more) {
        return switch (ChartReader.resources(
                ("{\"resourceType\":\"Patient\",\"id\":\"P7\"" + more + "}")
                        .getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void a_patient_whom_no_pathway_applies_to_is_found_all_the_same() {
        WorklistEntry entry =
                entry(
                        patient(
                                ",\"name\":[{\"family\":\"Example\",\"given\":[\"Ann\"]}],"
                                        + "\"birthDate\":\"1970-05-04\",\"gender\":\"female\","
                                        + "\"identifier\":[{\"value\":\"MRN 1\"},"
                                        + "{\"value\":\"MRN 2\"}]"));

        assertSays(entry, Attention.LATER, "No pathway applies", "");
        assertThat(entry.chart()).isEqualTo("P7");
        assertThat(entry.pathway()).isEmpty();
        assertThat(entry.name()).isEqualTo("Example, Ann");
        assertThat(entry.details()).isEqualTo("born 4 May 1970 · 55 y · female · MRN 1 MRN 2");
        assertThat(entry.search()).isEqualTo("example, ann p7 4 may 1970 mrn 1 mrn 2");
        assertThat(entry.next()).isEmpty();
        assertThat(entry.nextDay()).isNull();
        assertThat(entry.nextWhen()).isEmpty();
        assertThat(entry(patient("")).details()).isEqualTo("sex not recorded");
    }

    @Test
    void a_chart_that_cannot_be_read_has_its_own_line() {
        WorklistEntry entry =
                WorklistEntry.unreadable("P8", "not a chart", LocalDate.of(2025, 3, 2));

        assertSays(entry, Attention.UNREADABLE, "Cannot be read", "Not a chart");
        assertThat(entry.chart()).isEqualTo("P8");
        assertThat(entry.rank()).isZero();
        assertThat(entry.search()).isEqualTo("p8");
        assertThat(entry.nextDay()).isNull();
    }
}
