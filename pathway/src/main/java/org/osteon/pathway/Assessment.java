package org.osteon.pathway;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pathway says of a chart as of a day.
///
/// @param patient `Patient/` and the id
/// @param asOf the day
/// @param pathway the pathway's id
/// @param version the version of its knowledge
/// @param knowledgeHash SHA-256 (hex) over the knowledge that was applied (X4)
/// @param status whether every mandatory fact was usable
/// @param decision one word of the pathway's vocabulary; empty where nothing is planned or it does
///   not apply
/// @param criteria every criterion with its verdict, in the order of the pathway; where it does not
///   apply, at most the one that says why
/// @param alerts every rule that was raised, most severe first
/// @param results named values: text, number, boolean, date, list, object (nested map) or null
/// @param plan what is to be done when, in the order of time
/// @param options where they were asked for and nothing is planned: what would hold if it were
///   ordered today
/// @param alternatives what else the sources name for this patient
/// @param lookedFor the facts that its rules asked for, by name; empty in what is only supposed
public record Assessment(
        String patient,
        LocalDate asOf,
        String pathway,
        String version,
        String knowledgeHash,
        Status status,
        Optional<String> decision,
        List<Criterion> criteria,
        List<Alert> alerts,
        Map<String, Object> results,
        List<PlanItem> plan,
        List<Option> options,
        List<Alternative> alternatives,
        List<LookedFor> lookedFor) {

    /// Whether the chart had what the pathway needs.
    public enum Status {
        COMPLETE,
        INCOMPLETE,
        NOT_APPLICABLE;

        /// The word of the assessment contract.
        public String word() {
            return switch (this) {
                case COMPLETE -> "complete";
                case INCOMPLETE -> "incomplete";
                case NOT_APPLICABLE -> "not-applicable";
            };
        }
    }

    /// One thing that could be ordered, and what the pathway would say of it today.
    ///
    /// @param id the option's id
    /// @param title what would be ordered
    /// @param assessment the assessment of the chart with that order in it
    public record Option(String id, String title, Assessment assessment) {}

    /// Something else that could be done.
    ///
    /// @param description what to know about it; may be empty
    /// @param source who names it
    public record Alternative(String id, String title, String description, String source) {}

    /// The same with another plan.
    Assessment withPlan(List<PlanItem> others) {
        return new Assessment(
                patient,
                asOf,
                pathway,
                version,
                knowledgeHash,
                status,
                decision,
                criteria,
                alerts,
                results,
                others,
                options,
                alternatives,
                lookedFor);
    }

    /// A fact that rules asked for.
    ///
    /// @param fact its name
    /// @param found whether the chart has it
    public record LookedFor(String fact, boolean found) {}

    /// The same with what each option would say, and with what was looked for.
    Assessment with(List<Option> all, List<LookedFor> facts) {
        return new Assessment(
                patient,
                asOf,
                pathway,
                version,
                knowledgeHash,
                status,
                decision,
                criteria,
                alerts,
                results,
                plan,
                all,
                alternatives,
                facts);
    }

    /// Whether a rule could not be evaluated: what is not here may still be so.
    public boolean hasFailedRules() {
        return criteria.stream().anyMatch(Criterion::isNotEvaluated);
    }

    /// What is missing, each thing once, in the order of the criteria.
    public List<String> missing() {
        return criteria.stream()
                .flatMap(criterion -> criterion.verdict().missing().stream())
                .distinct()
                .toList();
    }
}
