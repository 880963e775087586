package org.osteon.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// The patient's latest weight, for the dose of cord units. A pound is not a kilogram: a weight in
/// a unit that is not known is told as it is written, and counts for nothing.
public sealed interface PatientWeight {
    /// In kilograms.
    record Known(BigDecimal kilograms) implements PatientWeight {
        /// As it is typed: `69.85`.
        public String text() {
            return kilograms.round(new MathContext(4)).stripTrailingZeros().toPlainString();
        }
    }

    /// In a unit that is not known.
    ///
    /// @param written amount and unit as the chart has them
    record Unreadable(String written) implements PatientWeight {}

    /// None on record.
    record None() implements PatientWeight {}

    /// The latest weight that was known on a day.
    static PatientWeight of(Chart chart, LocalDate day) {
        return chart.knownOn(day).resources("Observation").stream()
                .filter(observation ->
                        observation.codings().stream()
                                .anyMatch(coding ->
                                        coding.system().equals("http://loinc.org")
                                                && coding.code().equals(Units.BODY_WEIGHT)))
                .max(Comparator.comparing(PatientWeight::day))
                .map(PatientWeight::of)
                .orElseGet(None::new);
    }

    private static LocalDate day(Resource observation) {
        return observation.date().map(date -> date.earliest()).orElse(LocalDate.MIN);
    }

    private static PatientWeight of(Resource observation) {
        Optional<FhirObject> quantity = observation.content().object("value");
        Optional<BigDecimal> amount = quantity.flatMap(value -> value.number("value"));
        if (quantity.isEmpty() || amount.isEmpty()) {
            return new Unreadable("without an amount");
        }
        String unit = quantity.get().text("code").or(() -> quantity.get().text("unit")).orElse("");
        return Optional.ofNullable(Units.KILOGRAMS.get(unit.strip().toLowerCase(Locale.ROOT)))
                .<PatientWeight>map(each -> new Known(amount.get().multiply(each)))
                .orElseGet(() ->
                        new Unreadable(
                                (amount.get().toPlainString()
                                                + " "
                                                + quantity.get().text("unit").orElse(unit))
                                        .strip()));
    }

    /// The units that are known, from the table beside this class.
    final class Units {
        /// LOINC 29463-7, body weight.
        private static final String BODY_WEIGHT = "29463-7";

        private static final Map<String, BigDecimal> KILOGRAMS = read();

        private Units() {}

        private static Map<String, BigDecimal> read() {
            Map<String, BigDecimal> kilograms = new HashMap<>();
            try (var table =
                    new BufferedReader(
                            new InputStreamReader(
                                    Objects.requireNonNull(
                                            PatientWeight.class.getResourceAsStream(
                                                    "units-of-weight.txt")),
                                    StandardCharsets.UTF_8))) {
                table.lines()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .map(line -> line.split("\t", -1))
                        .forEach(cells -> kilograms.put(cells[0], new BigDecimal(cells[1])));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.copyOf(kilograms);
        }
    }
}
