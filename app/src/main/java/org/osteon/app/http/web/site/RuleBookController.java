package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.KnowledgeText;
import org.osteon.app.words.Pathways;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The rule book: what every pathway asks, in words.
@RestController
final class RuleBookController {
    private final KnowledgeBase knowledge;
    private final KnowledgeText text;
    private final Html html;
    private final Desk desk;

    RuleBookController(KnowledgeBase knowledge, KnowledgeText text, Html html, Desk desk) {
        this.knowledge = knowledge;
        this.text = text;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/rules")
    ResponseEntity<String> pathways(HttpServletRequest request, HttpServletResponse response) {
        List<RuleBook> books =
                knowledge.pathways().stream()
                        .map(pathway -> RuleBook.of(pathway, text, ""))
                        .toList();
        Frame frame = desk.frame(request, response, "Rule book");
        return html.page(
                (out, interceptor) -> JterulesGenerated.render(out, interceptor, frame, books));
    }

    @GetMapping("/rules/{id}")
    ResponseEntity<String> pathway(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String q,
            HttpServletRequest request,
            HttpServletResponse response) {
        Pathway pathway = Pathways.named(knowledge, id);
        Frame frame = desk.frame(request, response, "Rules, " + pathway.title());
        RuleBook book = RuleBook.of(pathway, text, q.strip());
        return html.page(
                (out, interceptor) -> JterulebookGenerated.render(out, interceptor, frame, book));
    }
}
