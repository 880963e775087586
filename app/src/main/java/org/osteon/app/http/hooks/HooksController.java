package org.osteon.app.http.hooks;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.app.http.ClientWords;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.RequestName;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.intake.Incoming;
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
    /// What a service would like to be sent along. Any of it may be left out; what the rules then
    /// miss, the card names.
    private static final List<String> PREFETCHED_TYPES =
            List.of(
                    "Condition",
                    "Observation",
                    "MedicationRequest",
                    "MedicationAdministration",
                    "MedicationStatement",
                    "Procedure",
                    "ServiceRequest",
                    "AllergyIntolerance");

    private static final Set<String> ORDER_TYPES =
            Set.of("MedicationRequest", "ServiceRequest", "DeviceRequest", "NutritionOrder");

    private static final Logger LOG = LoggerFactory.getLogger(HooksController.class);

    private final Records store;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final IssuedCards issued = new IssuedCards();

    HooksController(Records store, KnowledgeBase knowledge, Clock clock) {
        this.store = store;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    @GetMapping(path = "/cds-services", produces = MediaType.APPLICATION_JSON_VALUE)
    Cards.Services services() {
        Map<String, String> prefetch = new LinkedHashMap<>();
        prefetch.put("patient", "Patient/{{context.patientId}}");
        for (String type : PREFETCHED_TYPES) {
            prefetch.put(
                    Character.toLowerCase(type.charAt(0)) + type.substring(1) + "s",
                    type + "?patient={{context.patientId}}");
        }
        return new Cards.Services(
                Stream.of(Hook.values())
                        .map(hook ->
                                new Cards.Service(
                                        hook.hookName(),
                                        hook.title(),
                                        hook.description(),
                                        hook.serviceId(),
                                        prefetch))
                        .toList());
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
        HookChart chart =
                HookChart.of(request, store)
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
        List<Cards.Card> cards = cards(hook, request, chart, baseUrl(http));
        cards.forEach(card -> issued.issued(request.patient(), card));
        return new Cards.Answer(cards);
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

    private List<Cards.Card> cards(
            Hook hook, HookRequest request, HookChart known, String baseUrl) {
        LocalDate today = LocalDate.now(clock);
        boolean inStore = store.listing(request.patient()).isPresent();
        CardWriter writer = new CardWriter(hook, request, baseUrl, inStore);
        List<Cards.Card> cards = new ArrayList<>();
        if (Visits.current().map(Visit::partWithheld).orElse(false)) {
            cards.add(writer.withheld());
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
            if (hook == Hook.ORDER_SELECT && !request.selections().contains(order.reference())) {
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
    private List<Cards.Card> judged(
            ChartReading reading,
            LocalDate today,
            BiFunction<Pathway, Assessment, Optional<Cards.Card>> card,
            BiFunction<String, String, Cards.Card> unjudged) {
        return switch (reading) {
            case ChartReading.Unusable(String reason) ->
                    List.of(unjudged.apply("This order", reason));
            case ChartReading.Read(Chart chart) -> {
                ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, today);
                List<Cards.Card> cards = new ArrayList<>();
                for (Pathway pathway : knowledge.pathways()) {
                    try {
                        card.apply(pathway, onDay.assess(pathway)).ifPresent(cards::add);
                    } catch (RuntimeException e) {
                        LOG.error("{} could not judge a chart", pathway.id(), e);
                        cards.add(unjudged.apply(pathway.title(), "the rules stopped at it"));
                    }
                }
                yield cards;
            }
        };
    }

    @PostMapping(path = "/cds-services/{service}/feedback")
    ResponseEntity<?> feedback(@PathVariable String service, @RequestBody byte[] body) {
        hook(service);
        for (Feedback feedback : Feedback.of(body)) {
            Optional<IssuedCards.Issued> card = issued.card(feedback.card());
            store.record(
                    new Attribution(
                            Visits.current()
                                    .map(visit -> visit.person().name())
                                    .orElse("CDS Hooks client"),
                            clock.instant(),
                            "card " + feedback.outcome(),
                            feedback.reason()),
                    card.map(IssuedCards.Issued::patient)
                            .filter(patient -> store.listing(patient).isPresent())
                            .orElse(null),
                    "card "
                            + feedback.card()
                            + card.map(IssuedCards.Issued::summary)
                                    .map(summary -> ": " + summary)
                                    .orElse(""));
        }
        return ResponseEntity.ok().build();
    }
}
