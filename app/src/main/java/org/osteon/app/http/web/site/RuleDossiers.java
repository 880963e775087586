package org.osteon.app.http.web.site;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.PatientLines;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Source;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.cards.CardLedger;
import org.osteon.records.cards.RuleFigures;
import org.osteon.records.charts.Records;
import org.osteon.records.knowledge.BothSides;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.ReviewedSources;
import org.osteon.records.knowledge.RuleAnswers;
import org.osteon.records.knowledge.RuleBook;
import org.osteon.records.knowledge.RuleDossier;
import org.osteon.records.knowledge.RuleHistory;
import org.osteon.records.knowledge.RuleNumber;
import org.osteon.records.knowledge.RuleOwner;
import org.osteon.records.knowledge.SourceReviews;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.Citation;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.springframework.stereotype.Component;

/// Brings together what knowledge, cases and store say of one rule.
@Component
final class RuleDossiers {
    private static final int MOST_PATIENTS = 20;
    private static final int DAYS_OF_CARDS = 90;

    private final KnowledgeText text;
    private final Records store;
    private final PatientLines patients;
    private final Clock clock;
    private final RuleHistory history;
    private final CardLedger ledger;
    private final SourceReviews reviews;

    /// Found once: the cases do not change while the server runs.
    private final Map<String, Optional<BothSides.Pair>> pairs = new ConcurrentHashMap<>();

    RuleDossiers(
            KnowledgeText text,
            Records store,
            PatientLines patients,
            Clock clock,
            CardLedger ledger,
            SourceReviews reviews,
            Server.KeptKnowledge kept) {
        this.reviews = reviews;
        this.ledger = ledger;
        this.text = text;
        this.store = store;
        this.patients = patients;
        this.clock = clock;
        this.history = new RuleHistory(kept.versions(), text.units());
    }

    private record Found(Rule criterion, Rule rule) {
        boolean isAlert() {
            return !criterion.equals(rule);
        }
    }

    /// The dossier of an alert or criterion.
    ///
    /// @throws Problem where the pathway has none of that code
    RuleDossier of(Pathway pathway, String code) {
        List<Found> all = all(pathway);
        Found found =
                all.stream()
                        .filter(one -> one.rule().id().equals(code))
                        .reduce((one, two) -> one.isAlert() ? one : two)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "No such rule",
                                        pathway.title() + " has no rule “" + code + "”.",
                                        "The rule book lists all of them; old rules may have"
                                                + " another code."));
        Rule rule = found.rule();
        List<RuleNumber> numbers = text.numbers(pathway, found.criterion(), rule);
        List<RuleNumber> limits = RuleBook.deciding(rule, numbers);
        Citation source = Citation.of(pathway, rule.source());
        return new RuleDossier(
                place(pathway, all, found),
                rule.id(),
                found.isAlert(),
                rule.title(),
                rule.description(),
                Tone.word(pathway, rule.decision()).map(Tone::of).orElse(Tone.NONE),
                Tone.word(pathway, rule.decision())
                        .map(DecisionWord::title)
                        .orElse("depends on the finding"),
                source,
                limits,
                numbers.stream().filter(number -> !limits.contains(number)).toList(),
                new ReviewedSources(text, reviews.all()).words(pathway, source.documents()),
                found.isAlert()
                        ? pair(pathway, code).map(pair -> BothSides.of(pathway, code, pair))
                        : Optional.empty(),
                cases(pathway, found),
                touched(pathway, found),
                RuleOwner.of(
                        text.plan(pathway),
                        rule.source(),
                        source.documents().stream().map(Source::citation).toList()),
                history(pathway, found),
                RuleAnswers.of(store, text, code, clock.getZone()),
                onCards(pathway, code),
                RuleBook.cql(pathway, text, rule),
                rule.rules().stream().map(alert -> link(pathway, alert)).toList());
    }

    private Optional<RuleFigures> onCards(Pathway pathway, String code) {
        return ledger.figures(ledger.today().minusDays(DAYS_OF_CARDS - 1L)).stream()
                .filter(one -> one.pathway().equals(pathway.id()) && one.rule().equals(code))
                .findFirst();
    }

    private static List<Found> all(Pathway pathway) {
        List<Found> all = new ArrayList<>();
        for (Rule criterion : pathway.criteria()) {
            all.add(new Found(criterion, criterion));
            criterion.rules().forEach(rule -> all.add(new Found(criterion, rule)));
        }
        return all;
    }

    private static RuleDossier.Place place(Pathway pathway, List<Found> all, Found found) {
        int at = all.indexOf(found);
        return new RuleDossier.Place(
                pathway.id(),
                pathway.title(),
                pathway.version(),
                pathway.knowledgeHash(),
                found.isAlert() ? Optional.of(link(pathway, found.criterion())) : Optional.empty(),
                at == 0 ? Optional.empty() : Optional.of(link(pathway, all.get(at - 1).rule())),
                at + 1 == all.size()
                        ? Optional.empty()
                        : Optional.of(link(pathway, all.get(at + 1).rule())));
    }

    private static RuleDossier.Link link(Pathway pathway, Rule rule) {
        return new RuleDossier.Link(
                rule.id(), rule.title(), "/rules/" + pathway.id() + "/" + encoded(rule.id()));
    }

    private Optional<BothSides.Pair> pair(Pathway pathway, String code) {
        return pairs.computeIfAbsent(
                pathway.id() + "/" + code, _ -> BothSides.nearest(text.cases(pathway), code));
    }

    private List<RuleDossier.Case> cases(Pathway pathway, Found found) {
        return text.cases(pathway).stream()
                .filter(one -> found.isAlert() && one.shows(found.rule().id()))
                .map(one -> worked(pathway, one))
                .toList();
    }

    private static RuleDossier.Case worked(Pathway pathway, WorkedCase one) {
        return new RuleDossier.Case(
                one.id(),
                one.title(),
                Tone.word(pathway, one.expectedDecision()).map(DecisionWord::title).orElse(""),
                "/rules/" + pathway.id() + "/cases/" + encoded(one.id()));
    }

    private RuleDossier.Touched touched(Pathway pathway, Found found) {
        PatientLines.Lines lines = patients.lines(LocalDate.now(clock));
        List<String> codes =
                found.isAlert()
                        ? List.of(found.rule().id())
                        : found.rule().rules().stream().map(Rule::id).toList();
        List<WorklistEntry> touched =
                lines.entries().stream()
                        .filter(entry -> entry.pathway().equals(pathway.id()))
                        .filter(entry -> entry.rules().stream().anyMatch(codes::contains))
                        .toList();
        List<WorklistEntry> shown = touched.stream().limit(MOST_PATIENTS).toList();
        patients.shown(shown);
        return new RuleDossier.Touched(touched.size(), lines.pending(), shown);
    }

    private RuleDossier.History history(Pathway pathway, Found found) {
        try {
            RuleHistory.Told told = history.of(pathway.id(), found.criterion(), found.rule());
            return new RuleDossier.History(
                    told.states(),
                    told.changes().stream()
                            .map(change ->
                                    new RuleDossier.Dated(
                                            change,
                                            Wording.day(
                                                    LocalDate.ofInstant(
                                                            change.since(), clock.getZone()))))
                            .toList(),
                    "");
        } catch (IOException e) {
            return new RuleDossier.History(0, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
