package org.osteon.app.http;

import java.util.List;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.OrderFinding;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.RecordCheck;
import org.osteon.workflow.desk.Wording;

/// What is said when something with an order is not done, on pages and in FHIR.
public final class OrderProblems {
    private OrderProblems() {}

    /// What is to be written.
    ///
    /// @throws Problem where it is not to be done
    public static Outcome.Done done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.NeedsReason(List<String> why) ->
                    throw unprocessable(
                            "A reason is needed",
                            sentences(why),
                            "Go back, say why it is done all the same, and send it again.");
            case Outcome.AdviceUnread(List<OrderFinding> advice) ->
                    throw unprocessable(
                            "The advice has not been read",
                            sentences(advice.stream().map(OrderFinding::summary).toList()),
                            "Go back, read it, tick the box, and send it again.");
            case Outcome.Incomplete(List<FieldProblem> problems) ->
                    throw unprocessable(
                            "The order is not complete",
                            sentences(problems.stream().map(FieldProblem::text).toList()),
                            "Go back, correct it, and send it again.");
            case Outcome.Stopped(List<RecordCheck> checks) ->
                    throw unprocessable(
                            "This record needs more",
                            sentences(checks.stream().map(RecordCheck::text).toList()),
                            "Go back, correct it, or say that it really happened and why.");
            case Outcome.Changed(List<String> differences) ->
                    throw new Problem(
                            ProblemKind.CHANGED,
                            "Changed since you opened this page",
                            "Nothing of yours was kept. " + sentences(differences),
                            "Go back to the patient, look at the new state, and decide again.");
            case Outcome.NeedsAnother(String author) ->
                    throw new Problem(
                            ProblemKind.REFUSED,
                            "A second person releases",
                            author + " planned this order; here another person releases it.",
                            "Ask a colleague to look at it and to release it.");
            case Outcome.Gone _ ->
                    throw new Problem(
                            ProblemKind.CHANGED,
                            "No longer waiting",
                            "The order does not wait for this any more.",
                            "Go back to the patient and look at its state.");
        };
    }

    private static Problem unprocessable(String title, String message, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE, title, message, remedy);
    }

    private static String sentences(List<String> texts) {
        return String.join(
                " ",
                texts.stream()
                        .map(Wording::sentence)
                        .map(text -> text.endsWith(".") ? text : text + ".")
                        .toList());
    }
}
