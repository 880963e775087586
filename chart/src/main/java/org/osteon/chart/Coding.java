package org.osteon.chart;

import java.util.Optional;

/// A code in a code system, with the words shown for it.
///
/// @param system the system's URI, empty where the chart names none
/// @param code the code
/// @param display the chart's words for it, empty where it has none
public record Coding(String system, String code, String display) {

    /// A coding without words.
    public Coding(String system, String code) {
        this(system, code, "");
    }

    static Optional<Coding> of(FhirObject coding) {
        return coding.text("code")
                .map(code ->
                        new Coding(
                                coding.text("system").orElse(""),
                                code,
                                coding.text("display").orElse("")));
    }

    /// Whether words are nothing but a code, its hyphens left out: what a program writes that has
    /// no name for it.
    static boolean isSpelled(String words, String code) {
        return words.equalsIgnoreCase(code.replace('-', ' ')) || words.equals(code);
    }

    /// Whether it has words that say more than its code.
    public boolean isNamed() {
        return !display.isEmpty() && !isSpelled(display, code);
    }

    /// The display, else the code.
    public String label() {
        return display.isEmpty() ? code : display;
    }
}
