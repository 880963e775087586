package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.KnowledgeTable;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.knowledge.CasePage;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.ReviewedSources;
import org.osteon.records.knowledge.RuleBook;
import org.osteon.records.knowledge.RuleDossier;
import org.osteon.records.knowledge.SourceReviews;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.MediaType;
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
    private final RuleDossiers dossiers;
    private final SourceReviews reviews;
    private final Clock clock;

    RuleBookController(
            KnowledgeBase knowledge,
            KnowledgeText text,
            Html html,
            Desk desk,
            RuleDossiers dossiers,
            SourceReviews reviews,
            Clock clock) {
        this.clock = clock;
        this.reviews = reviews;
        this.dossiers = dossiers;
        this.knowledge = knowledge;
        this.text = text;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/rules")
    ResponseEntity<String> pathways(
            @RequestParam(defaultValue = "") String q,
            HttpServletRequest request,
            HttpServletResponse response) {
        ReviewedSources reviewed = reviewed();
        List<RuleBook> books =
                knowledge.pathways().stream()
                        .map(pathway -> RuleBook.of(pathway, text, reviewed, q.strip()))
                        .toList();
        Frame frame = desk.frame(request, response, "Rule book");
        return html.page((out, interceptor) ->
                JterulesGenerated.render(out, interceptor, frame, q.strip(), books));
    }

    private ReviewedSources reviewed() {
        return new ReviewedSources(text, reviews.all());
    }

    @GetMapping("/rules/{id}")
    ResponseEntity<String> pathway(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String q,
            HttpServletRequest request,
            HttpServletResponse response) {
        Pathway pathway = Pathways.named(knowledge, id);
        Frame frame = desk.frame(request, response, "Rules, " + pathway.title());
        RuleBook book = RuleBook.of(pathway, text, reviewed(), q.strip());
        return html.page(
                (out, interceptor) -> JterulebookGenerated.render(out, interceptor, frame, book));
    }

    /// Its tables to read: products, what is on label where, the law by region.
    @GetMapping("/rules/{id}/tables")
    ResponseEntity<String> tables(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Pathway pathway = Pathways.named(knowledge, id);
        List<KnowledgeTable> tables = pathway.tables(LocalDate.now(clock));
        if (tables.isEmpty()) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "No tables",
                    pathway.title() + " has no tables to read.",
                    "Its rules are at /rules/" + pathway.id() + ".");
        }
        Frame frame = desk.frame(request, response, "Tables, " + pathway.title());
        return html.page((out, interceptor) ->
                JteknowledgetablesGenerated.render(out, interceptor, frame, pathway, tables));
    }

    /// The page of one rule: an alert or a criterion.
    @GetMapping("/rules/{id}/{code}")
    ResponseEntity<String> rule(
            @PathVariable String id,
            @PathVariable String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        RuleDossier dossier = dossiers.of(Pathways.named(knowledge, id), code);
        Frame frame = desk.frame(request, response, code + ", " + dossier.sentence());
        return html.page(
                (out, interceptor) -> JteruleGenerated.render(out, interceptor, frame, dossier));
    }

    /// A worked case with its chart.
    @GetMapping("/rules/{id}/cases/{name}")
    ResponseEntity<String> worked(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String format,
            HttpServletRequest request,
            HttpServletResponse response) {
        Pathway pathway = Pathways.named(knowledge, id);
        WorkedCase one =
                text.cases(pathway).stream()
                        .filter(worked -> worked.id().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "No such case",
                                        pathway.title() + " has no worked case “" + name + "”.",
                                        "Each rule's page lists its cases."));
        if (format.equals("json")) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(one.json());
        }
        CasePage page = CasePage.of(pathway, one);
        Frame frame = desk.frame(request, response, "Case " + one.id());
        return html.page(
                (out, interceptor) -> JteworkedcaseGenerated.render(out, interceptor, frame, page));
    }
}
