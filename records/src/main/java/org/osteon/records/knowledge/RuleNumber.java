package org.osteon.records.knowledge;

import java.util.regex.Pattern;

/// A number that a rule compares with, or an age or span that it uses.
///
/// @param subject what is compared, in the words of its definition; for a parameter its own name
/// @param comparison `below`, `at most`, `above`, `at least`, `from … to`; empty where it is a
///   parameter that is handed on
/// @param value as written, without needless zeros
/// @param unit as people read it; empty where the text does not tell
/// @param certainty what the library's letter for it means (`label`, `operational default`); empty
///   where none stands there
/// @param remark what the author wrote beside it
/// @param legend what the library says at its beginning of its numbers
/// @param definition the definition it stands in
/// @param steps how many definitions lie between the rule and the number
public record RuleNumber(
        String subject,
        String comparison,
        String value,
        String unit,
        String certainty,
        String remark,
        String legend,
        String definition,
        int steps) {

    /// Whether a text says this number.
    public boolean isIn(String text) {
        return Pattern.compile(
                        "(?<![\\d.^])" + Pattern.quote(value) + "(?:\\.0+)?(?![\\d]|\\.[1-9])")
                .matcher(text)
                .find();
    }

    /// `at least 40 kg/m²`
    public String words() {
        return (comparison + " " + value + " " + unit).strip();
    }

    RuleNumber in(String otherUnit) {
        return new RuleNumber(
                subject,
                comparison,
                value,
                otherUnit,
                certainty,
                remark,
                legend,
                definition,
                steps);
    }

    /// What makes it the same number, wherever it is met.
    String key() {
        return subject + comparison + value;
    }
}
