package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;

/// How units are written, and which convert exactly into which.
final class Units {
    /// As many decimals as CQL keeps.
    private static final int DECIMALS = 8;

    private final List<Sign> signs = new ArrayList<>();
    private final Map<String, Set<String>> byWriting = new HashMap<>();
    private final Map<String, Set<String>> bySmallLetters = new HashMap<>();
    private final Map<String, Map<String, Conversion>> conversions = new HashMap<>();

    private record Sign(String written, String read) {}

    /// One unit's number made into another's: subtract, multiply, divide, in this order.
    ///
    /// @param to the unit that comes of it, UCUM
    record Conversion(String to, BigDecimal subtract, BigDecimal multiply, BigDecimal divide) {
        static Conversion of(FhirObject data) {
            return new Conversion(
                    data.text("to").orElseThrow(),
                    data.number("subtract").orElse(BigDecimal.ZERO),
                    data.number("multiply").orElse(BigDecimal.ONE),
                    data.number("divide").orElse(BigDecimal.ONE));
        }

        BigDecimal of(BigDecimal number) {
            BigDecimal converted =
                    number.subtract(subtract)
                            .multiply(multiply)
                            .divide(divide, MathContext.DECIMAL128);
            BigDecimal shorter =
                    converted.scale() > DECIMALS
                            ? converted.setScale(DECIMALS, RoundingMode.HALF_UP)
                            : converted;
            BigDecimal plain = shorter.stripTrailingZeros();
            return plain.scale() < 0 ? plain.setScale(0) : plain;
        }
    }

    void add(FhirObject data) {
        for (FhirObject sign : data.objects("sameSign")) {
            signs.add(
                    new Sign(sign.text("written").orElseThrow(), sign.text("read").orElseThrow()));
        }
        for (FhirObject unit : data.objects("unit")) {
            String ucum = unit.text("ucum").orElseThrow();
            spell(ucum, ucum);
            unit.list("spelling").forEach(spelling -> spell(spelling.toString(), ucum));
        }
        for (FhirObject conversion : data.objects("conversion")) {
            conversions
                    .computeIfAbsent(
                            conversion.text("from").orElseThrow(), unused -> new HashMap<>())
                    .put(conversion.text("to").orElseThrow(), Conversion.of(conversion));
        }
    }

    /// Lets a unit be written in a further way.
    void spell(String written, String ucum) {
        String key = key(written);
        byWriting.computeIfAbsent(key, unused -> new LinkedHashSet<>()).add(ucum);
        bySmallLetters
                .computeIfAbsent(key.toLowerCase(Locale.ROOT), unused -> new LinkedHashSet<>())
                .add(ucum);
    }

    /// The units that a text can mean: those written so, else those that differ in letter case.
    Set<String> meanings(String written) {
        String key = key(written);
        Set<String> exact = byWriting.get(key);
        return exact != null ? exact : otherCase(key);
    }

    /// The units written so but for letter case.
    Set<String> meaningsInAnyCase(String written) {
        return otherCase(key(written));
    }

    private Set<String> otherCase(String key) {
        return bySmallLetters.getOrDefault(key.toLowerCase(Locale.ROOT), Set.of());
    }

    /// Every writing that is known, and what it means.
    Map<String, Set<String>> writings() {
        return byWriting;
    }

    Optional<Conversion> conversion(String from, String to) {
        return Optional.ofNullable(conversions.getOrDefault(from, Map.of()).get(to));
    }

    /// A unit as it is written, without what does not matter.
    String key(@Nullable String written) {
        if (written == null) {
            return "";
        }
        StringBuilder kept = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char sign = written.charAt(i);
            if (!Character.isWhitespace(sign) && sign != '\u00a0' && sign != '\u202f') {
                kept.append(sign);
            }
        }
        String key = kept.toString();
        for (Sign sign : signs) {
            key = key.replace(sign.written(), sign.read());
        }
        return key;
    }
}
