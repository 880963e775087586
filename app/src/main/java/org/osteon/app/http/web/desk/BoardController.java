package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.words.Problem;
import org.osteon.app.words.ProblemKind;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The boards: all patients of a pathway by where they stand.
@RestController
final class BoardController {
    private final Worklist worklist;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    BoardController(Worklist worklist, KnowledgeBase knowledge, Clock clock, Html html, Desk desk) {
        this.worklist = worklist;
        this.knowledge = knowledge;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/boards")
    ResponseEntity<String> first(HttpServletRequest request, HttpServletResponse response) {
        return page("", request, response);
    }

    @GetMapping("/boards/{pathway}")
    ResponseEntity<String> board(
            @PathVariable String pathway,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(pathway, request, response);
    }

    /// The board of a pathway, the first one where none is named.
    private ResponseEntity<String> page(
            String wanted, HttpServletRequest request, HttpServletResponse response) {
        List<Pathway> boards = boards();
        Pathway pathway =
                boards.stream()
                        .filter(one -> wanted.isEmpty() || one.id().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "There is no such board",
                                        "No therapy of this knowledge has a board “"
                                                + wanted
                                                + "”.",
                                        "The worklist shows everybody."));
        LocalDate today = LocalDate.now(clock);
        Worklist.Listed listed = worklist.on(today);
        BoardPage shown = BoardPage.of(listed, boards, pathway, today);
        Frame frame = listed.refreshing(desk.frame(request, response, shown.title()));
        return html.page(
                (out, interceptor) -> JteboardGenerated.render(out, interceptor, frame, shown));
    }

    private List<Pathway> boards() {
        return knowledge.pathways().stream()
                .filter(pathway -> pathway.board().isPresent())
                .toList();
    }
}
