package org.osteon.records.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.TestKnowledge;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;

/// The list is whole at every moment, and says how old each line is (X12).
class PatientListTest {
    private static final LocalDate SUNDAY = LocalDate.parse("2025-03-02");
    private static final LocalDate MONDAY = SUNDAY.plusDays(1);
    private static final KnowledgeBase KNOWLEDGE = TestKnowledge.small();

    @TempDir Path folder;
    private final MovableClock clock = new MovableClock();
    private final List<PatientList> lists = new ArrayList<>();
    private ChartStore store;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("charts.db"));
    }

    @AfterEach
    void close() {
        lists.forEach(PatientList::close);
        store.close();
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2025-03-02T12:00:00Z");

        void nextDay() {
            now = now.plusSeconds(86_400);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /// A list whose charts are assessed by so many threads; by none: never.
    private PatientList list(int processors) {
        PatientList list =
                new PatientList(
                        store,
                        KNOWLEDGE,
                        FormLibrary.of(KNOWLEDGE),
                        clock,
                        (_, _, _) -> false,
                        processors);
        lists.add(list);
        return list;
    }

    private static void patient(ChartStore into, String id, double degrees) {
        into.append(
                id,
                new Attribution("test", Instant.parse("2025-03-02T11:00:00Z"), "import"),
                List.of(
                        Change.put(
                                "Patient",
                                id,
                                """
                                {"resourceType": "Patient", "id": "%s", "birthDate": "1970-01-01",
                                 "name": [{"family": "Name of %s"}]}\
                                """
                                        .formatted(id, id)),
                        Change.put(
                                "Observation",
                                "t",
                                """
                                {"resourceType": "Observation", "id": "t", "status": "final",
                                 "subject": {"reference": "Patient/%s"},
                                 "effectiveDateTime": "2025-03-02T10:00:00Z",
                                 "code": {"coding": [{"system": "urn:example", "code": "temperature"}]},
                                 "valueQuantity": {"value": %s, "system": "http://unitsofmeasure.org",
                                   "code": "Cel"}}\
                                """
                                        .formatted(id, degrees))));
    }

    private static void until(BooleanSupplier what) {
        for (int i = 0; i < 2_000 && !what.getAsBoolean(); i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(what.getAsBoolean()).isTrue();
    }

    @Test
    void whoever_asks_sees_what_was_written_a_moment_before() {
        PatientList list = list(2);
        assertThat(list.on(SUNDAY).entries()).isEmpty();
        patient(store, "a", 38);
        PatientList.Listed listed = list.on(SUNDAY);
        assertThat(listed.entries()).extracting(WorklistEntry::name).containsExactly("Name of a");
        assertThat(listed.entries()).extracting(WorklistEntry::asOf).containsExactly(SUNDAY);
        assertThat(listed.pending()).isZero();
    }

    @Test
    void what_another_server_or_a_command_writes_is_heard_of() {
        PatientList list = list(2);
        patient(store, "a", 38);
        assertThat(list.on(SUNDAY).entries()).hasSize(1);
        try (ChartStore other = ChartStore.open(folder.resolve("charts.db"))) {
            patient(other, "a", 35);
            patient(other, "b", 38);
        }
        assertThat(list.on(SUNDAY).entries())
                .extracting(WorklistEntry::chart, entry -> entry.rules().contains("COLD"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", true),
                        org.assertj.core.groups.Tuple.tuple("b", false));
    }

    @Test
    void a_chart_that_nobody_has_assessed_is_on_the_list_and_says_so() {
        for (int i = 0; i < 50; i++) {
            patient(store, "p" + i, 38);
        }
        PatientList.Listed listed = list(0).on(SUNDAY);
        assertThat(listed.pending()).isEqualTo(50);
        assertThat(listed.entries())
                .hasSize(50)
                .allSatisfy(entry -> {
                    assertThat(entry.asOf()).isNull();
                    assertThat(entry.decision()).isEqualTo("Not assessed yet");
                    assertThat(entry.attention()).isEqualTo(Attention.UNDETERMINED);
                });
    }

    @Test
    void after_midnight_everybody_stands_there_with_the_answer_of_yesterday_until_there_is_one() {
        for (int i = 0; i < 50; i++) {
            patient(store, "p" + i, 38);
        }
        PatientList first = list(2);
        first.start();
        until(() -> first.on(SUNDAY).pending() == 0);
        first.close();
        clock.nextDay();
        PatientList.Listed morning = list(0).on(MONDAY);
        assertThat(morning.pending()).isEqualTo(50);
        assertThat(morning.entries())
                .hasSize(50)
                .extracting(WorklistEntry::asOf)
                .containsOnly(SUNDAY);
    }

    @Test
    void the_clock_and_not_a_visitor_turns_the_day() {
        patient(store, "a", 38);
        PatientList list = list(2);
        list.start();
        until(() -> store.summary("a", ChartLines.KEY).isPresent());
        clock.nextDay();
        until(() -> store.summary("a", ChartLines.KEY).orElseThrow().json().contains("[2025,3,3]"));
        assertThat(list.on(MONDAY).entries())
                .extracting(WorklistEntry::asOf)
                .containsExactly(MONDAY);
    }

    @Test
    void a_page_that_was_asked_for_just_before_midnight_does_not_turn_the_day_back() {
        patient(store, "a", 38);
        PatientList list = list(2);
        assertThat(list.on(MONDAY).entries())
                .extracting(WorklistEntry::asOf)
                .containsExactly(MONDAY);
        assertThat(list.on(SUNDAY).entries())
                .extracting(WorklistEntry::asOf)
                .containsExactly(MONDAY);
    }

    @Test
    void a_line_from_before_a_change_says_that_it_is() {
        patient(store, "a", 38);
        PatientList worker = list(2);
        worker.on(SUNDAY);
        until(() -> store.summary("a", ChartLines.KEY).isPresent());
        PatientList idle = list(0);
        PatientList.Listed before = idle.on(SUNDAY);
        assertThat(before.ages().hasChanged(before.entries().getFirst())).isFalse();
        patient(store, "a", 35);
        PatientList.Listed after = idle.on(SUNDAY);
        assertThat(after.entries()).isEqualTo(before.entries());
        assertThat(after.ages().hasChanged(after.entries().getFirst())).isTrue();
        assertThat(after.pending()).isEqualTo(1);
        assertThat(after.edition()).isNotEqualTo(before.edition());
    }

    @Test
    void what_was_read_from_the_store_is_what_was_kept() {
        patient(store, "a", 38);
        patient(store, "b", 35);
        PatientList worker = list(2);
        List<WorklistEntry> made = worker.on(SUNDAY).entries();
        until(() -> store.summary("b", ChartLines.KEY).isPresent());
        worker.close();
        PatientList.Listed read = list(0).on(SUNDAY);
        assertThat(read.entries()).isEqualTo(made);
        assertThat(read.pending()).isZero();
    }

    @Test
    void a_task_keeps_the_moment_at_which_it_was_first_found() {
        patient(store, "a", 35);
        PatientList list = list(2);
        List<WorklistEntry> first = list.on(SUNDAY).entries();
        assertThat(first.getFirst().tasks()).isNotEmpty();
        Instant found = clock.instant();
        clock.nextDay();
        assertThat(list.on(MONDAY).entries().getFirst().tasks())
                .filteredOn(task ->
                        first.getFirst().tasks().stream()
                                .anyMatch(before -> before.id().equals(task.id())))
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.since()).isEqualTo(found));
    }

    @Test
    void names_that_two_patients_share_are_known_and_forgotten_with_them() {
        patient(store, "a", 38);
        patient(store, "b", 38);
        PatientList list = list(2);
        PatientList.Listed listed = list.on(SUNDAY);
        assertThat(listed.directory().sharesBirthday(listed.entries().getFirst().born())).isTrue();
        assertThat(listed.directory().isNamesake("name of a")).isFalse();
        rename("b", "Name of a");
        list.on(SUNDAY);
        assertThat(listed.directory().isNamesake("name of a")).isTrue();
        rename("b", "Somebody else");
        list.on(SUNDAY);
        assertThat(listed.directory().isNamesake("name of a")).isFalse();
    }

    private void rename(String id, String family) {
        store.append(
                id,
                new Attribution("test", Instant.parse("2025-03-02T11:30:00Z"), "import"),
                List.of(
                        Change.put(
                                "Patient",
                                id,
                                """
                                {"resourceType": "Patient", "id": "%s", "birthDate": "1970-01-01",
                                 "name": [{"family": "%s"}]}\
                                """
                                        .formatted(id, family))));
    }
}
