package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.osteon.access.Action;
import org.osteon.app.http.CardPreview;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.feeds.Profiles;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.records.charts.Records;
import org.osteon.workflow.desk.Tone;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A place to try what another system would send: what is understood of it, what the pathways say,
/// and the cards as a record system would draw them. Nothing of it is kept.
@RestController
final class SandboxController {
    private static final int MOST_ROWS = 50;
    private static final Parser MARKDOWN = Parser.builder().build();

    /// What stands in the text of a card is text.
    private static final HtmlRenderer DRAWN =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private final Records store;
    private final KnowledgeBase knowledge;
    private final CardPreview cards;
    private final Server.SiteFeeds feeds;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    SandboxController(
            Records store,
            KnowledgeBase knowledge,
            CardPreview cards,
            Server.SiteFeeds feeds,
            Clock clock,
            Html html,
            Desk desk) {
        this.store = store;
        this.knowledge = knowledge;
        this.cards = cards;
        this.feeds = feeds;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/integrate/try")
    ResponseEntity<String> form(
            @RequestParam(defaultValue = "") String example,
            HttpServletRequest request,
            HttpServletResponse response) {
        store.require(Action.SITE);
        String text =
                TriedExample.of(example).map(one -> one.text(LocalDate.now(clock))).orElse("");
        return page(TriedPage.nothing(text), request, response);
    }

    /// Changes nothing, and so needs no token of a form.
    @PostMapping("/integrate/try")
    ResponseEntity<String> tried(
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request,
            HttpServletResponse response) {
        store.require(Action.SITE);
        String server = ServerAddress.of(request);
        return page(text.isBlank() ? TriedPage.nothing("") : of(text, server), request, response);
    }

    private ResponseEntity<String> page(
            TriedPage page, HttpServletRequest request, HttpServletResponse response) {
        Frame frame = desk.frame(request, response, "Try it");
        return html.page(
                (out, interceptor) -> JtesandboxGenerated.render(out, interceptor, frame, page));
    }

    private TriedPage of(String text, String server) {
        List<String> remarks = new ArrayList<>();
        String form = "a FHIR resource or Bundle";
        byte[] bundle = text.strip().getBytes(StandardCharsets.UTF_8);
        if (TriedMessage.isOne(text.strip())) {
            Profiles profiles =
                    feeds.feeds()
                            .map(all -> all.profiles().profiles())
                            .orElseGet(() -> new Profiles(List.of(), List.of()));
            TriedMessage message = TriedMessage.of(text.strip(), profiles, clock.getZone());
            form =
                    message.madeUp()
                            ? "HL7 v2, by a made-up profile of its sender"
                            : "HL7 v2, by this site's profile of its sender";
            remarks.addAll(message.remarks());
            bundle = message.bundle();
        }
        CardPreview.Preview preview = cards.of(bundle, server);
        remarks.addAll(preview.unread());
        Optional<Chart> chart = preview.chart();
        return new TriedPage(
                text,
                form,
                preview.trouble(),
                remarks,
                chart.map(this::lines).orElse(Map.of()),
                chart.map(this::unknown).orElse(List.of()),
                chart.map(this::judged).orElse(List.of()),
                preview.cards().stream()
                        .map(card ->
                                new TriedPage.Drawn(
                                        card, DRAWN.render(MARKDOWN.parse(card.detail()))))
                        .toList());
    }

    private Map<String, List<String>> lines(Chart chart) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Resource resource : chart.resources()) {
            lines.computeIfAbsent(resource.type(), _ -> new ArrayList<>())
                    .add(knowledge.text(resource));
        }
        return lines;
    }

    private List<ReadingSurvey.Row> unknown(Chart chart) {
        ReadingSurvey survey = knowledge.survey();
        survey.add(chart, LocalDate.now(clock));
        return survey.rows().stream().limit(MOST_ROWS).toList();
    }

    private List<TriedPage.Judged> judged(Chart chart) {
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, LocalDate.now(clock));
        return knowledge.pathways().stream()
                .map(pathway -> judged(pathway, onDay.assess(pathway)))
                .toList();
    }

    private static TriedPage.Judged judged(Pathway pathway, Assessment assessment) {
        return new TriedPage.Judged(
                pathway.id(),
                pathway.title(),
                assessment.status() != Assessment.Status.NOT_APPLICABLE,
                Tone.of(pathway, assessment.decision(), assessment.alerts()),
                Tone.word(pathway, assessment.decision().orElse(""))
                        .map(DecisionWord::title)
                        .orElse("No decision"),
                assessment.missing());
    }
}
