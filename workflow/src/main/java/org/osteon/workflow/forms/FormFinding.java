package org.osteon.workflow.forms;

/// What is said of answers before they are kept.
///
/// @param level what it asks for
/// @param field where it belongs; empty: to the form as a whole
/// @param key the rule
/// @param text in words
/// @param source where the rule stands; empty where it is none of a source
/// @param next the form that comes next for it; empty: none
public record FormFinding(
        FormItem.Level level, String field, String key, String text, String source, String next) {
    /// After which no form comes.
    FormFinding(FormItem.Level level, String field, String key, String text, String source) {
        this(level, field, key, text, source, "");
    }
}
