package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// An action of a pathway's PlanDefinition: a criterion, an alert, a result or a plan item, in
/// words, with its source and the CQL expressions behind it.
///
/// @param id the identifier of the rule
/// @param title what it says, in words
/// @param description what to do about it, or why it is asked; may be empty
/// @param source which section and which source stand behind it; may be empty
/// @param decisions of an alert: the decision it asks for, if any; of a result and of a column of a
///   board: the decisions with which it is given, all where none is named
/// @param priority FHIR's request priority (`routine`, `urgent`, `asap`, `stat`); empty where not
///   given
/// @param reading of a criterion: what of the reading of the chart it tells (`set-aside`,
///   `medicines`); filled by the engine
/// @param open of an alert: what is raised in its place where a partial date or a comparator leaves
///   open whether it holds (`data`: the pathway's data alert)
/// @param record of an alert about an order: the check of a record that asks for a reason where it
///   holds on the day of the dose
/// @param result of a kind of event of an endpoint: the pathway's result that tells the same, as a
///   day or a number of days (`name`, or `name.inner`)
/// @param goal of a column of a board: in how many days a patient should have left it
/// @param codings all its codes: what of the assessment it gathers, how it is drawn
/// @param condition the expression that must be true for it to apply
/// @param expressions further expressions by what they give: `verdict`, `summary`, `evidence`,
///   `missing`, `notRequired`, `absence`, `value`, `items`, `from`, `to`, `status`, `decision`,
///   `raised`, and of an alert `clears`: the value or the day from which it would no longer hold
/// @param rules the rules within this one
public record Rule(
        String id,
        String title,
        String description,
        String source,
        List<String> decisions,
        String priority,
        Optional<String> reading,
        Optional<String> open,
        Optional<String> record,
        Optional<String> result,
        Optional<Integer> goal,
        List<Coding> codings,
        Optional<String> condition,
        Map<String, String> expressions,
        List<Rule> rules) {

    static final String DECISION_SYSTEM = "urn:osteon:decision";
    static final String READING_SYSTEM = "urn:osteon:reading";
    static final String OPEN_SYSTEM = "urn:osteon:open";
    static final String RECORD_SYSTEM = "urn:osteon:record";
    static final String RESULT_SYSTEM = "urn:osteon:result";

    /// @param within the actions within one, those of a shared definition in the place of its name
    static Rule of(FhirObject action, Function<FhirObject, List<FhirObject>> within) {
        return new Rule(
                action.text("id").orElse(""),
                action.text("title").orElse(""),
                action.text("description").orElse(""),
                source(action),
                codes(action, DECISION_SYSTEM),
                action.text("priority").orElse(""),
                codes(action, READING_SYSTEM).stream().findFirst(),
                codes(action, OPEN_SYSTEM).stream().findFirst(),
                codes(action, RECORD_SYSTEM).stream().findFirst(),
                codes(action, RESULT_SYSTEM).stream().findFirst(),
                days(action),
                action.codings("code"),
                action.objects("condition").stream()
                        .flatMap(condition -> condition.object("expression").stream())
                        .flatMap(expression -> expression.text("expression").stream())
                        .findFirst(),
                expressions(action),
                within.apply(action).stream().map(inner -> of(inner, within)).toList());
    }

    /// The whole days of `timingDuration`; empty where there is none, or it is in another unit.
    private static Optional<Integer> days(FhirObject action) {
        return action.object("timing")
                .filter(duration -> duration.text("code").equals(Optional.of("d")))
                .flatMap(duration -> duration.number("value"))
                .map(BigDecimal::intValue);
    }

    private static String source(FhirObject action) {
        return String.join(
                "; ",
                action.objects("documentation").stream()
                        .flatMap(document ->
                                document
                                        .text("citation")
                                        .or(() -> document.text("display"))
                                        .stream())
                        .toList());
    }

    private static List<String> codes(FhirObject action, String system) {
        return action.codings("code").stream()
                .filter(coding -> coding.system().equals(system))
                .map(Coding::code)
                .toList();
    }

    private static Map<String, String> expressions(FhirObject action) {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (FhirObject value : action.objects("dynamicValue")) {
            Optional<String> expression =
                    value.object("expression").flatMap(inner -> inner.text("expression"));
            if (expression.isPresent()) {
                expressions.put(value.text("path").orElse(""), expression.get());
            }
        }
        return expressions;
    }

    /// Its codes of a system, in their order.
    public List<String> codes(String system) {
        return codings.stream()
                .filter(coding -> coding.system().equals(system))
                .map(Coding::code)
                .toList();
    }

    /// The decision an alert asks for; empty where it asks for none.
    public String decision() {
        return decisions.isEmpty() ? "" : decisions.getFirst();
    }

    /// The expression that gives one of its dynamic values.
    Optional<String> expression(String path) {
        return Optional.ofNullable(expressions.get(path));
    }

    /// This rule and all within it, outermost first.
    List<Rule> withDescendants() {
        List<Rule> all = new ArrayList<>();
        all.add(this);
        rules.forEach(rule -> all.addAll(rule.withDescendants()));
        return all;
    }

    /// Every CQL expression it names.
    List<String> allExpressions() {
        List<String> all = new ArrayList<>(expressions.values());
        condition.ifPresent(all::add);
        return all;
    }
}
