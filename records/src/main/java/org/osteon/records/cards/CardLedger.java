package org.osteon.records.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;

/// Keeps which cards were given out and what was told of them. A card is kept for as long as an
/// answer to it may come; how often each rule stood on one is counted by day and stays.
public final class CardLedger {
    private static final String CARD = "card";
    private static final String DAY = "card-day";
    private static final String ANSWER = "card-answer";

    /// An answer that comes later than that is counted, without its rule.
    private static final int DAYS_KEPT = 60;

    private final ChartStore store;
    private final Clock clock;
    private @Nullable LocalDate today;
    private Map<String, Long> tally = new TreeMap<>();

    public CardLedger(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The day by this site's clock.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /// Keeps cards before they are given out; one that was given out before is not counted again.
    public synchronized void issued(List<IssuedCard> cards) {
        List<NoteChange> notes = new ArrayList<>();
        List<IssuedCard> fresh =
                cards.stream().filter(card -> store.kept(CARD, card.id()).isEmpty()).toList();
        if (fresh.isEmpty()) {
            return;
        }
        LocalDate day = today();
        if (!day.equals(today)) {
            today = day;
            tally = tallyOf(day);
            forget(day.minusDays(DAYS_KEPT), notes);
        }
        Map<String, Long> counted = new TreeMap<>(tally);
        for (IssuedCard card : fresh) {
            notes.add(new NoteChange.Keep(CARD, new KeptNote(card.id(), card.json())));
            card.rules().stream()
                    .distinct()
                    .forEach(rule -> counted.merge(key(card.pathway(), rule), 1L, Long::sum));
        }
        notes.add(new NoteChange.Keep(DAY, new KeptNote(day.toString(), json(counted))));
        store.appendAll(new Attribution("CDS Hooks", clock.instant(), "cards"), List.of(), notes);
        tally = counted;
    }

    /// What was given out under an id.
    public Optional<IssuedCard> card(String id) {
        return store.kept(CARD, id).map(note -> IssuedCard.of(id, note.json()));
    }

    /// Keeps what became of a card; the last word on one counts.
    ///
    /// @return the card; empty where it is not known here
    public Optional<IssuedCard> answered(
            String id, boolean accepted, String reason, String comment, String by) {
        Optional<IssuedCard> card = card(id);
        CardAnswer answer =
                new CardAnswer(
                        id,
                        clock.instant(),
                        card.map(IssuedCard::pathway).orElse(""),
                        card.map(IssuedCard::rules).orElse(List.of()),
                        card.map(IssuedCard::user).filter(user -> !user.isEmpty()).orElse(by),
                        accepted,
                        reason,
                        comment);
        store.keep(ANSWER, new KeptNote(id, answer.json()));
        return card;
    }

    /// The figures of every rule that stood on a card since a day, the most often overridden first.
    public List<RuleFigures> figures(LocalDate since) {
        Map<String, Long> shown = new TreeMap<>();
        store.kept(DAY).stream()
                .filter(note -> !LocalDate.parse(note.id()).isBefore(since))
                .forEach(note ->
                        counts(note.json())
                                .forEach((key, count) -> shown.merge(key, count, Long::sum)));
        Map<String, List<CardAnswer>> answers = new HashMap<>();
        for (CardAnswer answer : answers(since)) {
            for (String rule : answer.rules()) {
                String key = key(answer.pathway(), rule);
                shown.putIfAbsent(key, 0L);
                answers.computeIfAbsent(key, _ -> new ArrayList<>()).add(answer);
            }
        }
        List<RuleFigures> figures = new ArrayList<>();
        shown.forEach((key, count) -> {
            int slash = key.indexOf('/');
            figures.add(
                    new RuleFigures(
                            key.substring(0, slash),
                            key.substring(slash + 1),
                            count,
                            answers.getOrDefault(key, List.of())));
        });
        figures.sort(
                Comparator.comparingLong(RuleFigures::overridden)
                        .thenComparingLong(RuleFigures::shown)
                        .reversed());
        return figures;
    }

    /// The answers since a day, the latest first; those to cards that are not known among them.
    public List<CardAnswer> answers(LocalDate since) {
        return store.kept(ANSWER).stream()
                .map(note -> CardAnswer.of(note.id(), note.json()))
                .filter(answer ->
                        !LocalDate.ofInstant(answer.at(), clock.getZone()).isBefore(since))
                .sorted(Comparator.comparing(CardAnswer::at).reversed())
                .toList();
    }

    private Map<String, Long> tallyOf(LocalDate day) {
        return store.kept(DAY, day.toString())
                .map(note -> counts(note.json()))
                .orElseGet(TreeMap::new);
    }

    private void forget(LocalDate before, List<NoteChange> notes) {
        store.kept(CARD).stream()
                .filter(note -> IssuedCard.of(note.id(), note.json()).day().isBefore(before))
                .forEach(note -> notes.add(new NoteChange.Discard(CARD, note.id())));
    }

    private static String key(String pathway, String rule) {
        return pathway + "/" + rule;
    }

    private static Map<String, Long> counts(String json) {
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : IssuedCard.read(json).properties()) {
            counts.put(one.getKey(), one.getValue().asLong());
        }
        return counts;
    }

    private static String json(Map<String, Long> counts) {
        ObjectNode json = IssuedCard.JSON.createObjectNode();
        counts.forEach(json::put);
        return json.toString();
    }
}
