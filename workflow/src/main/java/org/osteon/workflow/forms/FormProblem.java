package org.osteon.workflow.forms;

/// What is wrong with a form file.
///
/// @param file the file within the knowledge
/// @param item the item; empty: the form as a whole
/// @param text what is wrong
public record FormProblem(String file, String item, String text) {
    @Override
    public String toString() {
        return file + (item.isEmpty() ? "" : ", item " + item) + ": " + text;
    }
}
