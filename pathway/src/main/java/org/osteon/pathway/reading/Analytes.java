package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// Which codes are one analyte, and in which units rules read it.
final class Analytes {
    private final Units units;
    private static final int REMEMBERED = 20_000;

    private final CodeSets setsOf;
    private final Map<CodeKey, Coded> byCode = new HashMap<>();
    private final Map<String, Analyte> byName = new HashMap<>();
    private final Map<String, Optional<Analyte>> remembered = new ConcurrentHashMap<>();
    private final Set<String> fillers = new HashSet<>();
    private final Map<String, Analyte> byId = new HashMap<>();

    Analytes(Units units, CodeSets setsOf) {
        this.units = units;
        this.setsOf = setsOf;
    }

    /// What a code says.
    ///
    /// @param isAsked whether rules ask for the code itself, so that none has to be added
    private record Coded(Analyte analyte, boolean isAsked) {}

    /// One thing that is measured or tested.
    ///
    /// @param title what people call it
    /// @param add what is added to the codes of a result
    /// @param accepted the units that rules read, UCUM, the first of which others become
    /// @param own conversions by unit that hold for this analyte only
    /// @param answers whether results are answers such as "negative", too
    /// @param unitless whether a number without unit means the first unit
    /// @param whole whether rules read a whole number without unit as it is
    /// @param number whether rules want a number in whatever unit they say themselves
    /// @param plausible from the lowest to the highest, for some of the units; for suggestions, for
    ///   what people type, and for bounds that say nothing
    record Analyte(
            String id,
            String title,
            List<Coding> add,
            List<String> accepted,
            Map<String, Units.Conversion> own,
            boolean answers,
            boolean unitless,
            boolean whole,
            boolean number,
            List<Plausible> plausible) {
        /// The range of what a body can have that does not hold a number; empty where it can be.
        Optional<Plausible> rangeWithout(Understood understood, BigDecimal number) {
            return plausible.stream()
                    .filter(range -> range.unit().equals(understood.unit()))
                    .filter(range -> !range.holds(understood.of(number)))
                    .findFirst();
        }

        /// Whether a bound leaves open everything that a body can have: it says nothing then.
        boolean saysNothing(Understood understood, String comparator, BigDecimal bound) {
            BigDecimal number = understood.of(bound);
            boolean isUpper = comparator.startsWith("<");
            return (!isUpper && number.signum() <= 0)
                    || plausible.stream()
                            .filter(range -> range.unit().equals(understood.unit()))
                            .anyMatch(range ->
                                    isUpper
                                            ? number.compareTo(range.high()) >= 0
                                            : number.compareTo(range.low()) <= 0);
        }
    }

    /// What can be in a patient.
    record Plausible(BigDecimal low, BigDecimal high, String unit) {
        boolean holds(BigDecimal number) {
            return number.compareTo(low) >= 0 && number.compareTo(high) <= 0;
        }
    }

    /// A unit that was understood.
    ///
    /// @param unit the one that rules read
    /// @param conversion how the number becomes one of it; null where it is the same number
    record Understood(String unit, Units.@Nullable Conversion conversion) {
        BigDecimal of(BigDecimal number) {
            return conversion == null ? number : conversion.of(number);
        }
    }

    void add(FhirObject data) {
        fillers.addAll(Concepts.texts(data, "fillerWords"));
        for (FhirObject one : data.objects("laboratory")) {
            Map<String, Units.Conversion> own = new HashMap<>();
            for (FhirObject conversion : one.objects("conversion")) {
                own.put(conversion.text("from").orElseThrow(), Units.Conversion.of(conversion));
            }
            Analyte analyte =
                    new Analyte(
                            one.text("id").orElseThrow(),
                            one.text("title").orElseThrow(),
                            Concepts.codings(one, "add"),
                            Concepts.texts(one, "accepted"),
                            Map.copyOf(own),
                            Concepts.isTrue(one, "answers"),
                            Concepts.isTrue(one, "unitless"),
                            Concepts.isTrue(one, "whole"),
                            Concepts.isTrue(one, "number"),
                            one.objects("plausible").stream().map(Analytes::plausible).toList());
            byId.put(analyte.id(), analyte);
            analyte.add().forEach(coding -> put(CodeKey.of(coding), analyte));
            CodeKey.list(one, "code").forEach(code -> put(code, analyte));
            Concepts.texts(one, "names").forEach(name -> byName.put(wholeName(name), analyte));
        }
    }

    private static Plausible plausible(FhirObject data) {
        return new Plausible(
                data.number("low").orElseThrow(),
                data.number("high").orElseThrow(),
                data.text("unit").orElseThrow());
    }

    /// By its id in the data.
    @Nullable Analyte byId(String id) {
        return byId.get(id);
    }

    private void put(CodeKey code, Analyte analyte) {
        byCode.put(code, new Coded(analyte, setsOf.cover(code, analyte.add())));
    }

    /// By its codes.
    @Nullable Analyte of(List<Coding> codings) {
        for (Coding coding : codings) {
            Coded coded = byCode.get(CodeKey.of(coding));
            if (coded != null) {
                return coded.analyte();
            }
        }
        return null;
    }

    /// What has to be added to the codings for rules to find the result.
    List<Coding> missing(Analyte analyte, List<Coding> codings) {
        for (Coding coding : codings) {
            Coded coded = byCode.get(CodeKey.of(coding));
            if (coded != null && coded.isAsked()) {
                return List.of();
            }
        }
        return Concepts.missing(codings, analyte.add());
    }

    /// By a whole name, whatever the specimen.
    @Nullable Analyte named(String text) {
        Optional<Analyte> named = remembered.get(text);
        if (named == null) {
            named = Optional.ofNullable(byName.get(wholeName(text)));
            if (remembered.size() < REMEMBERED) {
                remembered.put(text, named);
            }
        }
        return named.orElse(null);
    }

    private String wholeName(String text) {
        List<String> words = new ArrayList<>(Words.of(text).list());
        if (words.size() > 1) {
            words.removeIf(fillers::contains);
        }
        return String.join(" ", words);
    }

    /// What a unit as written means for an analyte; null where nothing or more than one thing.
    @Nullable Understood understood(Analyte analyte, String written) {
        if (written.isEmpty()) {
            return analyte.unitless() ? new Understood(analyte.accepted().getFirst(), null) : null;
        }
        if (analyte.accepted().contains(written)) {
            return new Understood(written, null);
        }
        if (analyte.unitless() && written.equals("1")) {
            return new Understood(analyte.accepted().getFirst(), null);
        }
        Understood found = only(analyte, units.meanings(written));
        return found != null ? found : only(analyte, units.meaningsInAnyCase(written));
    }

    /// Why nobody can use a result: its unit is none that rules read, or its number is out of what
    /// a body can have; empty where neither is known to be so.
    Optional<String> doubt(FhirObject observation) {
        Analyte analyte = of(observation.codings("code"));
        Optional<FhirObject> quantity =
                observation.object("value").filter(value -> value.typeName().equals("Quantity"));
        if (analyte == null || analyte.accepted().isEmpty() || quantity.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = quantity.get().number("value");
        String unit = quantity.get().text("code").or(() -> quantity.get().text("unit")).orElse("");
        Understood understood = understood(analyte, unit);
        if (understood == null) {
            return Optional.of(
                    analyte.title()
                            + (unit.isEmpty() ? " without a unit" : " in " + unit)
                            + " cannot be used; use "
                            + String.join(" or ", analyte.accepted())
                            + ".");
        }
        Optional<Plausible> range =
                number.flatMap(value -> analyte.rangeWithout(understood, value));
        return range.map(limits ->
                analyte.title()
                        + " "
                        + number.map(BigDecimal::toPlainString).orElse("")
                        + " "
                        + unit
                        + " cannot be: it lies between "
                        + limits.low().toPlainString()
                        + " and "
                        + limits.high().toPlainString()
                        + " "
                        + limits.unit()
                        + ".");
    }

    private @Nullable Understood only(Analyte analyte, Set<String> meanings) {
        Map<String, Understood> found = new LinkedHashMap<>();
        for (String unit : meanings) {
            Understood one = accepted(analyte, unit);
            if (one != null) {
                found.put(unit, one);
            }
        }
        return found.size() == 1 ? found.values().iterator().next() : null;
    }

    private @Nullable Understood accepted(Analyte analyte, String unit) {
        if (analyte.accepted().contains(unit)) {
            return new Understood(unit, null);
        }
        Units.Conversion own = analyte.own().get(unit);
        if (own != null) {
            return new Understood(own.to(), own);
        }
        for (String accepted : analyte.accepted()) {
            Optional<Units.Conversion> conversion = units.conversion(unit, accepted);
            if (conversion.isPresent()) {
                return new Understood(accepted, conversion.get());
            }
        }
        return null;
    }
}
