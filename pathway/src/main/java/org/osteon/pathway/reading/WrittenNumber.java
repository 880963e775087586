package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;

/// A number that a result says in words, such as `4.0 mg/dL` or `<0.2 mg/dL`: it is read where it
/// can mean one thing only.
final class WrittenNumber {
    private static final int LONGEST = 60;

    /// A bound, a number, and what follows it, its unit.
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<bound><=|>=|[<>≤≥])?\\s*+(?<number>[0-9]{1,12}+(?:[.,][0-9]{1,8}+)?+)"
                            + "(?<unit>(?:[^0-9.,].*+)?)");

    /// One to three digits, a sign, three digits: thousands to some, a fraction to others.
    private static final Pattern TWO_MEANINGS = Pattern.compile("[1-9][0-9]{0,2}[.,][0-9]{3}");

    /// Digits that begin with a needless zero are a number or a code cut short.
    private static final Pattern NEEDLESS_ZERO = Pattern.compile("0[0-9].*");

    private static final Map<String, String> SIGNS = Map.of("≤", "<=", "≥", ">=");

    private WrittenNumber() {}

    /// The quantity that a text or a whole number is; empty where it is anything but one number.
    static Optional<FhirObject> of(FhirPrimitive value) {
        return switch (value.value()) {
            case String text -> of(text);
            case Integer whole ->
                    Optional.of(
                            FhirObject.of(
                                    "Quantity",
                                    Map.of("value", FhirPrimitive.of(BigDecimal.valueOf(whole)))));
            default -> Optional.empty();
        };
    }

    private static Optional<FhirObject> of(String text) {
        String trimmed = text.strip();
        Matcher form = FORM.matcher(trimmed);
        if (trimmed.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        String number = form.group("number");
        if (TWO_MEANINGS.matcher(number).matches() || NEEDLESS_ZERO.matcher(number).matches()) {
            return Optional.empty();
        }
        Map<String, Object> elements = new LinkedHashMap<>();
        elements.put("value", FhirPrimitive.of(new BigDecimal(number.replace(',', '.'))));
        String bound = form.group("bound");
        if (bound != null) {
            elements.put("comparator", FhirPrimitive.of(SIGNS.getOrDefault(bound, bound)));
        }
        String unit = form.group("unit").strip();
        if (!unit.isEmpty()) {
            elements.put("unit", FhirPrimitive.of(unit));
        }
        return Optional.of(FhirObject.of("Quantity", elements));
    }
}
