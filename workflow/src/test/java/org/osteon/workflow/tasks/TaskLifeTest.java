package org.osteon.workflow.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osteon.workflow.MadeUpOrders.FORMS;
import static org.osteon.workflow.MadeUpOrders.IRON;
import static org.osteon.workflow.MadeUpOrders.chart;
import static org.osteon.workflow.MadeUpOrders.given;
import static org.osteon.workflow.MadeUpOrders.order;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Verdict;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;
import org.osteon.workflow.desk.WorklistEntry;

/// What has to be done, what people do to it, and how it ends (records, 5.1 and 5.2). The blood
/// count of the made-up pathway is due from 11 to 18 June.
class TaskLifeTest {
    private static final LocalDate DUE = LocalDate.of(2025, 6, 12);
    private static final String COUNT = "Blood count";

    private static WorklistEntry.Assessed assessed(Chart chart, LocalDate day) {
        return WorklistEntry.assessed(List.of(IRON), FORMS, chart, day);
    }

    private static Task task(Chart chart, LocalDate day, String title) {
        return assessed(chart, day).tasks().stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static Deed deed(String author, LocalDate day, String reason) {
        return new Deed(author, day.atTime(10, 30).atZone(ZoneId.of("Europe/Berlin")), reason);
    }

    /// The chart once it is written.
    private static Chart after(Chart chart, Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return after(chart, ((Outcome.Done) outcome).writes());
    }

    private static Chart after(Chart chart, List<Write> writes) {
        List<String> gone = new ArrayList<>();
        writes.forEach(one -> one.inPlaceOf().ifPresent(before -> gone.add(before.reference())));
        return chart.without(gone)
                .with(writes.stream().map(one -> ChartReader.resource(one.json())).toList());
    }

    private static Outcome snoozed(Chart chart, LocalDate until) {
        return new TaskLife(task(chart, DUE, COUNT), chart)
                .snooze(until, deed("A. Example", DUE, "the laboratory is closed"));
    }

    @Test
    void computing_the_plan_twice_makes_one_task() {
        Task one = task(chart(), DUE, COUNT);
        Task again = task(chart(), DUE.plusDays(2), COUNT);

        assertThat(again.id()).isEqualTo(one.id()).startsWith("iron-infusion/recheck/");
        assertThat(assessed(chart(), DUE).tasks()).extracting(Task::id).doesNotHaveDuplicates();
        assertThat(KeptTask.resourceId(one.id())).matches("task-[0-9a-f]{24}");
    }

    @Test
    void nothing_is_written_until_somebody_did_something_and_then_one_resource() {
        Chart chart = chart();
        assertThat(KeptTask.on(chart)).isEmpty();

        Chart given =
                after(
                        chart,
                        new TaskLife(task(chart, DUE, COUNT), chart)
                                .assign("N. Ismail", "", deed("A. Example", DUE, "")));
        Chart noted =
                after(
                        given,
                        new TaskLife(task(given, DUE, COUNT), given)
                                .note("He comes at noon.", deed("N. Ismail", DUE, "")));

        assertThat(noted.resources("Task")).hasSize(1);
        assertThat(task(noted, DUE, COUNT).hand().owner()).isEqualTo("N. Ismail");
    }

    @Test
    void handing_over_keeps_the_history() {
        Chart chart = chart();
        for (String person : List.of("N. Ismail", "P. Weber", "")) {
            chart =
                    after(
                            chart,
                            new TaskLife(task(chart, DUE, COUNT), chart)
                                    .assign(person, "", deed("A. Example", DUE, "")));
        }

        Task.Hand hand = task(chart, DUE, COUNT).hand();
        assertThat(hand.owner()).isEmpty();
        assertThat(hand.notes())
                .containsExactly(
                        "Given to N. Ismail (A. Example, 2025-06-12)",
                        "Given to P. Weber (A. Example, 2025-06-12)",
                        "Given to nobody (A. Example, 2025-06-12)");
        assertThat(KeptTask.on(chart)).hasSize(1);
        assertThat(KeptTask.on(chart).getFirst().status()).isEqualTo("requested");
    }

    @Test
    void a_role_may_have_it_and_then_it_is_for_all_of_that_role() {
        Chart chart = chart();
        Chart given =
                after(
                        chart,
                        new TaskLife(task(chart, DUE, COUNT), chart)
                                .assign("", "nurse", deed("A. Example", DUE, "")));

        Task task = task(given, DUE, COUNT);
        assertThat(task.isFor("Anybody", "nurse")).isTrue();
        assertThat(task.isFor("Anybody", "pharmacist")).isFalse();
        assertThat(task.isOf("Anybody")).isFalse();
    }

    @Test
    void what_is_put_off_says_why_and_comes_again_on_its_day() {
        Chart chart = after(chart(), snoozed(chart(), LocalDate.of(2025, 6, 16)));

        Task task = task(chart, DUE, COUNT);
        assertThat(task.isSnoozed(DUE)).isTrue();
        assertThat(task.hand().reason()).isEqualTo("the laboratory is closed");
        assertThat(task.isSnoozed(LocalDate.of(2025, 6, 16))).isFalse();
        Chart awake = after(chart, new TaskLife(task, chart).wake(deed("B", DUE, "")));
        assertThat(task(awake, DUE, COUNT).isSnoozed(DUE)).isFalse();
    }

    @Test
    void putting_off_needs_a_reason_and_a_day_that_is_not_too_far() {
        TaskLife life = new TaskLife(task(chart(), DUE, COUNT), chart());

        assertThat(life.snooze(DUE.plusDays(1), deed("A", DUE, " ")))
                .isInstanceOf(Outcome.NeedsReason.class);
        assertThat(problem(life.snooze(DUE, deed("A", DUE, "later")))).contains("after today");
        assertThat(problem(life.snooze(DUE.plusDays(15), deed("A", DUE, "later"))))
                .contains("At most 14 days: until 26 Jun 2025");
        assertThat(life.snooze(DUE.plusDays(14), deed("A", DUE, "later")))
                .isInstanceOf(Outcome.Done.class);
    }

    private static String problem(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Incomplete.class);
        return ((Outcome.Incomplete) outcome)
                .problems().stream().map(FieldProblem::text).findFirst().orElseThrow();
    }

    @Test
    void what_must_not_wait_is_never_put_off_past_its_end() {
        Task count = task(chart(), DUE, COUNT);
        TaskLife life = new TaskLife(critical(count, count.to()), chart());

        assertThat(life.snooze(LocalDate.of(2025, 6, 18), deed("A", DUE, "no vein")))
                .isInstanceOf(Outcome.Done.class);
        assertThat(problem(life.snooze(LocalDate.of(2025, 6, 19), deed("A", DUE, "no vein"))))
                .isEqualTo("This cannot wait beyond 18 Jun 2025: its time ends then.");
        assertThat(
                        problem(
                                new TaskLife(critical(count, null), chart())
                                        .snooze(DUE.plusDays(1), deed("A", DUE, "no vein"))))
                .startsWith("This cannot wait beyond 12 Jun 2025");
    }

    private static Task critical(Task task, @org.jspecify.annotations.Nullable LocalDate to) {
        return new Task(
                task.id(),
                task.pathway(),
                task.kind(),
                task.about(),
                task.title(),
                task.priority(),
                task.from(),
                to,
                task.overdue(),
                true,
                task.clears(),
                task.form(),
                task.formTitle(),
                task.roles(),
                task.hand(),
                null);
    }

    @Test
    void an_order_is_released_then_given_and_what_holds_it_is_cleared() {
        LocalDate day = LocalDate.of(2025, 6, 2);
        assertThat(assessed(chart(order("one", "draft", 1000, 30)), day).tasks())
                .filteredOn(one -> one.kind() == Task.Kind.RELEASE)
                .extracting(Task::title)
                .containsExactly("Release Ferric one");
        assertThat(assessed(chart(order("one", "active", 1000, 30)), day).tasks())
                .filteredOn(one -> one.kind() == Task.Kind.GIVE)
                .extracting(Task::title)
                .containsExactly("Give Ferric one");
        assertThat(assessed(chart(order("one", "draft", 1200, 30)), day).tasks())
                .filteredOn(one -> one.kind() == Task.Kind.HOLD)
                .extracting(Task::title)
                .contains("1200 mg ordered, at most 1000 mg at once");
    }

    @Test
    void it_ends_by_the_fact_wherever_that_came_from() {
        LocalDate day = LocalDate.of(2025, 6, 2);
        Chart waiting = chart(order("one", "active", 1000, 30));
        Task give = task(waiting, day, "Give Ferric one");
        Chart assigned =
                after(
                        waiting,
                        new TaskLife(give, waiting)
                                .assign("N. Ismail", "", deed("A. Example", day, "")));
        assertThat(ended(assigned, day)).isEmpty();

        // The order came back as completed, from another system.
        Chart done =
                assigned.without(List.of("MedicationRequest/one"))
                        .with(ChartReader.resource(order("one", "completed", 1000, 30)))
                        .with(ChartReader.resource(given("2025-06-02T10:15:00+02:00", 1000)));
        List<Write> writes = ended(done, day);
        assertThat(writes).hasSize(1);
        Chart settled = after(done, writes);
        assertThat(KeptTask.on(settled).getFirst().status()).isEqualTo("completed");
        assertThat(ended(settled, day)).isEmpty();
    }

    private static List<Write> ended(Chart chart, LocalDate day) {
        WorklistEntry.Assessed assessed = assessed(chart, day);
        return EndedTasks.of(
                chart, assessed.assessments(), assessed.tasks(), deed("Osteon", day, ""));
    }

    @Test
    void what_was_over_and_is_there_again_is_another_task_that_nobody_has() {
        Chart chart = chart();
        Task count = task(chart, DUE, COUNT);
        Chart mistaken =
                after(
                        chart,
                        new TaskLife(count, chart).assign("N. Ismail", "", deed("A", DUE, "")));
        KeptTask kept = KeptTask.on(mistaken).getFirst();
        Chart error =
                mistaken.without(List.of(kept.resource().reference()))
                        .with(
                                ChartReader.resource(
                                        kept.resource()
                                                .json()
                                                .replace(
                                                        "\"status\":\"accepted\"",
                                                        "\"status\":\"entered-in-error\"")));

        Task again = task(error, DUE, COUNT);
        assertThat(again.id()).isEqualTo(count.id() + "#2");
        assertThat(again.hand()).isEqualTo(Task.Hand.NONE);
    }

    @Test
    void who_said_that_it_was_done_elsewhere_ends_it_with_their_words() {
        Chart chart = chart();
        Task count = task(chart, DUE, COUNT);
        Chart assigned =
                after(
                        chart,
                        new TaskLife(count, chart).assign("N. Ismail", "", deed("A", DUE, "")));
        Chart elsewhere =
                assigned.with(
                        ChartReader.resource(
                                """
                                {"resourceType":"Procedure","id":"e","status":"completed",\
                                "identifier":[{"system":"urn:osteon:task","value":"%s"}],\
                                "statusReason":{"coding":[{"display":"elsewhere","code":"x"}]},\
                                "code":{"text":"Blood count"},"performedDateTime":"2025-06-11",\
                                "location":{"display":"clinic X"},\
                                "subject":{"reference":"Patient/idle"}}\
                                """
                                        .formatted(count.id())));

        assertThat(assessed(elsewhere, DUE).tasks()).extracting(Task::title).doesNotContain(COUNT);
        assertThat(assessed(elsewhere, DUE).assessments().getFirst().plan())
                .filteredOn(item -> item.title().equals(COUNT))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.isOpen()).isFalse();
                    assertThat(item.end()).contains("elsewhere, 11 Jun 2025, clinic X");
                });
        Chart settled = after(elsewhere, ended(elsewhere, DUE));
        assertThat(
                        KeptTask.on(settled)
                                .getFirst()
                                .json()
                                .path("businessStatus")
                                .path("text")
                                .asText(""))
                .isEqualTo("elsewhere, 11 Jun 2025, clinic X");
    }

    @Test
    void of_two_who_say_that_it_ended_the_later_counts_wherever_it_stands() {
        Chart chart = chart();
        String id = task(chart, DUE, COUNT).id();
        String done = end("a", "completed", id, "2025-06-09");
        String refused = end("b", "not-done", id, "2025-06-10");
        for (List<String> both : List.of(List.of(done, refused), List.of(refused, done))) {
            Chart ended = chart.with(both.stream().map(ChartReader::resource).toList());

            assertThat(assessed(ended, DUE).assessments().getFirst().plan())
                    .filteredOn(item -> item.title().equals(COUNT))
                    .extracting(PlanItem::status)
                    .containsExactly(PlanItem.Status.CANCELLED);
        }
    }

    private static String end(String id, String status, String task, String day) {
        return """
        {"resourceType":"Procedure","id":"%s","status":"%s",\
        "identifier":[{"system":"urn:osteon:task","value":"%s"}],\
        "code":{"text":"Blood count"},"performedDateTime":"%s",\
        "subject":{"reference":"Patient/idle"}}\
        """
                .formatted(id, status, task, day);
    }

    @Test
    void what_a_failed_rule_leaves_out_of_the_plan_has_not_ended() {
        Chart chart = chart();
        Chart given =
                after(
                        chart,
                        new TaskLife(task(chart, DUE, COUNT), chart)
                                .assign("N. Ismail", "", deed("A", DUE, "")));
        Assessment whole = assessed(given, DUE).assessments().getFirst();

        assertThat(EndedTasks.of(given, List.of(whole), List.of(), deed("Osteon", DUE, "")))
                .hasSize(1);
        assertThat(
                        EndedTasks.of(
                                given,
                                List.of(withAFailedRule(whole)),
                                List.of(),
                                deed("Osteon", DUE, "")))
                .isEmpty();
    }

    private static Assessment withAFailedRule(Assessment whole) {
        Criterion failed =
                new Criterion(
                        "rules",
                        "Every rule could be evaluated",
                        new Verdict.Undetermined(
                                List.of("This rule could not be evaluated on this chart (Plan)")),
                        "",
                        "",
                        List.of(),
                        List.of());
        return new Assessment(
                whole.patient(),
                whole.asOf(),
                whole.pathway(),
                whole.version(),
                whole.knowledgeHash(),
                Assessment.Status.INCOMPLETE,
                whole.decision(),
                List.of(failed),
                whole.alerts(),
                whole.results(),
                List.of(),
                whole.options(),
                whole.alternatives(),
                whole.lookedFor());
    }
}
