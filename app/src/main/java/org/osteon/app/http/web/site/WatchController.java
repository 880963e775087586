package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Source;
import org.osteon.records.charts.Records;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.ReviewedSources;
import org.osteon.records.knowledge.SourceReviews;
import org.osteon.records.knowledge.WatchList;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The labels and guidelines that the rules rest on: when the rules were last held against each,
/// when that is to be done again, and the signature of whoever did it.
@RestController
final class WatchController {
    private static final int LONGEST = 2_000;
    private static final List<String> SIGNERS =
            List.of("physician", "pharmacist", "hla-laboratory", "cell-laboratory");

    private final KnowledgeBase knowledge;
    private final KnowledgeText text;
    private final SourceReviews reviews;
    private final Records records;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    WatchController(
            KnowledgeBase knowledge,
            KnowledgeText text,
            SourceReviews reviews,
            Records records,
            Clock clock,
            Html html,
            Desk desk) {
        this.knowledge = knowledge;
        this.text = text;
        this.reviews = reviews;
        this.records = records;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// The list: what comes first of all therapies, or all of one.
    ///
    /// @param of the therapy of which all are shown; empty: what comes first
    @GetMapping("/rules/watch")
    ResponseEntity<String> watch(
            @RequestParam(defaultValue = "") String of,
            HttpServletRequest request,
            HttpServletResponse response) {
        records.require(Action.SITE);
        WatchList list = list();
        String shown = of.isEmpty() ? "" : Pathways.named(knowledge, of).id();
        Frame frame = desk.frame(request, response, "Labels and guidelines to watch");
        return html.page((out, interceptor) ->
                JterulewatchGenerated.render(out, interceptor, frame, list, shown));
    }

    private WatchList list() {
        return WatchList.of(knowledge, text, reviewed(), LocalDate.now(clock));
    }

    private ReviewedSources reviewed() {
        return new ReviewedSources(text, reviews.all());
    }

    /// A source.
    ///
    /// @param rules that cite it
    /// @param signed what people of the site signed of it, the latest first
    /// @param may whether who looks may sign
    /// @param asks whether their password is asked
    record Page(
            WatchList.Watched watched,
            List<Rule> rules,
            List<SourceReviews.Review> signed,
            boolean may,
            boolean asks) {
        /// So many rules are listed here; the rule book lists all.
        static final int MOST = 40;
    }

    @GetMapping("/rules/watch/source")
    ResponseEntity<String> source(
            @RequestParam String of,
            @RequestParam String key,
            HttpServletRequest request,
            HttpServletResponse response) {
        records.require(Action.SITE);
        Pathway pathway = Pathways.named(knowledge, of);
        Source source = source(pathway, key);
        Page page =
                new Page(
                        list().sources().stream()
                                .filter(one ->
                                        one.pathway().equals(pathway.id())
                                                && one.source().equals(source))
                                .findFirst()
                                .orElseThrow(),
                        WatchList.rules(pathway, source),
                        reviewed().of(pathway, source),
                        records.may(Action.REVIEW),
                        desk.asksPassword(request));
        Frame frame = desk.frame(request, response, key + ", " + pathway.title());
        return html.page(
                (out, interceptor) -> JterulesourceGenerated.render(out, interceptor, frame, page));
    }

    private static Source source(Pathway pathway, String key) {
        return pathway.sources().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "No such source",
                                pathway.title() + " cites no source “" + key + "”.",
                                "All of them stand at /rules/watch?of=" + pathway.id() + "."));
    }

    /// Signs that the rules were held against a source today.
    @PostMapping("/rules/watch/source")
    ResponseEntity<String> sign(
            @RequestParam String of,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String found,
            @RequestParam(defaultValue = "") String citation,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.REVIEW);
        Pathway pathway = Pathways.named(knowledge, of);
        Source source = source(pathway, key);
        if (!citation.equals(source.citation())) {
            throw refused(
                    "The rules cite another version of it now: “" + source.citation() + "”.",
                    "Look at that one, then sign.");
        }
        if (found.isBlank() || found.length() > LONGEST) {
            throw refused(
                    found.isBlank()
                            ? "What was found is missing."
                            : "What was found is longer than " + LONGEST + " characters.",
                    "Go back, and say which version you looked at and what you found, for example"
                            + " that nothing has changed.");
        }
        if (desk.asksPassword(request) && !desk.confirms(request, password)) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "That is not your password",
                    "Nothing was signed.",
                    "Go back, and give your password beside the signature.");
        }
        reviews.sign(pathway, source, found, desk.owner(), author, desk.roleAmong(SIGNERS));
        desk.notice(response, "Signed: reviewed today.");
        return Html.seeOther(
                "/rules/watch/source?of="
                        + pathway.id()
                        + "&key="
                        + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private static Problem refused(String message, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE, "Not signed", message, remedy);
    }
}
