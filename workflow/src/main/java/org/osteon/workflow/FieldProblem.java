package org.osteon.workflow;

/// What is wrong with an answer.
///
/// @param field the field's name
/// @param text what is wrong, a sentence
public record FieldProblem(String field, String text) {}
