package org.osteon.workflow.forms;

import java.util.List;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.PersonName;
import org.osteon.workflow.Write;

/// What came of something that somebody wanted to do with a form.
public sealed interface FormOutcome {
    /// The action of what waits for a second signature.
    String AWAITED = "form-first-signature";

    /// It is done once this is written, all of it or nothing.
    ///
    /// @param response the id of the response
    /// @param action the word of the audit
    /// @param reason why, for the audit
    /// @param next the forms that the answers lead to
    record Saved(
            String response, String action, String reason, List<Write> writes, List<String> next)
            implements FormOutcome {
        public Saved {
            writes = List.copyOf(writes);
            next = List.copyOf(next);
        }

        /// What leads to no other form.
        Saved(String response, String action, String reason, List<Write> writes) {
            this(response, action, reason, writes, List.of());
        }

        /// The same, written otherwise.
        public Saved with(List<Write> others) {
            return new Saved(response, action, reason, others, next);
        }
    }

    /// Something is missing, cannot be read, or cannot be a fact.
    record Incomplete(List<FieldProblem> problems) implements FormOutcome {}

    /// It needs a reason that others can read.
    record NeedsReason(List<String> why) implements FormOutcome {}

    /// It is kept only as what really happened: with a reason and a second person.
    record NeedsSecond(List<FormFinding> stops) implements FormOutcome {}

    /// It is another's to do.
    ///
    /// @param why whose, in words
    record NotYours(String why) implements FormOutcome {}

    /// What was on the screen is no longer so.
    record Changed(List<String> differences) implements FormOutcome {}

    /// Somebody else saved the same form for the same day meanwhile.
    record SavedMeanwhile(String author, String when, String response) implements FormOutcome {}

    /// This very response was saved already: sent twice, or gone back to.
    record AlreadySaved(String response) implements FormOutcome {}

    /// There is no such response to go on with.
    record Gone() implements FormOutcome {}

    /// Who was named as the second person is the first.
    static FormOutcome oneself(String name) {
        String why = PersonName.oneself(name, "records it", "confirms it");
        return new Incomplete(List.of(new FieldProblem("", why)));
    }
}
