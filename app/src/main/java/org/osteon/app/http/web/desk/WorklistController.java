package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The first page: who needs attention.
@RestController
final class WorklistController {
    private final Worklist worklist;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    WorklistController(
            Worklist worklist, KnowledgeBase knowledge, Clock clock, Html html, Desk desk) {
        this.worklist = worklist;
        this.knowledge = knowledge;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// Starts to bring the list up to date before the first person asks.
    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        Thread.ofVirtual().name("worklist at start").start(() -> worklist.on(LocalDate.now(clock)));
    }

    @GetMapping("/")
    ResponseEntity<String> worklist(
            @RequestParam(defaultValue = "") String attention,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "1") String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate today = LocalDate.now(clock);
        Worklist.Listed listed = worklist.on(today);
        WorklistPage shown =
                WorklistPage.of(
                        listed,
                        knowledge.pathways(),
                        today,
                        new WorklistPage.Wanted(
                                attention,
                                pathway,
                                q.strip(),
                                WorklistPage.Sort.of(sort),
                                page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1));
        Frame frame = listed.refreshing(desk.frame(request, response, "Worklist"));
        return html.page(
                (out, interceptor) -> JteworklistGenerated.render(out, interceptor, frame, shown));
    }
}
