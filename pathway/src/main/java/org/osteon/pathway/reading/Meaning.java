package org.osteon.pathway.reading;

/// What a code, a unit or words of a chart could mean to the rules.
///
/// @param title in words
/// @param system the system of the code that rules know; of a unit UCUM
/// @param code that code
public record Meaning(String title, String system, String code) {}
