package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.EndedTasks;
import org.osteon.workflow.tasks.Task;
import org.osteon.workflow.tasks.TaskLife;

/// What a form asks others to do reaches them: a Task among what is made of it is something to be
/// done on the worklist, and stays so until somebody did it (records, 5.1).
class AskedOfOthersTest {
    private static final String THIGH = "pre-dose-check-thigh";

    /// The cases of forms that can ask a role for something, as far as they are kept.
    private static List<FormCase> kept() {
        Set<String> forms =
                DeliveredForms.KNOWLEDGE.files().entrySet().stream()
                        .filter(file -> file.getKey().matches(".*/forms/[^/]+\\.json"))
                        .filter(file -> file.getValue().contains("\"performerType\""))
                        .map(file -> file.getKey().replaceAll(".*/|\\.json$", ""))
                        .collect(Collectors.toSet());
        return DeliveredForms.CASES.stream()
                .filter(one -> forms.contains(one.form()))
                .filter(one -> signed(one) instanceof FormOutcome.Saved)
                .toList();
    }

    private static FormOutcome signed(FormCase one) {
        FormLife life = DeliveredForms.life(one, one.chart());
        return DeliveredForms.signed(life, "f-example", one.answers(life), one.deed());
    }

    private static Chart kept(FormCase one) {
        FormOutcome outcome = signed(one);
        assertThat(outcome).as(one.id()).isInstanceOf(FormOutcome.Saved.class);
        return after(one.chart(), ((FormOutcome.Saved) outcome).writes());
    }

    private static Deed deed(FormCase one) {
        return one.deed();
    }

    private static Chart after(Chart chart, List<Write> writes) {
        List<String> gone = new ArrayList<>();
        writes.forEach(one -> one.inPlaceOf().ifPresent(before -> gone.add(before.reference())));
        return chart.without(gone)
                .with(writes.stream().map(one -> ChartReader.resource(one.json())).toList());
    }

    private static WorklistEntry.Assessed assessed(FormCase one, Chart chart, LocalDate day) {
        return WorklistEntry.assessed(
                List.of(DeliveredForms.KNOWLEDGE.pathway(one.pathway()).orElseThrow()),
                DeliveredForms.FORMS,
                chart,
                day);
    }

    private static List<Task> asked(FormCase one, Chart chart) {
        return assessed(one, chart, one.day()).tasks().stream()
                .filter(task -> task.kind() == Task.Kind.ASKED)
                .toList();
    }

    @Test
    void what_is_asked_for_is_on_the_worklist_of_its_role() {
        Set<String> forms = new TreeSet<>();
        for (FormCase one : kept()) {
            Chart chart = kept(one);
            for (Resource made : chart.resources("Task")) {
                JsonNode role = FhirEdit.read(made.json()).at("/performerType/0/coding/0/code");
                if (made.reference().startsWith("Task/f-example.") && !role.isMissingNode()) {
                    forms.add(one.form());
                    assertThat(asked(one, chart))
                            .as(one.id())
                            .anyMatch(task -> task.isFor("", role.asText()));
                }
            }
        }

        assertThat(forms).hasSizeGreaterThan(7);
    }

    @Test
    void it_raises_the_patient_on_the_list_as_much_as_was_asked_for() {
        FormCase one = DeliveredForms.named("pre-dose-check-jaw");
        WorklistEntry entry = assessed(one, kept(one), one.day()).entries().getFirst();

        assertThat(entry.priority()).isEqualTo(Priority.TODAY);
        assertThat(entry.reason()).isEqualTo("Before the dose: call the pharmacy");
    }

    @Test
    void it_can_be_handed_on_and_stays_to_be_done() {
        FormCase one = DeliveredForms.named(THIGH);
        Chart chart = kept(one);

        Outcome given =
                new TaskLife(asked(one, chart).getFirst(), chart)
                        .assign("B. Example", "", deed(one));
        Chart after = after(chart, ((Outcome.Done) given).writes());

        assertThat(asked(one, after)).singleElement().matches(task -> task.isOf("B. Example"));
        assertThat(after.resources("Task")).hasSameSizeAs(chart.resources("Task"));
    }

    @Test
    void it_ends_when_somebody_says_that_it_is_done_and_who() {
        FormCase one = DeliveredForms.named(THIGH);
        Chart chart = kept(one);

        Outcome done =
                new TaskLife(asked(one, chart).getFirst(), chart)
                        .finish("X-ray ordered", deed(one));
        Chart after = after(chart, ((Outcome.Done) done).writes());

        assertThat(asked(one, after)).isEmpty();
        JsonNode task =
                FhirEdit.read(
                        after.resources("Task").stream()
                                .filter(there -> there.json().contains("X-ray ordered"))
                                .findFirst()
                                .orElseThrow()
                                .json());
        assertThat(task.path("status").asText()).isEqualTo("completed");
        assertThat(task.at("/note/0/authorString").asText()).isEqualTo(deed(one).author());
    }

    /// What would have to be told to others is not passed over without a word (records, 7.3).
    @Test
    void what_asks_for_an_adverse_event_ends_by_that_form_or_by_saying_why_it_is_none() {
        FormCase one = DeliveredForms.named("product-record-culture");
        Chart chart = kept(one);
        Task task =
                asked(one, chart).stream()
                        .filter(found -> found.form().equals("adverse-event"))
                        .findFirst()
                        .orElseThrow();
        String otherwise =
                DeliveredForms.FORMS.form(task.form()).orElseThrow().otherwise().orElseThrow();

        assertThat(new TaskLife(task, chart).finish(" ", otherwise, deed(one)))
                .isInstanceOf(Outcome.Incomplete.class);
        Outcome ended = new TaskLife(task, chart).finish("Contaminated", otherwise, deed(one));
        assertThat(((Outcome.Done) ended).writes())
                .anySatisfy(write ->
                        assertThat(write.json())
                                .contains("Not an adverse event, because: Contaminated"));
    }

    /// B4, 7.3: whatever was recorded against a stop asks, once, until the incident is none.
    @Test
    void what_was_recorded_against_a_stop_asks_until_somebody_says_what_it_was() {
        FormCase one = DeliveredForms.named("product-record-expired-happened");
        Chart chart = kept(one);
        List<Task> asked =
                asked(one, chart).stream()
                        .filter(task ->
                                task.title().startsWith("Recorded although a rule stops it"))
                        .toList();

        assertThat(asked).hasSize(1);
        Task task = asked.getFirst();
        assertThat(task.form()).isEqualTo("adverse-event");
        assertThat(task.isFor("", "physician")).isTrue();
        String otherwise =
                DeliveredForms.FORMS.form(task.form()).orElseThrow().otherwise().orElseThrow();
        assertThat(new TaskLife(task, chart).finish("", otherwise, deed(one)))
                .isInstanceOf(Outcome.Incomplete.class);
        Outcome ended =
                new TaskLife(task, chart).finish("Not used after all", otherwise, deed(one));
        assertThat(asked(one, after(chart, ((Outcome.Done) ended).writes())))
                .noneMatch(other -> other.id().equals(task.id()));
    }

    @Test
    void nothing_else_ends_by_saying_so() {
        FormCase one = DeliveredForms.named(THIGH);
        Chart chart = kept(one);
        Optional<Task> other =
                assessed(one, chart, one.day()).tasks().stream()
                        .filter(task -> task.kind() != Task.Kind.ASKED)
                        .findFirst();

        assertThat(new TaskLife(other.orElseThrow(), chart).finish("", deed(one)))
                .isInstanceOf(Outcome.Incomplete.class);
    }

    @Test
    void the_house_ends_none_that_is_still_to_be_done() {
        FormCase one = DeliveredForms.named(THIGH);
        Chart chart = kept(one);
        Outcome noted =
                new TaskLife(asked(one, chart).getFirst(), chart).note("On the way", deed(one));
        Chart after = after(chart, ((Outcome.Done) noted).writes());

        assertThat(EndedTasks.of(after, List.of(), List.of(), deed(one)))
                .noneMatch(write -> write.json().contains("On the way"));
    }

    @Test
    void a_request_that_was_answered_waits_no_more() {
        FormCase asked = DeliveredForms.named("dental-request-asked");
        Chart chart = kept(asked);
        String request = chart.resources("ServiceRequest").getLast().reference();

        assertThat(asked(asked, chart))
                .extracting(Task::title)
                .contains("Waiting for the dentist: Dr Zahn, High Street");
        Chart answered =
                chart.without(List.of(request))
                        .with(
                                List.of(
                                        ChartReader.resource(
                                                chart.resource(request)
                                                        .orElseThrow()
                                                        .json()
                                                        .replace(
                                                                "\"status\":\"active\"",
                                                                "\"status\":\"completed\""))));
        assertThat(asked(asked, answered)).isEmpty();
    }
}
