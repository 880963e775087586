package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.SiteWork;
import org.osteon.app.http.web.Who;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The first page: who needs attention; and the views of it that people keep.
@RestController
final class WorklistController {
    private final Worklist worklist;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Records store;
    private final Clock clock;
    private final Html html;
    private final Desk desk;
    private final SiteWork site;

    WorklistController(
            Worklist worklist,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Records store,
            Clock clock,
            Html html,
            Desk desk,
            SiteWork site) {
        this.worklist = worklist;
        this.knowledge = knowledge;
        this.forms = forms;
        this.store = store;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
        this.site = site;
    }

    @GetMapping("/")
    ResponseEntity<String> worklist(
            @RequestParam Map<String, String> asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate today = LocalDate.now(clock);
        Worklist.Listed listed = worklist.soon(today);
        Who who = desk.who();
        WorklistPage shown =
                WorklistPage.of(
                        worklist,
                        listed,
                        knowledge.pathways(),
                        WorklistView.of(asked, today, who, desk.looked(request)),
                        clock.getZone(),
                        forms,
                        SavedView.of(store, who),
                        site.tasks());
        worklist.shown(shown.rows().stream().map(WorklistRow::entry).toList());
        Frame frame = listed.refreshing(desk.frame(request, response, "Worklist"));
        return html.page(
                (out, interceptor) -> JteworklistGenerated.render(out, interceptor, frame, shown));
    }

    /// What is there now has been seen.
    @PostMapping("/looked")
    ResponseEntity<String> looked(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        desk.looked(response, clock.instant());
        return Html.seeOther(Desk.own(back));
    }

    /// Keeps a view, for oneself or for the team.
    @PostMapping("/views")
    ResponseEntity<String> keep(
            @RequestParam(defaultValue = "") String title,
            @RequestParam(name = "for", defaultValue = "own") String whose,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        String name = title.strip();
        if (name.isEmpty() || name.length() > SavedView.LONGEST_TITLE) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "The view needs a name",
                    "A name has 1 to " + SavedView.LONGEST_TITLE + " characters.",
                    "Go back and give one.");
        }
        String path = Desk.own(back);
        SavedView.fresh(name, whose.equals("team") ? "" : author, path).keep(store);
        desk.notice(response, "The view is kept as “" + name + "”.");
        return Html.seeOther(path);
    }

    /// Takes a view away: one's own, or one of the team.
    @PostMapping("/views/{id}/discard")
    ResponseEntity<String> discard(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        String author = desk.author(request, response);
        SavedView view =
                SavedView.of(store, new Who(author, "")).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "There is no such view",
                                        "It was taken away, or it is somebody else's.",
                                        "Go back to the worklist."));
        SavedView.discard(store, view.id());
        desk.notice(response, "The view “" + view.title() + "” is taken away.");
        return Html.seeOther("/");
    }
}
