package org.osteon.pathway;

import java.util.List;

/// One criterion of a pathway, judged on a chart (X2).
///
/// @param id stable within the pathway
/// @param label what must hold, in words
/// @param verdict whether it holds
/// @param summary the finding in one line, with the numbers; empty where the label says it all
/// @param source which rule or section, and which source stands behind it
/// @param evidence the resources it was read from
/// @param alerts codes of the alerts that this criterion raised
public record Criterion(
        String id,
        String label,
        Verdict verdict,
        String summary,
        String source,
        List<Evidence> evidence,
        List<String> alerts) {
    public Criterion {
        evidence = List.copyOf(evidence);
        alerts = List.copyOf(alerts);
    }

    /// Whether a rule of it could not be evaluated: nothing is known then.
    boolean isNotEvaluated() {
        return summary.equals(CriterionJudgement.NOT_EVALUATED)
                || verdict.missing().stream()
                        .anyMatch(missing -> missing.startsWith(CriterionJudgement.NOT_EVALUATED));
    }
}
