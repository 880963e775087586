package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.StartBoard;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.links.Links;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.KnownArms;
import org.osteon.records.studies.Studies;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The boards: all patients of a pathway by where they stand.
@RestController
final class BoardController {
    private final Worklist worklist;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Links links;
    private final KnownArms arms;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    BoardController(
            Worklist worklist,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Links links,
            Studies studies,
            Enrolment enrolment,
            Clock clock,
            Html html,
            Desk desk) {
        this.worklist = worklist;
        this.knowledge = knowledge;
        this.forms = forms;
        this.links = links;
        this.arms = new KnownArms(studies, enrolment);
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// The board of one's role; else the first.
    @GetMapping("/boards")
    ResponseEntity<String> first(HttpServletRequest request, HttpServletResponse response) {
        String own =
                StartBoard.of(List.of(desk.who().role()), boards()).map(Pathway::id).orElse("");
        return page(own, "", 1, Map.of(), request, response);
    }

    /// @param column that is seen alone; empty: all, the first cards of each
    /// @param chosen whose patients, by what the board can be narrowed by
    @GetMapping("/boards/{pathway}")
    ResponseEntity<String> board(
            @PathVariable String pathway,
            @RequestParam(defaultValue = "") String column,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam Map<String, String> chosen,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(pathway, column, page, chosen, request, response);
    }

    /// What is due on which day of the coming week, over all patients of a board.
    @GetMapping("/boards/{pathway}/week")
    ResponseEntity<String> week(
            @PathVariable String pathway,
            @RequestParam Map<String, String> chosen,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<Pathway> boards = boards();
        LocalDate today = LocalDate.now(clock);
        Worklist.Listed listed = worklist.soon(today);
        BoardWeek shown = BoardWeek.of(listed, boards, named(boards, pathway), chosen, today);
        worklist.shown(
                shown.days().stream()
                        .flatMap(day -> day.items().stream())
                        .map(BoardWeek.Item::entry)
                        .distinct()
                        .toList());
        Frame frame = listed.refreshing(desk.frame(request, response, shown.title()));
        return html.page(
                (out, interceptor) -> JteboardweekGenerated.render(out, interceptor, frame, shown));
    }

    /// The board of a pathway, the first one where none is named.
    private ResponseEntity<String> page(
            String wanted,
            String column,
            int page,
            Map<String, String> chosen,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<Pathway> boards = boards();
        Pathway pathway = named(boards, wanted);
        ZonedDateTime now = clock.instant().atZone(clock.getZone());
        Worklist.Listed listed = worklist.soon(now.toLocalDate());
        BoardPage all = BoardPage.of(listed, boards, pathway, chosen, forms, now);
        BoardPage shown = all.alone(column, page).orElseGet(all::beginnings);
        worklist.shown(shown.entries());
        Frame frame = listed.refreshing(desk.frame(request, response, shown.title()));
        return html.page(
                (out, interceptor) -> JteboardGenerated.render(out, interceptor, frame, shown));
    }

    @GetMapping("/answers")
    ResponseEntity<String> answers(HttpServletRequest request, HttpServletResponse response) {
        return answers("", false, "1", request, response);
    }

    /// Who answered which questionnaire when; of the first pathway that asks where none is named.
    @GetMapping("/answers/{pathway}")
    ResponseEntity<String> answers(
            @PathVariable String pathway,
            @RequestParam(defaultValue = "false") boolean soon,
            @RequestParam(defaultValue = "1") String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<Pathway> asking =
                knowledge.pathways().stream()
                        .filter(one -> one.askedAnswers().isPresent())
                        .toList();
        Pathway found = named(asking, pathway);
        LocalDate today = LocalDate.now(clock);
        Worklist.Listed listed = worklist.soon(today);
        Map<String, LocalDate> opened = new HashMap<>();
        links.all().stream()
                .filter(one -> one.hasSchedule() && one.opened() != null)
                .forEach(one ->
                        opened.putIfAbsent(
                                one.chart(), LocalDate.ofInstant(one.opened(), clock.getZone())));
        AnswersPage shown =
                AnswersPage.of(listed, asking, found, soon, forms, arms.byChart(found.id()), today)
                        .opened(opened)
                        .at(page);
        worklist.shown(shown.rows().stream().map(AnswersPage.Row::entry).toList());
        Frame frame = listed.refreshing(desk.frame(request, response, shown.title()));
        return html.page(
                (out, interceptor) -> JteanswersGenerated.render(out, interceptor, frame, shown));
    }

    private static Pathway named(List<Pathway> boards, String wanted) {
        return boards.stream()
                .filter(one -> wanted.isEmpty() || one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "There is no such board",
                                "No therapy of this knowledge has a board “" + wanted + "”.",
                                "The worklist shows everybody."));
    }

    private List<Pathway> boards() {
        return knowledge.pathways().stream()
                .filter(pathway -> pathway.board().isPresent())
                .toList();
    }
}
