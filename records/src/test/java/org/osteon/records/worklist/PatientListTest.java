package org.osteon.records.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.TestKnowledge;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.threeten.extra.MutableClock;

/// The list is whole at every moment, and says how old each line is (X12).
class PatientListTest {
    private static final LocalDate SUNDAY = LocalDate.parse("2025-03-02");
    private static final LocalDate MONDAY = SUNDAY.plusDays(1);
    private static final KnowledgeBase KNOWLEDGE = TestKnowledge.small();

    @TempDir Path folder;
    private final MutableClock clock =
            MutableClock.of(Instant.parse("2025-03-02T12:00:00Z"), ZoneOffset.UTC);
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

    /// A list whose charts are assessed by so many threads; by none: never.
    private PatientList list(int processors) {
        return list(processors, RightOfWay.always());
    }

    private PatientList list(int processors, RightOfWay way) {
        PatientList list =
                new PatientList(
                        store,
                        KNOWLEDGE,
                        FormLibrary.of(KNOWLEDGE),
                        clock,
                        (_, _, _) -> false,
                        LineNews.NONE,
                        processors,
                        way);
        lists.add(list);
        return list;
    }

    private static List<WorklistEntry> lines(PatientList list, LocalDate day) {
        list.on(day);
        return lines(list);
    }

    private static List<WorklistEntry> lines(PatientList list) {
        Roster roster = Roster.whole(list);
        roster.refresh();
        return roster.lines().entries();
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
        assertThat(lines(list, SUNDAY)).isEmpty();
        patient(store, "a", 38);
        PatientList.Listed listed = list.on(SUNDAY);
        assertThat(lines(list)).extracting(WorklistEntry::name).containsExactly("Name of a");
        assertThat(lines(list)).extracting(WorklistEntry::asOf).containsExactly(SUNDAY);
        assertThat(listed.pending()).isZero();
    }

    @Test
    void what_another_server_or_a_command_writes_is_heard_of() {
        PatientList list = list(2);
        patient(store, "a", 38);
        assertThat(lines(list, SUNDAY)).hasSize(1);
        try (ChartStore other = ChartStore.open(folder.resolve("charts.db"))) {
            patient(other, "a", 35);
            patient(other, "b", 38);
        }
        assertThat(lines(list, SUNDAY))
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
        PatientList list = list(0);
        assertThat(list.on(SUNDAY).pending()).isEqualTo(50);
        assertThat(lines(list))
                .hasSize(50)
                .allSatisfy(entry -> {
                    assertThat(entry.asOf()).isNull();
                    assertThat(entry.decision()).isEqualTo("Not assessed yet");
                    assertThat(entry.attention()).isEqualTo(Attention.UNDETERMINED);
                });
    }

    @Test
    void whoever_asks_sees_their_change_though_all_others_are_still_to_be_assessed()
            throws InterruptedException {
        fiftyWithTheAnswerOfYesterday();
        RightOfWay way = new RightOfWay(1);
        RightOfWay.Passage otherWork = way.piece();
        PatientList morning = list(1, way);
        assertThat(morning.on(MONDAY).pending()).isEqualTo(50);
        patient(store, "p7", 35);
        assertThat(morning.on(MONDAY).pending()).isEqualTo(49);
        assertThat(morning.of("p7"))
                .extracting(WorklistEntry::asOf, entry -> entry.rules().contains("COLD"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(MONDAY, true));
        assertThat(morning.of("p8")).extracting(WorklistEntry::asOf).containsExactly(SUNDAY);
        otherWork.close();
        until(() -> morning.on(MONDAY).pending() == 0);
    }

    @Test
    void many_charts_that_came_in_at_once_are_assessed_as_others_let_them()
            throws InterruptedException {
        RightOfWay way = new RightOfWay(1);
        RightOfWay.Passage otherWork = way.piece();
        PatientList list = list(1, way);
        list.on(SUNDAY);
        for (int i = 0; i < 50; i++) {
            patient(store, "p" + i, 38);
        }
        assertThat(list.on(SUNDAY).pending()).isEqualTo(50);
        otherWork.close();
        until(() -> list.on(SUNDAY).pending() == 0);
    }

    private void fiftyWithTheAnswerOfYesterday() {
        for (int i = 0; i < 50; i++) {
            patient(store, "p" + i, 38);
        }
        PatientList first = list(2);
        first.start();
        until(() -> first.on(SUNDAY).pending() == 0);
        first.close();
        clock.add(Duration.ofDays(1));
    }

    @Test
    void after_midnight_everybody_stands_there_with_the_answer_of_yesterday_until_there_is_one() {
        fiftyWithTheAnswerOfYesterday();
        PatientList morning = list(0);
        assertThat(morning.on(MONDAY).pending()).isEqualTo(50);
        assertThat(lines(morning)).hasSize(50).extracting(WorklistEntry::asOf).containsOnly(SUNDAY);
    }

    @Test
    void what_was_said_last_is_shown_before_anything_is_assessed() {
        fiftyWithTheAnswerOfYesterday();
        CompletableFuture<Void> shown = new CompletableFuture<>();
        PatientList morning = list(2);
        morning.start(shown);
        assertThat(morning.read()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(morning.size()).isEqualTo(50);
        assertThat(morning.on(MONDAY).pending()).isEqualTo(50);
        assertThat(lines(morning)).hasSize(50).extracting(WorklistEntry::asOf).containsOnly(SUNDAY);
        shown.completeExceptionally(new IllegalStateException("whatever came of it"));
        until(() -> morning.on(MONDAY).pending() == 0);
        assertThat(lines(morning)).hasSize(50).extracting(WorklistEntry::asOf).containsOnly(MONDAY);
    }

    @Test
    void nobody_waits_for_the_reading_of_a_store_that_does_not_answer() {
        patient(store, "p", 38);
        PatientList list = list(1);
        store.close();

        list.start();

        assertThat(list.read()).succeedsWithin(Duration.ofSeconds(30));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> list.on(SUNDAY));
    }

    @Test
    void the_clock_and_not_a_visitor_turns_the_day() {
        patient(store, "a", 38);
        PatientList list = list(2);
        list.start();
        until(() -> store.summary("a", ChartLines.KEY).isPresent());
        clock.add(Duration.ofDays(1));
        until(() -> store.summary("a", ChartLines.KEY).orElseThrow().json().contains("[2025,3,3]"));
        assertThat(lines(list, MONDAY)).extracting(WorklistEntry::asOf).containsExactly(MONDAY);
    }

    @Test
    void a_page_that_was_asked_for_just_before_midnight_does_not_turn_the_day_back() {
        patient(store, "a", 38);
        PatientList list = list(2);
        assertThat(lines(list, MONDAY)).extracting(WorklistEntry::asOf).containsExactly(MONDAY);
        assertThat(lines(list, SUNDAY)).extracting(WorklistEntry::asOf).containsExactly(MONDAY);
    }

    @Test
    void a_line_from_before_a_change_says_that_it_is() {
        patient(store, "a", 38);
        PatientList worker = list(2);
        worker.on(SUNDAY);
        until(() -> store.summary("a", ChartLines.KEY).isPresent());
        PatientList idle = list(0);
        List<WorklistEntry> before = lines(idle, SUNDAY);
        assertThat(idle.on(SUNDAY).ages().hasChanged(before.getFirst())).isFalse();
        patient(store, "a", 35);
        PatientList.Listed after = idle.on(SUNDAY);
        assertThat(lines(idle)).isEqualTo(before);
        assertThat(after.ages().hasChanged(before.getFirst())).isTrue();
        assertThat(after.pending()).isEqualTo(1);
    }

    @Test
    void what_was_read_from_the_store_is_what_was_kept() {
        patient(store, "a", 38);
        patient(store, "b", 35);
        PatientList worker = list(2);
        List<WorklistEntry> made = lines(worker, SUNDAY);
        until(() -> store.summary("b", ChartLines.KEY).isPresent());
        worker.close();
        PatientList read = list(0);
        assertThat(lines(read, SUNDAY)).isEqualTo(made);
        assertThat(read.on(SUNDAY).pending()).isZero();
    }

    @Test
    void a_task_keeps_the_moment_at_which_it_was_first_found() {
        patient(store, "a", 35);
        PatientList list = list(2);
        List<WorklistEntry> first = lines(list, SUNDAY);
        assertThat(first.getFirst().tasks()).isNotEmpty();
        Instant found = clock.instant();
        clock.add(Duration.ofDays(1));
        assertThat(lines(list, MONDAY).getFirst().tasks())
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
        list.on(SUNDAY);
        Roster roster = Roster.whole(list);
        roster.refresh();
        assertThat(roster.directory().sharesBirthday("1 Jan 1970")).isTrue();
        assertThat(roster.directory().isNamesake("name of a")).isFalse();
        rename("b", "Name of a");
        list.on(SUNDAY);
        roster.refresh();
        assertThat(roster.directory().isNamesake("name of a")).isTrue();
        rename("b", "Somebody else");
        list.on(SUNDAY);
        roster.refresh();
        assertThat(roster.directory().isNamesake("name of a")).isFalse();
    }

    @Test
    void a_roster_of_which_nothing_is_changed_is_not_made_again_when_the_day_turns() {
        fiftyWithTheAnswerOfYesterday();
        PatientList idle = list(0);
        Roster roster = Roster.whole(idle);
        idle.on(SUNDAY);
        roster.refresh();
        long before = roster.lines().mark();
        idle.on(MONDAY);
        roster.refresh();
        assertThat(roster.lines().mark()).isEqualTo(before);
        assertThat(roster.lines().entries()).hasSize(50);
        assertThat(roster.directory().sharesBirthday("1 Jan 1970")).isTrue();
    }

    @Test
    void a_roster_holds_those_whom_somebody_sees_and_follows_what_changes() {
        Set<String> seen = new HashSet<>(Set.of("a"));
        List<String> heard = new ArrayList<>();
        PatientList list = list(2);
        Roster roster =
                new Roster(
                        list,
                        () -> heard.add("heard"),
                        chart -> seen.contains(chart) ? list.of(chart) : List.of());
        patient(store, "a", 38);
        patient(store, "b", 38);
        assertThat(charts(list, roster)).containsExactly("a");
        assertThat(roster.directory().isNamesake("name of b")).isFalse();
        assertThat(roster.of("b")).isEmpty();
        long before = roster.lines().mark();
        seen.add("b");
        patient(store, "b", 35);
        assertThat(charts(list, roster)).containsExactly("a", "b");
        seen.remove("b");
        patient(store, "b", 36);
        assertThat(charts(list, roster)).containsExactly("a");
        assertThat(heard).hasSize(3);
        LineSource.Replaced replaced = roster.since(before);
        assertThat(replaced.mark()).isEqualTo(roster.lines().mark());
        assertThat(replaced.replaced().orElseThrow())
                .hasSize(2)
                .satisfies(both -> {
                    assertThat(both.getFirst().before()).isEmpty();
                    assertThat(both.getFirst().now()).isEqualTo(both.getLast().before());
                    assertThat(both.getLast().now()).isEmpty();
                });
        assertThat(roster.since(-1).replaced()).isEmpty();
    }

    private static List<String> charts(PatientList list, Roster roster) {
        list.on(SUNDAY);
        roster.refresh();
        return roster.lines().entries().stream().map(WorklistEntry::chart).toList();
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
