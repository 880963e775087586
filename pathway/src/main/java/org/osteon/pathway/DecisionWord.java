package org.osteon.pathway;

import java.util.Optional;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// A word of a pathway's decision vocabulary.
///
/// @param word the word
/// @param title what people read
/// @param description what it means for the user
/// @param effect what an alert that asks for it makes of its criterion
/// @param severity of an alert that asks for it, unless the alert says otherwise
public record DecisionWord(
        String word, String title, String description, Effect effect, Alert.Severity severity) {

    /// What a decision means for the criterion of the alert that asks for it.
    public enum Effect {
        /// The criterion still holds; something must be read.
        ADVISES,
        /// The criterion does not hold.
        BLOCKS,
        /// The criterion does not hold, and someone must see to the patient, whatever is planned.
        CALLS,
        /// The chart does not tell.
        UNKNOWN;

        static Optional<Effect> of(String code) {
            return switch (code) {
                case "advises" -> Optional.of(ADVISES);
                case "blocks" -> Optional.of(BLOCKS);
                case "calls" -> Optional.of(CALLS);
                case "unknown" -> Optional.of(UNKNOWN);
                default -> Optional.empty();
            };
        }
    }

    static final String EFFECT_SYSTEM = "urn:osteon:effect";

    static DecisionWord of(FhirObject action) {
        Effect effect =
                action.codings("code").stream()
                        .filter(coding -> coding.system().equals(EFFECT_SYSTEM))
                        .map(Coding::code)
                        .flatMap(code -> Effect.of(code).stream())
                        .findFirst()
                        .orElse(Effect.ADVISES);
        return new DecisionWord(
                action.text("id").orElse(""),
                action.text("title").orElse(""),
                action.text("description").orElse(""),
                effect,
                severity(action.text("priority").orElse("routine")));
    }

    static Alert.Severity severity(String priority) {
        return switch (priority) {
            case "stat" -> Alert.Severity.CRITICAL;
            case "urgent", "asap" -> Alert.Severity.WARNING;
            default -> Alert.Severity.INFO;
        };
    }
}
