package org.osteon.workflow;

import java.util.List;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.Pathway;

/// Something that speaks against an order, or must be read with it.
///
/// @param code the rule, or the criterion that is not met
/// @param advice whether it need only be read
public record OrderFinding(
        String code,
        Alert.Severity severity,
        boolean advice,
        String summary,
        String action,
        List<Evidence> evidence) {

    static OrderFinding of(Pathway pathway, Alert alert) {
        return new OrderFinding(
                alert.code(),
                alert.severity(),
                pathway.decisions().stream()
                        .filter(word -> word.word().equals(alert.decision()))
                        .findFirst()
                        .map(word -> word.effect() == DecisionWord.Effect.ADVISES)
                        .orElse(alert.severity() != Alert.Severity.CRITICAL),
                alert.summary(),
                alert.action(),
                alert.evidence());
    }

    /// A criterion that is not met though no rule says why.
    static OrderFinding of(Criterion criterion) {
        return new OrderFinding(
                criterion.id(),
                Alert.Severity.WARNING,
                false,
                criterion.label()
                        + " is not met"
                        + (criterion.summary().isBlank() ? "" : ": " + criterion.summary()),
                "",
                criterion.evidence());
    }
}
