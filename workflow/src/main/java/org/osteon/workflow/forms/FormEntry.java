package org.osteon.workflow.forms;

/// What comes of something that is done by means of a form.
public sealed interface FormEntry {
    /// To be kept.
    record Answers(FormAnswers answers) implements FormEntry {}

    /// Not to be kept.
    ///
    /// @param why what is missing or wrong, and the remedy
    record Refused(String why) implements FormEntry {}
}
