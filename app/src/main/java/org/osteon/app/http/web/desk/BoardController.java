package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// The boards: all patients of a pathway by where they stand.
@RestController
final class BoardController {
    private static final int SECONDS_WHILE_ASSESSING = 2;

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
        return boards().stream()
                .findFirst()
                .map(pathway -> page(pathway, request, response))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/boards/{pathway}")
    ResponseEntity<String> board(
            @PathVariable String pathway,
            HttpServletRequest request,
            HttpServletResponse response) {
        return boards().stream()
                .filter(one -> one.id().equals(pathway))
                .findFirst()
                .map(found -> page(found, request, response))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private List<Pathway> boards() {
        return knowledge.pathways().stream()
                .filter(pathway -> pathway.board().isPresent())
                .toList();
    }

    private ResponseEntity<String> page(
            Pathway pathway, HttpServletRequest request, HttpServletResponse response) {
        LocalDate today = LocalDate.now(clock);
        BoardPage shown = BoardPage.of(worklist.on(today), boards(), pathway, today);
        Frame frame = desk.frame(request, response, shown.title());
        Frame refreshed = shown.pending() > 0 ? frame.refreshing(SECONDS_WHILE_ASSESSING) : frame;
        return html.page(
                (out, interceptor) -> JteboardGenerated.render(out, interceptor, refreshed, shown));
    }
}
