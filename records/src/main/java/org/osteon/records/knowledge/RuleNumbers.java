package org.osteon.records.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.pathway.Rule;

/// Finds the numbers behind a rule in its CQL, from the rule's own condition outwards: comparisons
/// with a number, spans of time, and parameters. The text is read, not the compiled rule, because
/// only the text says where a number comes from.
public final class RuleNumbers {
    private final CqlTexts texts;
    private final UnitNames units;

    /// How the name of a thing ends that is measured so: `Umol/L`, `Days`.
    ///
    /// @param ends how names end, in their spelling
    /// @param shown the unit as people read it
    /// @param isName whether the ending says what is measured, too: `Age`
    public record UnitName(String ends, String shown, boolean isName) {}

    /// @param units the endings of names that tell a unit, the longest first
    public RuleNumbers(CqlTexts texts, List<UnitName> units) {
        this.texts = texts;
        this.units = new UnitNames(List.copyOf(units));
    }

    /// The numbers behind a rule, the nearest first.
    ///
    /// @param criterion the criterion that the rule belongs to; for itself the rule again
    public List<RuleNumber> of(String pathway, Rule criterion, Rule rule) {
        NumberSearch search = new NumberSearch(texts, units);
        rule.condition().ifPresent(name -> search.start(pathway, name));
        Optional.ofNullable(rule.expressions().get("decision"))
                .ifPresent(name -> search.start(pathway, name));
        if (rule.condition().isEmpty()) {
            search.startAtCode(pathway, rule.id());
        }
        if (rule.equals(criterion)) {
            Stream.of("verdict", "notRequired", "evidence")
                    .flatMap(path -> Optional.ofNullable(rule.expressions().get(path)).stream())
                    .forEach(name -> search.start(pathway, name));
        }
        return search.found().stream()
                .map(number -> withUnitOf(rule.title() + ". " + rule.description(), number))
                .toList();
    }

    /// The numbers behind one expression, the nearest first.
    List<RuleNumber> behind(String pathway, String expression) {
        NumberSearch search = new NumberSearch(texts, units);
        search.start(pathway, expression);
        return search.found();
    }

    /// Where only the rule's sentence tells the unit: `Creatinine above 3.0 mg/dL`.
    private RuleNumber withUnitOf(String sentence, RuleNumber number) {
        if (!number.unit().isEmpty()) {
            return number;
        }
        Matcher said =
                Pattern.compile(
                                "(?<![\\d.])"
                                        + Pattern.quote(number.value())
                                        + "(?:\\.0+)? ([^\\s,;:()]+(?: m²)?)")
                        .matcher(sentence);
        while (said.find()) {
            String word = said.group(1).replaceAll("\\.$", "");
            if (units.areShownAs(word)) {
                return number.in(word);
            }
        }
        return number;
    }
}
