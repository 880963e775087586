package org.osteon.records.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.records.cards.RuleFigures;
import org.osteon.workflow.desk.Citation;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.WorklistEntry;

/// All that can be said of one rule.
///
/// @param book where it belongs
/// @param isAlert whether it is raised; else it is a criterion with alerts within
/// @param sentence when it is raised, in words
/// @param advice what to do; may be empty
/// @param decision the decision that it asks for, in words
/// @param limits the numbers that decide it
/// @param further other numbers that it rests on
/// @param reviewed when they were last held against their sources, in words; `never`
/// @param sides two cases on its two sides
/// @param cases the cases that raise it
/// @param onCards how often it stood on cards of CDS Hooks lately; empty where on none
/// @param within the alerts of a criterion; empty for an alert
public record RuleDossier(
        Place book,
        String code,
        boolean isAlert,
        String sentence,
        String advice,
        Tone tone,
        String decision,
        Citation source,
        List<RuleNumber> limits,
        List<RuleNumber> further,
        String reviewed,
        Optional<BothSides> sides,
        List<Case> cases,
        Touched touched,
        RuleOwner owner,
        History history,
        RuleAnswers answers,
        Optional<RuleFigures> onCards,
        Map<String, String> cql,
        List<Link> within) {

    /// Another page of the rule book.
    public record Link(String code, String title, String href) {}

    /// Where in the rule book it stands.
    ///
    /// @param criterion the criterion that it belongs to; empty for a criterion
    /// @param before the rule before it
    /// @param after the rule after it
    public record Place(
            String pathway,
            String title,
            String version,
            String knowledge,
            Optional<Link> criterion,
            Optional<Link> before,
            Optional<Link> after) {}

    /// A case that raises it.
    public record Case(String id, String title, String decision, String href) {}

    /// Whom it touches today.
    ///
    /// @param total how many patients
    /// @param pending how many charts are still to be assessed
    /// @param shown the first of them
    public record Touched(int total, int pending, List<WorklistEntry> shown) {}

    /// Its versions.
    ///
    /// @param trouble why they cannot be told; empty where they can
    public record History(int states, List<Dated> changes, String trouble) {}

    /// A change with its day in words.
    public record Dated(RuleHistory.Change change, String day) {}
}
