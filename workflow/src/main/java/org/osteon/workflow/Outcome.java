package org.osteon.workflow;

import java.util.List;

/// What came of something that somebody wanted to do with an order.
public sealed interface Outcome {
    /// It is done once this is written, all of it or nothing.
    ///
    /// @param action the word of the audit
    /// @param reason why, for the audit
    record Done(String action, String reason, List<Write> writes) implements Outcome {}

    /// It needs a reason that others can read.
    ///
    /// @param why what stands in the way
    record NeedsReason(List<String> why) implements Outcome {}

    /// Findings that must be read first.
    record AdviceUnread(List<OrderFinding> advice) implements Outcome {}

    /// Something is missing or wrong.
    record Incomplete(List<FieldProblem> problems) implements Outcome {}

    /// What was on the screen is no longer so.
    ///
    /// @param differences each in words: what it was, and what it is
    record Changed(List<String> differences) implements Outcome {}

    /// What was recorded cannot be so, or asks for more before it is kept.
    record Stopped(List<RecordCheck> checks) implements Outcome {}

    /// Another person must do this.
    ///
    /// @param author who may not
    record NeedsAnother(String author) implements Outcome {}

    /// The order does not wait for this any more.
    record Gone() implements Outcome {}
}
