package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import org.osteon.workflow.desk.Wording;

/// Who stands for a rule, as the PlanDefinition of its pathway names them.
///
/// @param owner who wrote it (`author`); empty where nobody is named
/// @param approver who approved it (`endorser`, `reviewer`); empty where nobody is named
/// @param approved the day of the approval, in words; empty where there was none
/// @param written the day of the pathway's text, in words
/// @param confirmed whether somebody approved it, and its source does not say otherwise
/// @param doubt what its source says of its own certainty; empty where nothing
public record RuleOwner(
        String owner,
        String approver,
        String approved,
        String written,
        boolean confirmed,
        String doubt) {

    /// Who answers for a rule, as its plan or the texts of the site say.
    ///
    /// @param source of the rule, as it cites it
    /// @param texts the sources' own words on what they are
    public static RuleOwner of(JsonNode plan, String source, Iterable<String> texts) {
        String approver =
                names(plan.path("endorser")).isEmpty()
                        ? names(plan.path("reviewer"))
                        : names(plan.path("endorser"));
        String approved = day(plan.path("approvalDate").asText(""));
        String doubt = doubt(source);
        for (String text : texts) {
            doubt = doubt.isEmpty() ? doubt(text) : doubt;
        }
        return new RuleOwner(
                names(plan.path("author")),
                approver,
                approved,
                day(plan.path("date").asText("")),
                !approver.isEmpty() && !approved.isEmpty() && doubt.isEmpty(),
                doubt);
    }

    private static String names(JsonNode people) {
        return people.valueStream()
                .map(one -> one.path("name").asText(""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /// The part of a citation that takes its certainty back.
    private static String doubt(String text) {
        return text.contains("not confirmed") ? text.strip() : "";
    }

    private static String day(String date) {
        try {
            return date.isEmpty() ? "" : Wording.day(LocalDate.parse(date));
        } catch (DateTimeParseException _) {
            return date;
        }
    }
}
