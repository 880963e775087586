package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.SiteWork;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.Task;
import org.osteon.workflow.tasks.TaskLife;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What people do to a task from the list: give it to somebody, put it off, say something of it.
@RestController
final class TaskController {
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final SiteWork work;
    private final ChartWriting writing;
    private final Desk desk;

    TaskController(
            Charts charts,
            KnowledgeBase knowledge,
            FormLibrary forms,
            SiteWork work,
            Records store,
            Desk desk) {
        this.charts = charts;
        this.knowledge = knowledge;
        this.forms = forms;
        this.work = work;
        this.writing = new ChartWriting(store);
        this.desk = desk;
    }

    /// @param to `me`, `nobody`, a role of the team, or `other` with the name under `other`
    @PostMapping("/patients/{id}/tasks/give")
    ResponseEntity<String> give(
            @PathVariable String id,
            @RequestParam String task,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, "");
        TaskLife life = life(id, task, deed);
        String name = other.strip();
        Outcome outcome =
                switch (to) {
                    case "me" -> life.assign(deed.author(), "", deed);
                    case "nobody" -> life.assign("", "", deed);
                    case "other" -> life.assign(named(name), "", deed);
                    default -> life.assign("", role(to), deed);
                };
        String whom =
                switch (to) {
                    case "me" -> deed.author();
                    case "other" -> name;
                    case "nobody" -> "nobody";
                    default -> Wording.term(to);
                };
        return kept(id, life, outcome, deed, "given to " + whom, back, response);
    }

    private String role(String role) {
        if (!forms.roles().contains(role)) {
            throw unusable("To whom?", "“" + role + "” is no role of the team.");
        }
        return role;
    }

    private static String named(String name) {
        if (!Desk.isName(name)) {
            throw unusable("To whom?", Desk.NAME_RULE);
        }
        return name;
    }

    @PostMapping("/patients/{id}/tasks/put-off")
    ResponseEntity<String> putOff(
            @PathVariable String id,
            @RequestParam String task,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, reason);
        TaskLife life = life(id, task, deed);
        LocalDate day = CalendarDay.parse(until);
        return kept(
                id,
                life,
                life.snooze(day, deed),
                deed,
                "put off until " + Wording.day(day),
                back,
                response);
    }

    @PostMapping("/patients/{id}/tasks/take-up")
    ResponseEntity<String> takeUp(
            @PathVariable String id,
            @RequestParam String task,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, "");
        TaskLife life = life(id, task, deed);
        return kept(id, life, life.wake(deed), deed, "taken up again", back, response);
    }

    @PostMapping("/patients/{id}/tasks/note")
    ResponseEntity<String> note(
            @PathVariable String id,
            @RequestParam String task,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, "");
        TaskLife life = life(id, task, deed);
        return kept(id, life, life.note(note, deed), deed, "noted", back, response);
    }

    /// What was asked for in a form is done.
    @PostMapping("/patients/{id}/tasks/done")
    ResponseEntity<String> done(
            @PathVariable String id,
            @RequestParam String task,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, "");
        TaskLife life = life(id, task, deed);
        String otherwise = forms.form(life.task().form()).flatMap(Form::otherwise).orElse("");
        return kept(id, life, life.finish(note, otherwise, deed), deed, "done", back, response);
    }

    private TaskLife life(String id, String wanted, Deed deed) {
        Chart chart = charts.chart(id);
        List<Task> open =
                id.equals(SiteRegister.CHART)
                        ? work.tasks()
                        : WorklistEntry.assessed(knowledge.pathways(), forms, chart, deed.day())
                                .tasks();
        Task task =
                open.stream()
                        .filter(one -> one.id().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.CHANGED,
                                        "No longer to be done",
                                        "It was done, or it is not wanted any more. Nothing was"
                                                + " changed.",
                                        "Go back to the worklist and look at what is there now."));
        return new TaskLife(task, chart);
    }

    /// Keeps what was done, tells it, and leads back to where it was done.
    private ResponseEntity<String> kept(
            String id,
            TaskLife life,
            Outcome outcome,
            Deed deed,
            String words,
            String back,
            HttpServletResponse response) {
        keep(id, outcome, deed);
        desk.notice(response, life.task().title() + ": " + words + ".");
        return Html.seeOther(Desk.own(back));
    }

    private void keep(String id, Outcome outcome, Deed deed) {
        Outcome.Done done =
                switch (outcome) {
                    case Outcome.Done one -> one;
                    case Outcome.NeedsReason _ ->
                            throw unusable("A reason is needed", "Say why it can wait.");
                    case Outcome.Incomplete(List<FieldProblem> problems) ->
                            throw unusable(
                                    "That cannot be done",
                                    String.join(
                                            " ",
                                            problems.stream().map(FieldProblem::text).toList()));
                    default -> throw new IllegalStateException("a task knows no " + outcome);
                };
        writing.keepOrTell(
                Action.RECORD,
                id,
                done,
                deed,
                "Go back to the worklist, look at it again, and decide again.");
    }

    private static Problem unusable(String title, String message) {
        return new Problem(
                ProblemKind.INCOMPLETE, title, message, "Go back, correct it, and send it again.");
    }
}
