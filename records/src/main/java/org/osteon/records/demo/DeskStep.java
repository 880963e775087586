package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.Answers;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Order;
import org.osteon.workflow.OrderLife;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Screen;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.tasks.PatientTasks;
import org.osteon.workflow.tasks.Task;
import org.osteon.workflow.tasks.TaskLife;

/// One thing that somebody does with a made-up patient at the desk: `do` is `draft` or `sign` (a
/// `form` with its `answers`), `assign` or `put-off` (a task `about` something: `to` a person, or
/// for so many `days`), `plan` (an `option` with `answers`), `release`, `hold` or `given` (the
/// order that waits for it). In answers `{date}` is today, `{date-3}` three days ago.
record DeskStep(KnowledgeBase knowledge, FormLibrary forms, Pathway pathway, Deed deed) {

    /// The chart with it done; empty where it cannot be done with this patient.
    Optional<DeskChart> done(JsonNode step, DeskChart chart) {
        return switch (step.path("do").asText()) {
            case "draft", "sign" -> form(step, chart);
            case "assign", "put-off" -> task(step, chart);
            case "plan" -> after(chart, plan(step, chart));
            case "release", "hold", "given" -> order(step, chart);
            default -> throw new IllegalArgumentException("nobody can do this: " + step);
        };
    }

    private Optional<DeskChart> form(JsonNode step, DeskChart chart) {
        Form form =
                forms.form(step.path("form").asText())
                        .orElseThrow(() ->
                                new IllegalArgumentException("there is no such form: " + step));
        FormLife life = new FormLife(knowledge, form, chart.chart(), pathway.id());
        FormLife.Opened opened = life.open(deed.at());
        Map<String, List<String>> answers = new LinkedHashMap<>(opened.answers().byField());
        answers(step).forEach((field, answer) -> answers.put(field, List.of(answer)));
        String id =
                DemoId.ofResponse(chart.chart().patient().reference() + form.id() + chart.writes());
        FormOutcome outcome =
                step.path("do").asText().equals("draft")
                        ? life.draft(
                                id, new FormAnswers(answers), Optional.of(opened.shown()), deed)
                        : life.sign(
                                id, new FormAnswers(answers), Optional.of(opened.shown()), deed);
        return outcome instanceof FormOutcome.Saved saved
                ? Optional.of(chart.with(saved.writes()))
                : Optional.empty();
    }

    private Optional<DeskChart> task(JsonNode step, DeskChart chart) {
        String about = step.path("about").asText();
        Optional<Task> found =
                PatientTasks.of(
                                pathway,
                                pathway.assess(chart.chart(), deed.day()),
                                chart.chart(),
                                forms)
                        .stream()
                        .filter(task -> about.isEmpty() || task.about().equals(about))
                        .findFirst();
        return found.flatMap(task -> {
            TaskLife life = new TaskLife(task, chart.chart());
            LocalDate until = deed.day().plusDays(step.path("days").asInt());
            return after(
                    chart,
                    step.path("do").asText().equals("assign")
                            ? life.assign(step.path("to").asText(), "", deed)
                            : life.snooze(until, deed));
        });
    }

    private Outcome plan(JsonNode step, DeskChart chart) {
        String wanted = step.path("option").asText();
        Pathway.Orderable option =
                pathway.options().stream()
                        .filter(one -> one.id().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("this cannot be ordered: " + step));
        OrderLife life = life(chart);
        Map<String, String> answers =
                new LinkedHashMap<>(
                        life.planned().map(order -> order.answers().byField()).orElse(Map.of()));
        answers.putAll(answers(step));
        return life.plan(
                OrderLife.Chosen.of(option, planDefinition()),
                new Answers(answers),
                Optional.of(life.planScreen()),
                deed);
    }

    private JsonNode planDefinition() {
        try {
            return FhirEdit.read(
                    Files.readString(
                            knowledge.folder().resolve(pathway.id()).resolve("pathway.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<DeskChart> order(JsonNode step, DeskChart chart) {
        OrderLife life = life(chart);
        String wanted = step.path("do").asText();
        Order.State from = wanted.equals("given") ? Order.State.RELEASED : Order.State.PLANNED;
        return Order.of(pathway, chart.chart()).stream()
                .filter(order -> order.state() == from)
                .findFirst()
                .flatMap(order -> {
                    Optional<Screen> screen = Optional.of(Screen.of(order));
                    Answers answers = new Answers(answers(step));
                    return after(
                            chart,
                            switch (wanted) {
                                case "release" ->
                                        life.release(
                                                order, answers, screen, Screen.of(order), deed);
                                case "hold" -> life.move(order, OrderLife.Move.HOLD, screen, deed);
                                default -> life.given(order, answers, screen, deed);
                            });
                });
    }

    private OrderLife life(DeskChart chart) {
        return new OrderLife(pathway, chart.chart(), false);
    }

    private static Optional<DeskChart> after(DeskChart chart, Outcome outcome) {
        return outcome instanceof Outcome.Done done
                ? Optional.of(chart.with(done.writes()))
                : Optional.empty();
    }

    private Map<String, String> answers(JsonNode step) {
        Map<String, String> answers = new LinkedHashMap<>();
        step.path("answers")
                .properties()
                .forEach(one ->
                        answers.put(
                                one.getKey(), Course.dated(one.getValue().asText(), deed.day())));
        return answers;
    }
}
