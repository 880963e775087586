package org.osteon.workflow.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;

/// What is to be done about the register of the site: what its forms say wants attention, such as a
/// licence that ends or a lot that expires. Ended by the fact, as everything else.
public final class SiteTasks {
    private SiteTasks() {}

    /// The tasks, what ends first first.
    public static List<Task> of(
            KnowledgeBase knowledge, FormLibrary forms, Chart register, LocalDate today) {
        List<KeptTask> kept = KeptTask.on(register);
        List<Task> tasks = new ArrayList<>();
        for (Form form : forms.forms()) {
            if (form.isOfTheSite()) {
                FormLibrary.attention(knowledge, form, register, today)
                        .forEach(one -> tasks.add(task(form, one, kept, today)));
            }
        }
        tasks.sort(
                Comparator.comparing(
                                (Task task) -> Objects.requireNonNullElse(task.to(), LocalDate.MAX))
                        .thenComparing(Task::title));
        return List.copyOf(tasks);
    }

    private static Task task(Form form, Resource one, List<KeptTask> kept, LocalDate today) {
        ObjectNode json = FhirEdit.read(one.json());
        LocalDate end = end(json);
        String id =
                "site/"
                        + form.id()
                        + "/"
                        + one.reference().replace('/', '.')
                        + "/"
                        + Objects.toString(end, "");
        return new Task(
                id,
                "",
                Task.Kind.ITEM,
                one.reference(),
                form.attentionInWords() + ": " + name(one, json),
                end != null && end.isBefore(today) ? Priority.TODAY : Priority.ROUTINE,
                null,
                end,
                end != null && end.isBefore(today),
                false,
                "",
                form.id(),
                form.title(),
                form.roles(),
                kept.stream()
                        .filter(there -> there.id().equals(id))
                        .findFirst()
                        .map(KeptTask::hand)
                        .orElse(Task.Hand.NONE),
                null);
    }

    private static String name(Resource one, ObjectNode json) {
        return Optional.of(json.path("name").path(0).path("text").asText(""))
                .filter(name -> !name.isEmpty())
                .or(() ->
                        Optional.of(json.path("deviceName").path(0).path("name").asText(""))
                                .filter(name -> !name.isEmpty())
                                .map(name -> name + ", lot " + json.path("lotNumber").asText("?")))
                .orElseGet(one::label);
    }

    /// The last day of a qualification, or of a lot.
    private static @Nullable LocalDate end(ObjectNode json) {
        JsonNode held = json.path("qualification");
        String day =
                json.path("expirationDate")
                        .asText(held.path(held.size() - 1).path("period").path("end").asText(""));
        return day.length() < 10 ? null : LocalDate.parse(day.substring(0, 10));
    }
}
