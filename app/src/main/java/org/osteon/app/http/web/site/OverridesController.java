package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.cards.CardLedger;
import org.osteon.records.cards.RuleFigures;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.workflow.desk.Wording;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Which rules tire those whom they warn: how often each stood on a card, was followed or
/// overridden, by whom and why.
@RestController
final class OverridesController {
    private static final int MOST_COMMENTS = 5;
    private static final int MOST_DAYS = 3_650;

    private final CardLedger ledger;
    private final Records store;
    private final KnowledgeBase knowledge;
    private final Html html;
    private final Desk desk;

    OverridesController(
            CardLedger ledger, Records store, KnowledgeBase knowledge, Html html, Desk desk) {
        this.ledger = ledger;
        this.store = store;
        this.knowledge = knowledge;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/rules/overrides")
    ResponseEntity<String> page(
            @RequestParam(defaultValue = "90") String days,
            HttpServletRequest request,
            HttpServletResponse response) {
        store.require(Action.SITE);
        int counted = days(days);
        LocalDate since = ledger.today().minusDays(counted - 1L);
        boolean names = store.may(Action.AUDIT);
        List<OverridesPage.Line> lines = ledger.figures(since).stream().map(this::line).toList();
        long unknown =
                ledger.answers(since).stream().filter(one -> one.pathway().isEmpty()).count();
        OverridesPage page = new OverridesPage(Wording.day(since), counted, lines, unknown, names);
        Frame frame = desk.frame(request, response, "What became of cards");
        return html.page(
                (out, interceptor) -> JteoverridesGenerated.render(out, interceptor, frame, page));
    }

    private static int days(String written) {
        if (!written.matches("[1-9][0-9]{0,3}") || Integer.parseInt(written) > MOST_DAYS) {
            throw Problem.unusable("days is a number from 1 to " + MOST_DAYS + ", not " + written);
        }
        return Integer.parseInt(written);
    }

    private OverridesPage.Line line(RuleFigures figures) {
        Optional<Pathway> pathway = knowledge.pathway(figures.pathway());
        String title =
                pathway.stream()
                        .flatMap(one -> one.alerts().stream())
                        .filter(rule -> rule.id().equals(figures.rule()))
                        .map(Rule::title)
                        .findFirst()
                        .orElse("");
        return new OverridesPage.Line(
                pathway.map(Pathway::title).orElse(figures.pathway()),
                title,
                figures,
                OverridesPage.comments(figures, MOST_COMMENTS));
    }
}
