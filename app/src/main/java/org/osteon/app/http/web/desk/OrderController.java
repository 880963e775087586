package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.access.Action;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Administration;
import org.osteon.workflow.Answers;
import org.osteon.workflow.Deed;
import org.osteon.workflow.EventAsked;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.HoldReason;
import org.osteon.workflow.Order;
import org.osteon.workflow.OrderForm;
import org.osteon.workflow.OrderLife;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.RecordCheck;
import org.osteon.workflow.Screen;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.ReleaseSheet;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The day's work with orders: plan, release, hold, withdraw, record what was given.
@RestController
final class OrderController {
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final KnowledgeText text;
    private final FormLibrary forms;
    private final OrderWriting writing;
    private final Server.SiteRules rules;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    OrderController(
            Charts charts,
            KnowledgeBase knowledge,
            KnowledgeText text,
            FormLibrary forms,
            OrderWriting writing,
            Server.SiteRules rules,
            Clock clock,
            Html html,
            Desk desk) {
        this.charts = charts;
        this.knowledge = knowledge;
        this.text = text;
        this.forms = forms;
        this.writing = writing;
        this.rules = rules;
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
        Deed deed = deed(request, response, parameters);
        Planning planning = new Planning(charts.chart(id), pathway(pathway), option);
        Outcome outcome =
                life(planning.chart(), planning.pathway())
                        .plan(
                                template(planning.pathway(), planning.chosen()),
                                new Answers(parameters),
                                seen(parameters),
                                deed);
        if (outcome instanceof Outcome.Incomplete) {
            return planPage(
                    HttpStatus.UNPROCESSABLE_CONTENT, planning, parameters, request, response);
        }
        writing.keep(Action.PLAN, id, outcome, deed);
        desk.notice(response, planning.chosen().title() + " is planned. The sheet below answers.");
        return Html.seeOther("/patients/" + id + "?pathway=" + pathway);
    }

    private OrderLife.Chosen template(Pathway pathway, Pathway.Orderable option) {
        return OrderLife.Chosen.of(option, text.plan(pathway));
    }

    private OrderLife life(Chart chart, Pathway pathway) {
        return new OrderLife(pathway, chart, rules.twoPersons());
    }

    private Deed deed(
            HttpServletRequest request,
            HttpServletResponse response,
            Map<String, String> parameters) {
        return desk.deed(request, response, parameters.getOrDefault(OrderLife.REASON, ""));
    }

    private static Optional<Screen> seen(Map<String, String> parameters) {
        return Screen.parse(parameters.getOrDefault(OrderScreen.FIELD, ""));
    }

    private static Map<String, String> byField(List<FieldProblem> problems) {
        Map<String, String> byField = new LinkedHashMap<>();
        problems.forEach(problem -> byField.putIfAbsent(problem.field(), problem.text()));
        return byField;
    }

    /// @param option the id of what is chosen; empty: the first that is offered
    private record Planning(Chart chart, Pathway pathway, String option) {
        Pathway.Orderable chosen() {
            return pathway.options().stream()
                    .filter(one -> option.isEmpty() || one.id().equals(option))
                    .findFirst()
                    .orElseThrow(() ->
                            new Problem(
                                    ProblemKind.MISSING,
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
        OrderLife life = life(chart, pathway);
        Optional<Order> draft = life.planned();
        boolean asked =
                form.fields().stream().anyMatch(field -> parameters.containsKey(field.name()));
        if (!asked) {
            draft.filter(order -> order.option().filter(chosen::equals).isPresent())
                    .ifPresent(order -> answers.putAll(order.answers().byField()));
            form.fields().stream()
                    .filter(field -> field.kind() == OrderForm.Kind.DATE && field.required())
                    .forEach(field -> answers.putIfAbsent(field.name(), today.toString()));
        }
        Map<String, String> problems = byField(form.problems(new Answers(answers)));
        Optional<ReleaseSheet> answer =
                problems.isEmpty()
                        ? Optional.of(
                                answer(
                                        life,
                                        template(pathway, chosen),
                                        new Answers(answers),
                                        today))
                        : Optional.empty();
        Frame frame =
                desk.frame(
                        request,
                        response,
                        "Plan, " + PatientBanner.name(chart.patient().content()));
        PatientBanner patient = charts.banner(chart, today);
        Map<String, String> told = asked ? problems : Map.of();
        Optional<String> replaces = draft.map(Order::title);
        String screen = life.planScreen().text();
        return html.page(
                status,
                (out, interceptor) ->
                        JteplanGenerated.render(
                                out,
                                interceptor,
                                frame,
                                patient,
                                pathway,
                                chosen,
                                form,
                                answers,
                                told,
                                answer,
                                replaces,
                                screen));
    }

    private static ReleaseSheet answer(
            OrderLife life, OrderLife.Chosen chosen, Answers answers, LocalDate today) {
        Chart asked = life.with(life.draft(chosen, answers, today));
        return ReleaseSheet.of(life.pathway(), life.pathway().assess(asked, today), asked);
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/release")
    ResponseEntity<String> release(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = deed(request, response, parameters);
        Found found = found(id, type, order);
        ReleaseSheet sheet =
                ReleaseSheet.of(
                        found.pathway(),
                        found.pathway().assess(found.chart(), deed.day()),
                        found.chart());
        desk.requireFresh(request);
        Outcome outcome =
                life(found.chart(), found.pathway())
                        .release(
                                found.order(),
                                new Answers(parameters),
                                seen(parameters),
                                OrderScreen.of(found.order(), sheet),
                                deed);
        if (outcome instanceof Outcome.Done done && OrderWriting.isOverride(done)) {
            desk.requireConfirmed(request);
        }
        writing.keep(Action.RELEASE, id, outcome, deed);
        desk.notice(response, found.order().title() + " is released.");
        return back(id, found);
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/{action:hold|withdraw|resume}")
    ResponseEntity<String> move(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @PathVariable String action,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = deed(request, response, parameters);
        Found found = found(id, type, order);
        OrderLife.Move move =
                Stream.of(OrderLife.Move.values())
                        .filter(one -> one.action().equals(action))
                        .findFirst()
                        .orElseThrow();
        writing.keep(
                move == OrderLife.Move.HOLD ? Action.RECORD : Action.PLAN,
                id,
                life(found.chart(), found.pathway())
                        .move(
                                found.order(),
                                move,
                                parameters.getOrDefault(HoldReason.FIELD, ""),
                                seen(parameters),
                                deed),
                deed);
        desk.notice(
                response,
                found.order().title()
                        + switch (move) {
                            case HOLD -> " is on hold.";
                            case WITHDRAW -> " is withdrawn.";
                            case RESUME -> " is planned again.";
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
                new Administration(found.pathway(), found.order())
                        .suggestions(LocalDate.now(clock))
                        .byField(),
                Map.of(),
                List.of(),
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
        Deed deed = deed(request, response, parameters);
        Found found = found(id, type, order);
        Outcome outcome =
                life(found.chart(), found.pathway())
                        .given(found.order(), new Answers(parameters), seen(parameters), deed);
        if (outcome instanceof Outcome.Incomplete(var problems)) {
            return recordPage(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    found,
                    parameters,
                    byField(problems),
                    List.of(),
                    request,
                    response);
        }
        if (outcome instanceof Outcome.Stopped(var checks)) {
            return recordPage(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    found,
                    parameters,
                    Map.of(),
                    checks,
                    request,
                    response);
        }
        writing.keep(Action.GIVE, id, outcome, deed);
        desk.notice(response, found.order().title() + " is recorded as given.");
        return Stream.concat(
                        new Administration(found.pathway(), found.order())
                                .next(new Answers(parameters)).stream(),
                        EventAsked.isAmong(outcome)
                                ? forms.openedBy(found.pathway(), EventAsked.CODE).stream()
                                        .map(Form::id)
                                : Stream.empty())
                .findFirst()
                .map(next ->
                        Html.seeOther(
                                "/patients/"
                                        + id
                                        + "/forms/"
                                        + next
                                        + "?pathway="
                                        + found.pathway().id()))
                .orElseGet(() -> back(id, found));
    }

    @PostMapping("/patients/{id}/orders/{type}/{order}/not-given")
    ResponseEntity<String> notGiven(
            @PathVariable String id,
            @PathVariable String type,
            @PathVariable String order,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = deed(request, response, parameters);
        Found found = found(id, type, order);
        writing.keep(
                Action.GIVE,
                id,
                life(found.chart(), found.pathway())
                        .notGiven(
                                found.order(),
                                parameters.getOrDefault(HoldReason.FIELD, ""),
                                seen(parameters),
                                deed),
                deed);
        desk.notice(response, found.order().title() + " is recorded as not given, and on hold.");
        return back(id, found);
    }

    private ResponseEntity<String> recordPage(
            HttpStatus status,
            Found found,
            Map<String, String> answers,
            Map<String, String> problems,
            List<RecordCheck> checks,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientBanner patient = charts.banner(found.chart(), LocalDate.now(clock));
        Frame frame = desk.frame(request, response, "Record, " + patient.name());
        List<OrderForm.Field> fields = new Administration(found.pathway(), found.order()).fields();
        String screen = Screen.of(found.order()).text();
        return html.page(
                status,
                (out, interceptor) ->
                        JterecordGenerated.render(
                                out,
                                interceptor,
                                frame,
                                patient,
                                found.pathway(),
                                found.order(),
                                fields,
                                answers,
                                problems,
                                checks,
                                screen));
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
        throw new Problem(
                ProblemKind.MISSING,
                "No such order",
                reference + " does not wait for anything in this chart.",
                "It may have been given or withdrawn meanwhile; look at the patient's page.");
    }

    private Pathway pathway(String id) {
        return Pathways.named(knowledge, id);
    }

    private static ResponseEntity<String> back(String id, Found found) {
        return Html.seeOther("/patients/" + id + "?pathway=" + found.pathway().id());
    }
}
