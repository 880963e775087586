package org.osteon.app.http.hooks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The cards that were given out lately, so that feedback can be put to the patient it is about.
final class IssuedCards {
    private static final int MOST = 20_000;

    private final Map<String, Issued> byId = new LinkedHashMap<>();

    /// @param patient the id of the patient
    /// @param summary what the card said
    record Issued(String patient, String summary) {}

    synchronized void issued(String patient, Cards.Card card) {
        byId.put(card.uuid(), new Issued(patient, card.summary()));
        while (byId.size() > MOST) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    synchronized Optional<Issued> card(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
