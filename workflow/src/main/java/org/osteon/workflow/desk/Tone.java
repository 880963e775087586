package org.osteon.workflow.desk;

import java.util.Collection;
import java.util.Optional;
import org.osteon.pathway.Alert;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;

/// How loud a finding is. Never told by colour alone: each tone has a word and a shape of its own.
/// From the loudest to the quietest.
public enum Tone {
    STOP("Blocked"),
    HOLD("On hold"),
    UNKNOWN("Unknown"),
    ADVICE("Advice"),
    CLEAR("Clear"),
    NONE("Open");

    private final String word;

    Tone(String word) {
        this.word = word;
    }

    /// What people read beside the shape.
    public String word() {
        return word;
    }

    /// The class of its colours and the name of its shape.
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The tone of what an alert asks for.
    public static Tone of(Pathway pathway, Alert alert) {
        return word(pathway, alert.decision())
                .map(word -> of(word.effect(), alert.severity()))
                .orElse(alert.severity() == Alert.Severity.CRITICAL ? HOLD : ADVICE);
    }

    /// The tone of a decision that stands beside these alerts.
    public static Tone of(Pathway pathway, Optional<String> decision, Collection<Alert> alerts) {
        return decision.flatMap(word -> word(pathway, word))
                .map(word ->
                        word.effect() == DecisionWord.Effect.ADVISES
                                ? (alerts.isEmpty() ? CLEAR : ADVICE)
                                : of(word))
                .orElse(NONE);
    }

    public static Optional<DecisionWord> word(Pathway pathway, String word) {
        return pathway.decisions().stream()
                .filter(decision -> decision.word().equals(word))
                .findFirst();
    }

    /// The tone of a decision by itself.
    public static Tone of(DecisionWord word) {
        return of(word.effect(), word.severity());
    }

    private static Tone of(DecisionWord.Effect effect, Alert.Severity severity) {
        return switch (effect) {
            case BLOCKS, CALLS -> severity == Alert.Severity.CRITICAL ? STOP : HOLD;
            case UNKNOWN -> UNKNOWN;
            case ADVISES -> ADVICE;
        };
    }

    /// Whether something may go ahead.
    public boolean mayProceed() {
        return switch (this) {
            case CLEAR, ADVICE -> true;
            case STOP, HOLD, UNKNOWN, NONE -> false;
        };
    }
}
