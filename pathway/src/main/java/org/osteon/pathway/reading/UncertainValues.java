package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirValue;
import org.osteon.chart.Resource;

/// Values that are only a bound, as intervals (chart dictionary, 3.1 rule 11): `<10` is everything
/// from zero to just below 10.
///
/// Tried are the value just inside the bound and shares or multiples of it, down to zero or far up,
/// as rules are thresholds: where the answer changes once along the interval the two ends show it.
/// A band that lies wholly between two of the tried values is not seen.
final class UncertainValues {
    /// The least step of a CQL decimal.
    private static final BigDecimal STEP = new BigDecimal("0.00000001");

    private static final List<BigDecimal> SHARES =
            decimals("0.9", "0.75", "0.5", "0.25", "0.1", "0.01", "0.001", "0");

    private static final List<BigDecimal> MULTIPLES =
            decimals("1.1", "1.25", "1.5", "2", "3", "5", "10", "100", "1000");

    /// Far up from a bound of zero, of which every multiple is zero.
    private static final List<BigDecimal> ABOVE_ZERO =
            decimals("0.01", "0.1", "1", "10", "100", "1000", "1000000");

    private UncertainValues() {}

    private static List<BigDecimal> decimals(String... texts) {
        return java.util.stream.Stream.of(texts).map(BigDecimal::new).toList();
    }

    /// @param seen values that are facts already
    static List<UncertainFact> of(Resource observation, Set<FhirValue> seen) {
        List<UncertainFact> facts = new ArrayList<>();
        FhirObject content = observation.content();
        bound(content)
                .filter(seen::add)
                .ifPresent(quantity -> facts.add(fact(observation, quantity)));
        for (FhirObject component : content.objects("component")) {
            bound(component)
                    .filter(seen::add)
                    .ifPresent(quantity -> facts.add(fact(observation, quantity)));
        }
        return facts;
    }

    private static Optional<FhirObject> bound(FhirObject holder) {
        return holder.object("value")
                .filter(quantity -> quantity.text("comparator").isPresent())
                .filter(quantity -> quantity.number("value").isPresent());
    }

    private static UncertainFact fact(Resource observation, FhirObject quantity) {
        return new UncertainFact(
                UncertainFact.Kind.COMPARATOR,
                List.of(observation),
                values(quantity).stream().map(value -> of(observation, quantity, value)).toList());
    }

    private static UncertainFact.Choice of(
            Resource observation, FhirObject quantity, BigDecimal value) {
        FhirObject plain =
                quantity.without("comparator").with("value", FhirPrimitive.of("", value));
        return (resource, content) ->
                Optional.of(
                        resource.reference().equals(observation.reference())
                                ? Replacement.in(content, quantity, plain)
                                : content);
    }

    private static Set<BigDecimal> values(FhirObject quantity) {
        BigDecimal bound = quantity.number("value").orElseThrow();
        String comparator = quantity.text("comparator").orElse("");
        boolean below = comparator.startsWith("<");
        BigDecimal nearest =
                comparator.endsWith("=") ? bound : below ? bound.subtract(STEP) : bound.add(STEP);
        Set<BigDecimal> values = new LinkedHashSet<>();
        values.add(nearest.max(BigDecimal.ZERO));
        if (below) {
            SHARES.forEach(share -> values.add(bound.multiply(share).max(BigDecimal.ZERO)));
        } else if (bound.signum() == 0) {
            values.addAll(ABOVE_ZERO);
        } else {
            MULTIPLES.forEach(multiple -> values.add(bound.multiply(multiple)));
        }
        return values;
    }
}
