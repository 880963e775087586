package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.KnowledgeVersions;
import org.osteon.records.knowledge.ShadowList;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.Wording;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What becomes of the knowledge with time: what changed between two states of it, and whom that
/// answers otherwise.
@RestController
final class ChangesController {
    private final KnowledgeBase knowledge;
    private final Optional<KnowledgeVersions> versions;
    private final Optional<ShadowList> shadow;
    private final Records store;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    ChangesController(
            KnowledgeBase knowledge,
            KnowledgeText text,
            Server.KeptKnowledge kept,
            Records store,
            Clock clock,
            Html html,
            Desk desk) {
        this.knowledge = knowledge;
        this.versions = kept.versions();
        this.shadow = versions.map(one -> new ShadowList(store, knowledge, text, one));
        this.store = store;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// What changed.
    ///
    /// @param states those that can be compared with, the latest first
    /// @param chosen the one that is; empty: none is chosen
    /// @param found empty while its rules are being made ready
    record Page(
            List<State> states,
            Optional<State> chosen,
            Optional<ShadowList.Found> found,
            boolean names) {
        /// So many people are listed; the command lists all.
        static final int MOST = 200;
    }

    /// A state of the knowledge.
    record State(String hash, String since) {
        String brief() {
            return hash.substring(0, 12);
        }
    }

    @GetMapping("/rules/changes")
    ResponseEntity<String> changes(
            @RequestParam(defaultValue = "") String from,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        store.require(Action.SITE);
        List<State> states = states();
        Optional<State> chosen =
                from.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                states.stream()
                                        .filter(one -> one.hash().equals(from))
                                        .findFirst()
                                        .orElseThrow(() -> missing(from)));
        Optional<ShadowList.Found> found =
                chosen.isPresent() && shadow.isPresent()
                        ? shadow.get().read(chosen.get().hash(), LocalDate.now(clock))
                        : Optional.empty();
        Page page = new Page(states, chosen, found, found.filter(one -> !one.coded()).isPresent());
        Frame frame = desk.frame(request, response, "What changed in the rules");
        return html.page((out, interceptor) ->
                JterulechangesGenerated.render(out, interceptor, frame, page));
    }

    private List<State> states() throws IOException {
        if (versions.isEmpty()) {
            return List.of();
        }
        return versions.get().all().stream()
                .filter(one -> !isInUse(one))
                .map(one ->
                        new State(
                                one.hash(),
                                Wording.day(LocalDate.ofInstant(one.since(), clock.getZone()))))
                .toList();
    }

    private boolean isInUse(KnowledgeVersions.Whole state) {
        return state.pathways().size() == knowledge.pathways().size()
                && knowledge.pathways().stream()
                        .allMatch(
                                one -> one.knowledgeHash().equals(state.pathways().get(one.id())));
    }

    private static Problem missing(String hash) {
        return new Problem(
                ProblemKind.MISSING,
                "No such state",
                "No state “" + hash + "” of the knowledge was kept here, or it is the one in use.",
                "Choose one of those at /rules/changes.");
    }
}
