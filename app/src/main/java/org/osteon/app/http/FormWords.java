package org.osteon.app.http;

import java.util.List;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormFinding;
import org.osteon.workflow.forms.FormOutcome;

/// What is said of what came of a form, on pages and in FHIR.
public final class FormWords {
    /// The heading where somebody must say why.
    public static final String REASON = "A reason is needed";

    /// The heading where somebody else was quicker begins so.
    public static final String MEANWHILE = "Saved meanwhile";

    private FormWords() {}

    /// In a few words.
    public static String heading(FormOutcome outcome) {
        return switch (outcome) {
            case FormOutcome.Incomplete _ -> "Not kept yet";
            case FormOutcome.NeedsReason _ -> REASON;
            case FormOutcome.NeedsSecond _ -> "Did this really happen?";
            case FormOutcome.Changed _ -> "Changed since you opened this form";
            case FormOutcome.SavedMeanwhile _ -> MEANWHILE;
            case FormOutcome.NotYours _ -> "This is for others to sign";
            case FormOutcome.AlreadySaved _ -> "Kept already";
            case FormOutcome.Gone _ -> "No longer there";
            case FormOutcome.Saved _ -> "";
        };
    }

    /// What is said beside the fields.
    public static List<String> lines(FormOutcome outcome) {
        return switch (outcome) {
            case FormOutcome.Incomplete(var problems) ->
                    problems.stream()
                            .filter(one -> one.field().isEmpty())
                            .map(FieldProblem::text)
                            .toList();
            case FormOutcome.NeedsReason(var why) -> why;
            case FormOutcome.NeedsSecond(var stops) ->
                    stops.stream().map(FormFinding::text).toList();
            case FormOutcome.Changed(var differences) -> differences;
            case FormOutcome.NotYours(var why) -> List.of(why);
            case FormOutcome.SavedMeanwhile(var author, var when, _) ->
                    List.of(
                            author
                                    + " saved this form at "
                                    + when
                                    + ". Say why a second one is needed, or leave it.");
            case FormOutcome.AlreadySaved(var id) ->
                    List.of("It was kept before, as " + id + "; nothing was kept twice.");
            case FormOutcome.Gone _ -> List.of("There is no such form to go on with.");
            case FormOutcome.Saved _ -> List.of();
        };
    }

    /// All that is said, of whatever field.
    public static List<String> every(FormOutcome outcome) {
        return outcome instanceof FormOutcome.Incomplete(var problems)
                ? problems.stream().map(FieldProblem::text).toList()
                : lines(outcome);
    }

    /// That it is done.
    public static String done(Form form, FormOutcome.Saved saved) {
        return form.title()
                + switch (saved.action()) {
                    case "form-draft" -> ": kept as a draft. It counts for no rule yet.";
                    case "form-discard" -> ": the draft is discarded.";
                    case "form-amend" -> ": amended.";
                    case FormOutcome.AWAITED ->
                            ": signed. It waits for the second signature ("
                                    + form.signers().getLast().rolesInWords()
                                    + ") and counts for no rule before.";
                    case "form-withdraw" -> ": entered in error; what was made of it is, too.";
                    default -> ": signed.";
                };
    }
}
