package org.osteon.app.http.hooks;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ClientWords;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.RequestName;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReading;
import org.osteon.chart.incoming.Incoming;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.cards.CardLedger;
import org.osteon.records.cards.CardWriter;
import org.osteon.records.cards.Cards;
import org.osteon.records.cards.Feedback;
import org.osteon.records.cards.FurtherPages;
import org.osteon.records.cards.Hook;
import org.osteon.records.cards.HookChart;
import org.osteon.records.cards.HookRequest;
import org.osteon.records.cards.IssuedCard;
import org.osteon.records.cards.PatientSearch;
import org.osteon.records.cards.PrefetchTemplates;
import org.osteon.records.cards.SentAlong;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// The three routes of CDS Hooks: what there is, a call, and feedback on a card.
@RestController
final class HooksController {
    private static final Set<String> ORDER_TYPES =
            Set.of("MedicationRequest", "ServiceRequest", "DeviceRequest", "NutritionOrder");

    private static final String USAGE =
            "Send along what a template asks for, page by page in one Bundle. What is left out,"
                    + " what is only a first page, and what could not be had (null is: there is none;"
                    + " an OperationOutcome is: not available) is named on the cards. Templates by"
                    + " patient for types that FHIR R4 gives no such parameter are Osteon's own.";

    private static final Logger LOG = LoggerFactory.getLogger(HooksController.class);

    private final Records store;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final CardLedger ledger;
    private final FurtherPages pages;
    private final Supplier<Map<String, String>> templates;

    HooksController(
            Records store,
            KnowledgeBase knowledge,
            CardLedger ledger,
            PatientSearch searches,
            FurtherPages pages,
            Clock clock) {
        this.ledger = ledger;
        this.pages = pages;
        this.templates = once(() -> PrefetchTemplates.of(knowledge, searches));
        this.store = store;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    @GetMapping(path = "/cds-services", produces = MediaType.APPLICATION_JSON_VALUE)
    Cards.Services services() {
        String version =
                knowledge.pathways().stream()
                        .map(pathway -> pathway.id() + " " + pathway.version())
                        .collect(Collectors.joining(", "));
        return new Cards.Services(
                Stream.of(Hook.values())
                        .map(hook ->
                                new Cards.Service(
                                        hook.hookName(),
                                        hook.title(),
                                        hook.description(),
                                        hook.serviceId(),
                                        templates.get(),
                                        USAGE,
                                        version,
                                        hook.hookVersion()))
                        .toList());
    }

    /// FHIR's definitions are read when they are first needed.
    private static <T> Supplier<T> once(Supplier<T> made) {
        AtomicReference<@Nullable T> kept = new AtomicReference<>();
        return () -> {
            T ready = kept.get();
            if (ready == null) {
                ready = made.get();
                kept.set(ready);
            }
            return ready;
        };
    }

    @PostMapping(path = "/cds-services/{service}", produces = MediaType.APPLICATION_JSON_VALUE)
    Cards.Answer call(
            @PathVariable String service, @RequestBody byte[] body, HttpServletRequest http) {
        Hook hook = hook(service);
        HookRequest request = HookRequest.of(body);
        if (!request.hook().equals(hook.hookName())) {
            throw Problem.unusable(
                    service
                            + " is for the hook "
                            + hook.hookName()
                            + ", not for "
                            + request.hook());
        }
        HookRequest known = pages.completed(request);
        HookChart chart =
                HookChart.of(known, store)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.UNMET,
                                        "no data on Patient/"
                                                + request.patient()
                                                + ": it was not sent along (prefetch) and is not"
                                                + " in this store"));
        if (chart.chart() instanceof ChartReading.Unusable(String reason)) {
            throw Problem.unusable("the chart cannot be used: " + reason);
        }
        List<Told> told = cards(hook, known, chart, baseUrl(http));
        ledger.issued(told.stream().map(one -> one.issued(request, ledger.today())).toList());
        return new Cards.Answer(told.stream().map(Told::card).toList());
    }

    private static Hook hook(String service) {
        return Hook.ofService(service)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "no service '"
                                        + service
                                        + "'; there are "
                                        + Stream.of(Hook.values())
                                                .map(Hook::serviceId)
                                                .collect(Collectors.joining(", "))));
    }

    @ExceptionHandler
    ResponseEntity<Cards.Reason> problem(Problem problem, HttpServletRequest http) {
        return told(problem, http);
    }

    @ExceptionHandler
    ResponseEntity<Cards.Reason> bad(IllegalArgumentException bad, HttpServletRequest http) {
        return told(Problem.unusable(String.valueOf(bad.getMessage())), http);
    }

    private static ResponseEntity<Cards.Reason> told(Problem problem, HttpServletRequest http) {
        String words = ClientWords.of(problem.message());
        return ResponseEntity.status(ProblemAnswer.of(problem.kind()).status())
                .body(
                        new Cards.Reason(
                                words.isEmpty() ? problem.title() : words, RequestName.of(http)));
    }

    private static String baseUrl(HttpServletRequest http) {
        return http.getScheme() + "://" + http.getHeader("Host");
    }

    /// A card, and whose rules speak on it.
    private record Told(Cards.Card card, String pathway, List<String> rules) {
        Told(Cards.Card card) {
            this(card, "", List.of());
        }

        IssuedCard issued(HookRequest request, LocalDate day) {
            return new IssuedCard(
                    card.uuid(),
                    day,
                    request.patient(),
                    pathway,
                    rules,
                    request.user(),
                    card.summary());
        }
    }

    private List<Told> cards(Hook hook, HookRequest request, HookChart known, String baseUrl) {
        LocalDate today = LocalDate.now(clock);
        boolean inStore = store.listing(request.patient()).isPresent();
        Set<String> sent = request.sent().stream().map(SentAlong::key).collect(Collectors.toSet());
        CardWriter writer =
                new CardWriter(
                        hook,
                        request,
                        baseUrl,
                        inStore,
                        known.isFromStore()
                                ? List.of()
                                : PrefetchTemplates.notSent(templates.get(), sent));
        List<Told> cards = new ArrayList<>();
        List<SentAlong> gaps =
                request.sent().stream().filter(one -> one.gap().isPresent()).toList();
        if (!gaps.isEmpty()) {
            cards.add(new Told(writer.incomplete(gaps)));
        }
        if (Visits.current().map(Visit::partWithheld).orElse(false)) {
            cards.add(new Told(writer.withheld()));
        }
        if (!hook.isAboutOrders()) {
            cards.addAll(
                    judged(
                            known.chart(),
                            today,
                            (pathway, assessment) -> writer.onPatient(pathway, assessment),
                            (topic, reason) -> writer.unjudged(topic, "", reason)));
            return cards;
        }
        List<Incoming> orders =
                request.draftOrders().stream()
                        .filter(resource -> ORDER_TYPES.contains(resource.type()))
                        .toList();
        List<Incoming> beside =
                request.draftOrders().stream()
                        .filter(resource -> !ORDER_TYPES.contains(resource.type()))
                        .toList();
        for (Incoming order : orders) {
            if (hook == Hook.ORDER_SELECT && !request.isChosen(order)) {
                continue;
            }
            cards.addAll(
                    judged(
                            known.with(order, orders, beside),
                            today,
                            (pathway, assessment) -> writer.onOrder(pathway, assessment, order),
                            (topic, reason) -> writer.unjudged(topic, order.reference(), reason)));
        }
        return cards;
    }

    /// A card for each pathway that has something to say. An order that makes the chart unreadable,
    /// or a pathway that stops at it, costs its own card and no other.
    private List<Told> judged(
            ChartReading reading,
            LocalDate today,
            BiFunction<Pathway, Assessment, Optional<Cards.Card>> card,
            BiFunction<String, String, Cards.Card> unjudged) {
        return switch (reading) {
            case ChartReading.Unusable(String reason) ->
                    List.of(new Told(unjudged.apply("This order", reason)));
            case ChartReading.Read(Chart chart) -> {
                ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, today);
                List<Told> cards = new ArrayList<>();
                for (Pathway pathway : knowledge.pathways()) {
                    try {
                        Assessment assessment = onDay.assess(pathway);
                        List<String> rules = assessment.alerts().stream().map(Alert::code).toList();
                        card.apply(pathway, assessment)
                                .ifPresent(one -> cards.add(new Told(one, pathway.id(), rules)));
                    } catch (RuntimeException e) {
                        LOG.error("{} could not judge a chart", pathway.id(), e);
                        cards.add(
                                new Told(
                                        unjudged.apply(
                                                pathway.title(), "the rules stopped at it")));
                    }
                }
                yield cards;
            }
        };
    }

    @PostMapping(path = "/cds-services/{service}/feedback")
    ResponseEntity<?> feedback(@PathVariable String service, @RequestBody byte[] body) {
        hook(service);
        String by = Visits.current().map(visit -> visit.person().name()).orElse("CDS Hooks client");
        for (Feedback feedback : Feedback.of(body)) {
            Optional<IssuedCard> card =
                    ledger.answered(
                            feedback.card(),
                            feedback.isAccepted(),
                            feedback.reason(),
                            feedback.comment(),
                            by);
            store.record(
                    new Attribution(
                            by, clock.instant(), "card " + feedback.outcome(), feedback.words()),
                    card.map(IssuedCard::patient)
                            .filter(patient -> store.listing(patient).isPresent())
                            .orElse(null),
                    "card "
                            + feedback.card()
                            + card.map(IssuedCard::summary)
                                    .map(summary -> ": " + summary)
                                    .orElse(""));
        }
        return ResponseEntity.ok().build();
    }
}
