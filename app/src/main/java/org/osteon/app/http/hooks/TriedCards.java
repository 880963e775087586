package org.osteon.app.http.hooks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.app.http.CardPreview;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReading;
import org.osteon.chart.incoming.BundleEntries;
import org.osteon.chart.incoming.Incoming;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.cards.CardWriter;
import org.osteon.records.cards.Cards;
import org.osteon.records.cards.Hook;
import org.osteon.records.cards.HookChart;
import org.osteon.records.cards.HookRequest;
import org.osteon.records.cards.SentAlong;
import org.springframework.stereotype.Component;

/// The cards of a chart that somebody tries, made as those of a call.
@Component
final class TriedCards implements CardPreview {
    private static final String CALL = "tried";

    private final KnowledgeBase knowledge;
    private final Clock clock;

    TriedCards(KnowledgeBase knowledge, Clock clock) {
        this.knowledge = knowledge;
        this.clock = clock;
    }

    @Override
    public Preview of(byte[] bundle, String server) {
        List<Incoming> resources = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        try {
            for (BundleEntries.Read entry : BundleEntries.of(bundle)) {
                switch (entry) {
                    case BundleEntries.Usable(int _, Incoming incoming) -> resources.add(incoming);
                    case BundleEntries.Unusable(int number, String reason) ->
                            unread.add("entry " + number + ": " + reason);
                }
            }
        } catch (IllegalArgumentException e) {
            return trouble(String.valueOf(e.getMessage()), unread);
        }
        Optional<String> patient =
                resources.stream()
                        .filter(one -> one.type().equals("Patient"))
                        .map(Incoming::id)
                        .findFirst();
        if (patient.isEmpty()) {
            return trouble("no Patient is in it, so that it is no chart", unread);
        }
        HookRequest request =
                new HookRequest(
                        Hook.PATIENT_VIEW.hookName(),
                        CALL,
                        patient.get(),
                        "",
                        List.of(),
                        List.of(),
                        Set.of(),
                        List.of(SentAlong.whole(CALL, resources)),
                        Optional.empty());
        return switch (HookChart.sent(request).chart()) {
            case ChartReading.Unusable(String reason) -> trouble(reason, unread);
            case ChartReading.Read(Chart chart) ->
                    new Preview("", unread, Optional.of(chart), cards(request, chart, server));
        };
    }

    private static Preview trouble(String why, List<String> unread) {
        return new Preview(why, unread, Optional.empty(), List.of());
    }

    private List<Card> cards(HookRequest request, Chart chart, String server) {
        CardWriter writer = new CardWriter(Hook.PATIENT_VIEW, request, server, false, List.of());
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, LocalDate.now(clock));
        List<Card> cards = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            writer.onPatient(pathway, onDay.assess(pathway))
                    .map(TriedCards::drawn)
                    .ifPresent(cards::add);
        }
        return cards;
    }

    private static Card drawn(Cards.Card card) {
        return new Card(
                card.summary(),
                card.indicator(),
                card.detail(),
                card.source().label(),
                card.source().url(),
                card.suggestions().stream().map(Cards.Suggestion::label).toList(),
                card.overrideReasons().stream().map(Cards.Code::display).toList());
    }
}
