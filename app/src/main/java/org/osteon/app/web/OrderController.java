package org.osteon.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// The day's work with orders: plan, release, hold, withdraw, record what was given.
@RestController
final class OrderController {
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final OrderActions actions;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    OrderController(
            Charts charts,
            KnowledgeBase knowledge,
            OrderActions actions,
            Clock clock,
            Html html,
            Desk desk) {
        this.charts = charts;
        this.knowledge = knowledge;
        this.actions = actions;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// The form to plan with; with answers, also what the pathway says of them.
    @GetMapping("/patients/{id}/plan")
    ResponseEntity<String> planForm(
            @PathVariable String id,
            @RequestParam String pathway,
            @RequestParam(defaultValue = "") String option,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        return planPage(
                HttpStatus.OK,
                new Planning(charts.chart(id), pathway(pathway), option),
                parameters,
                request,
                response);
    }

    @PostMapping("/patients/{id}/plan")
    ResponseEntity<String> plan(
            @PathVariable String id,
            @RequestParam String pathway,
            @RequestParam String option,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Planning planning = new Planning(charts.chart(id), pathway(pathway), option);
        Pathway.Orderable chosen = planning.chosen();
        if (!OrderForm.of(chosen).problems(parameters).isEmpty()) {
            return planPage(
                    HttpStatus.UNPROCESSABLE_CONTENT, planning, parameters, request, response);
        }
        ObjectNode draft = actions.draft(planning.chart(), planning.pathway(), chosen, parameters);
        actions.plan(id, draft, new OrderActions.Deed(author, ""));
        desk.notice(response, chosen.title() + " is planned. The sheet below answers.");
        return Html.seeOther("/patients/" + id + "?pathway=" + pathway);
    }

    /// @param option the id of what is chosen; empty: the first that is offered
    private record Planning(Chart chart, Pathway pathway, String option) {
        Pathway.Orderable chosen() {
            return pathway.options().stream()
                    .filter(one -> option.isEmpty() || one.id().equals(option))
                    .findFirst()
                    .orElseThrow(() ->
                            new PageProblem(
                                    HttpStatus.NOT_FOUND,
                                    "Nothing like that can be planned",
                                    pathway.title() + " offers no “" + option + "”.",
                                    "Go back to the patient and choose from what is offered."));
        }
    }

    private ResponseEntity<String> planPage(
            HttpStatus status,
            Planning planning,
            Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate today = LocalDate.now(clock);
        Chart chart = planning.chart();
        Pathway pathway = planning.pathway();
        Pathway.Orderable chosen = planning.chosen();
        OrderForm form = OrderForm.of(chosen);
        Map<String, String> answers = new LinkedHashMap<>(parameters);
        Optional<Order> draft =
                Order.of(pathway, chart).stream()
                        .filter(order -> order.state() == Order.State.PLANNED)
                        .findFirst();
        boolean asked =
                form.fields().stream().anyMatch(field -> parameters.containsKey(field.name()));
        if (!asked) {
            draft.filter(order -> order.option().filter(chosen::equals).isPresent())
                    .ifPresent(order -> answers.putAll(order.answers()));
            form.fields().stream()
                    .filter(field -> field.kind() == OrderForm.Kind.DATE && field.required())
                    .forEach(field -> answers.putIfAbsent(field.name(), today.toString()));
        }
        Map<String, String> problems = form.problems(answers);
        Optional<ReleaseSheet> answer =
                problems.isEmpty()
                        ? Optional.of(answer(chart, pathway, chosen, answers, today))
                        : Optional.empty();
        return html.page(
                status,
                "plan",
                Map.of(
                        "frame",
                        desk.frame(
                                request,
                                response,
                                "Plan, " + PatientBanner.of(chart, today).name()),
                        "patient",
                        PatientBanner.of(chart, today),
                        "pathway",
                        pathway,
                        "chosen",
                        chosen,
                        "form",
                        form,
                        "answers",
                        answers,
                        "problems",
                        asked ? problems : Map.of(),
                        "answer",
                        answer,
                        "replaces",
                        draft.map(Order::title)));
    }

    private ReleaseSheet answer(
            Chart chart,
            Pathway pathway,
            Pathway.Orderable chosen,
            Map<String, String> answers,
            LocalDate today) {
        ObjectNode draft = actions.draft(chart, pathway, chosen, answers);
        Chart asked =
                chart.without(List.of(chosen.order().type() + "/" + draft.path("id").asString("")))
                        .with(ChartReader.resource(FhirText.write(draft)));
        return ReleaseSheet.of(pathway, pathway.assess(asked, today), asked);
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/release")
    ResponseEntity<String> release(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Found found = found(id, type, order);
        LocalDate today = LocalDate.now(clock);
        Chart asked = found.order().asDraft(found.chart());
        ReleaseSheet sheet =
                ReleaseSheet.of(found.pathway(), found.pathway().assess(asked, today), asked);
        String reason = parameters.getOrDefault("reason", "").strip();
        if (!sheet.tone().mayProceed() && reason.isEmpty()) {
            throw new PageProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "An override needs a reason",
                    "The sheet says: " + sheet.decision() + ".",
                    "Go back, say why it is released all the same, and send it again.");
        }
        if (!sheet.advice().isEmpty() && !parameters.containsKey("read")) {
            throw new PageProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "The advice has not been read",
                    Wording.count(sheet.advice().size(), "finding", "findings")
                            + " must be read before release.",
                    "Go back, read them, tick the box, and send it again.");
        }
        Map<String, String> problems = AnswerCheck.problems(found.order().open(), parameters);
        if (!problems.isEmpty()) {
            throw new PageProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "The order is not complete",
                    String.join(" ", problems.values()),
                    "Go back, correct it, and send it again.");
        }
        actions.release(
                id, found.order(), parameters, sheet, new OrderActions.Deed(author, reason));
        desk.notice(response, found.order().title() + " is released.");
        return back(id, found);
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/{action:hold|withdraw|resume}")
    ResponseEntity<String> move(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @PathVariable String action,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Found found = found(id, type, order);
        if (!action.equals("resume") && reason.isBlank()) {
            throw new PageProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "A reason is needed",
                    "To " + action + " an order, others must be able to read why.",
                    "Go back, give the reason, and send it again.");
        }
        String status =
                switch (action) {
                    case "hold" -> Order.State.HELD.status();
                    case "withdraw" -> "cancelled";
                    default -> Order.State.PLANNED.status();
                };
        actions.move(
                id, found.order(), status, action, new OrderActions.Deed(author, reason.strip()));
        desk.notice(
                response,
                found.order().title()
                        + switch (action) {
                            case "hold" -> " is on hold.";
                            case "withdraw" -> " is withdrawn.";
                            default -> " is planned again.";
                        });
        return back(id, found);
    }

    @GetMapping("/patients/{id}/orders/{type}/{order}/record")
    ResponseEntity<String> recordForm(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            HttpServletRequest request,
            HttpServletResponse response) {
        Found found = found(id, type, order);
        return recordPage(
                HttpStatus.OK,
                found,
                new RecordForm(found.order()).suggestions(LocalDate.now(clock)),
                Map.of(),
                request,
                response);
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/record")
    ResponseEntity<String> record(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Found found = found(id, type, order);
        LocalDate today = LocalDate.now(clock);
        RecordForm form = new RecordForm(found.order());
        Map<String, String> problems = form.problems(parameters, today);
        if (!problems.isEmpty()) {
            return recordPage(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    found,
                    parameters,
                    problems,
                    request,
                    response);
        }
        actions.record(
                id,
                found.order(),
                form.given(parameters, author, clock.getZone()),
                new OrderActions.Deed(author, parameters.getOrDefault(RecordForm.REMARK, "")));
        desk.notice(response, found.order().title() + " is recorded as given.");
        return back(id, found);
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/not-given")
    ResponseEntity<String> notGiven(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Found found = found(id, type, order);
        if (reason.isBlank()) {
            throw new PageProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "A reason is needed",
                    "That a dose was not given is recorded with its reason.",
                    "Go back, give the reason, and send it again.");
        }
        actions.record(
                id,
                found.order(),
                new RecordForm(found.order())
                        .notGiven(LocalDate.now(clock), author, reason.strip()),
                new OrderActions.Deed(author, reason.strip()));
        desk.notice(response, found.order().title() + " is recorded as not given, and on hold.");
        return back(id, found);
    }

    private ResponseEntity<String> recordPage(
            HttpStatus status,
            Found found,
            Map<String, String> answers,
            Map<String, String> problems,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientBanner patient = PatientBanner.of(found.chart(), LocalDate.now(clock));
        return html.page(
                status,
                "record",
                Map.of(
                        "frame", desk.frame(request, response, "Record, " + patient.name()),
                        "patient", patient,
                        "pathway", found.pathway(),
                        "order", found.order(),
                        "fields", new RecordForm(found.order()).fields(),
                        "answers", answers,
                        "problems", problems));
    }

    /// An order, its chart, and the pathway it belongs to.
    private record Found(Chart chart, Pathway pathway, Order order) {}

    private Found found(String id, String type, String order) {
        Chart chart = charts.chart(id);
        String reference = type + "/" + order;
        for (Pathway pathway : knowledge.pathways()) {
            for (Order one : Order.of(pathway, chart)) {
                if (one.reference().equals(reference)) {
                    return new Found(chart, pathway, one);
                }
            }
        }
        throw new PageProblem(
                HttpStatus.NOT_FOUND,
                "No such order",
                reference + " does not wait for anything in this chart.",
                "It may have been given or withdrawn meanwhile; look at the patient's page.");
    }

    private Pathway pathway(String id) {
        return org.osteon.app.assessment.Pathways.named(knowledge, id);
    }

    private static ResponseEntity<String> back(String id, Found found) {
        return Html.seeOther("/patients/" + id + "?pathway=" + found.pathway().id());
    }
}
