package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a hold says would clear it does clear it: the value or the day that it names, put into the
/// chart (X2, X3).
class ClearingTest {
    private static final List<String> PATHWAYS =
            List.of("bone-modifying-agents", "marrow-transplant");
    private static final String HOLD = "HOLD";

    private static final List<String> INJECTIONS =
            List.of("marrow-knee-injection", "intraosseous-injection", "growth-factor-delivery");

    /// What stands in the way for now.
    private static final Set<String> WAITS = Set.of("DEFER", "BLOCKED");

    private static final Pattern FROM = Pattern.compile("From (\\d+ [A-Z][a-z]+ \\d{4})");

    /// A limit in a sentence: number, unit, and on which side it is cleared.
    private static final Pattern LIMIT =
            Pattern.compile(
                    "(\\d+(?:\\.\\d+)?) (mg/dL|µmol/L|ng/mL|nmol/L|mmol/L|mg in 24 hours) or (less|more)");

    private static final Pattern DAY = Pattern.compile("on or after (\\d+ [A-Z][a-z]+ \\d{4})");
    private static final DateTimeFormatter WORDS =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /// Rules whose limit is a value of one result, and those of them that hold right beyond it.
    private static final Set<String> OF_A_RESULT =
            Set.of(
                    "REN-NOT-RECOVERED",
                    "REN-SCR-GT3",
                    "REN-ALBUMINURIA",
                    "REN-DETERIORATION",
                    "VITD-VERYLOW");

    private static final Set<String> HOLD_BEYOND =
            Set.of("REN-NOT-RECOVERED", "REN-SCR-GT3", "REN-ALBUMINURIA", "VITD-VERYLOW");

    private record Raised(WorkedCase one, Alert alert) {}

    private static final List<Raised> HELD = held();

    private static List<Raised> held() {
        List<Raised> held = new ArrayList<>();
        for (WorkedCase one : Knowledge.allCases()) {
            if (PATHWAYS.contains(one.pathway())) {
                Knowledge.pathwayOf(one).assess(one.chart(), one.asOf()).alerts().stream()
                        .filter(alert -> alert.decision().equals(HOLD))
                        .forEach(alert -> held.add(new Raised(one, alert)));
            }
        }
        return held;
    }

    @Test
    void every_rule_that_may_hold_says_what_clears_it() {
        for (String id : PATHWAYS) {
            assertThat(Knowledge.BASE.pathway(id).orElseThrow().alerts())
                    .filteredOn(rule -> rule.decision().equals(HOLD))
                    .isNotEmpty()
                    .allSatisfy(rule ->
                            assertThat(rule.expression("clears")).as(rule.id()).isPresent());
        }
    }

    @Test
    void a_hold_of_any_case_says_what_clears_it_in_words() {
        assertThat(HELD)
                .isNotEmpty()
                .allSatisfy(raised ->
                        assertThat(raised.alert().clears())
                                .as("%s of %s", raised.alert().code(), raised.one().id())
                                .isNotBlank()
                                .doesNotContain("null", "umol", "  "));
    }

    @Test
    void the_value_that_is_named_clears_the_hold_and_one_beyond_it_does_not() {
        Set<String> tried = new TreeSet<>();
        for (Raised raised : HELD) {
            Matcher limit = LIMIT.matcher(raised.alert().clears());
            String code = raised.alert().code();
            if (OF_A_RESULT.contains(code) && limit.find()) {
                BigDecimal number = new BigDecimal(limit.group(1));
                BigDecimal beyond =
                        number.multiply(
                                new BigDecimal(limit.group(3).equals("less") ? "1.02" : "0.98"));
                with(raised, limit.group(2), number)
                        .ifPresent(codes -> {
                            tried.add(code);
                            assertThat(codes).as("%s, %s", raised, number).doesNotContain(code);
                        });
                if (HOLD_BEYOND.contains(code)) {
                    with(raised, limit.group(2), beyond)
                            .ifPresent(codes ->
                                    assertThat(codes).as("%s, %s", raised, beyond).contains(code));
                }
            }
        }
        assertThat(tried).containsAll(OF_A_RESULT);
    }

    @Test
    void where_another_result_of_the_same_time_would_clear_it_the_hold_says_that_they_disagree() {
        Raised held =
                HELD.stream()
                        .filter(one -> one.alert().code().equals("REN-NOT-RECOVERED"))
                        .findFirst()
                        .orElseThrow();
        assertThat(held.alert().clears()).doesNotContain("disagree");
        Variation told = Variation.of(held.one());
        ObjectNode second = told.resource(deciding(told, held, "mg/dL").orElseThrow()).deepCopy();
        second.put("id", "second");
        ((ObjectNode) second.path("valueQuantity")).put("value", BigDecimal.ONE);

        assertThat(told.and(second).assessed().alerts())
                .filteredOn(alert -> alert.code().equals("REN-NOT-RECOVERED"))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.clears())
                                .startsWith(held.alert().clears())
                                .contains("the results disagree", "the less favourable counts"));
    }

    @Test
    void the_day_that_is_named_clears_what_is_too_early_and_the_day_before_does_not() {
        int tried = 0;
        for (Raised raised : HELD) {
            Matcher day = DAY.matcher(raised.alert().clears());
            if (raised.alert().code().equals("TIME-TOO-EARLY") && day.find()) {
                LocalDate first = LocalDate.parse(day.group(1), WORDS);
                Set<String> then = planned(raised, first);
                if (then != null) {
                    tried++;
                    assertThat(then).as("%s", raised).doesNotContain("TIME-TOO-EARLY");
                    assertThat(planned(raised, first.minusDays(1)))
                            .as("%s", raised)
                            .contains("TIME-TOO-EARLY");
                }
            }
        }
        assertThat(tried).isPositive();
    }

    @Test
    void
            what_defers_an_injection_or_an_implant_says_the_value_the_day_or_the_record_that_clears_it() {
        Set<String> said = new TreeSet<>();
        for (WorkedCase one : Knowledge.allCases()) {
            if (INJECTIONS.contains(one.pathway())) {
                Knowledge.pathwayOf(one).assess(one.chart(), one.asOf()).alerts().stream()
                        .filter(alert -> WAITS.contains(alert.decision()))
                        .forEach(alert -> {
                            said.add(alert.code());
                            assertThat(alert.clears())
                                    .as("%s of %s", alert.code(), one.id())
                                    .isNotBlank()
                                    .doesNotContain("null", "  ");
                        });
            }
        }
        assertThat(said).contains("BK-X5", "BK-X11", "IO-C1", "GF-H1", "CG-3", "CR-1");
    }

    @Test
    void an_interval_is_over_on_the_day_that_is_named_and_not_the_day_before() {
        Set<String> tried = new TreeSet<>();
        for (WorkedCase one : Knowledge.allCases()) {
            if (!INJECTIONS.contains(one.pathway()) || isBooked(one)) {
                continue;
            }
            Pathway pathway = Knowledge.pathwayOf(one);
            for (Alert alert : pathway.assess(one.chart(), one.asOf()).alerts()) {
                Matcher day = FROM.matcher(alert.clears());
                if (WAITS.contains(alert.decision()) && day.matches()) {
                    LocalDate first = LocalDate.parse(day.group(1), WORDS);
                    tried.add(alert.code());
                    assertThat(codes(pathway, one, first))
                            .as(one.id())
                            .doesNotContain(alert.code());
                    assertThat(codes(pathway, one, first.minusDays(1)))
                            .as(one.id())
                            .contains(alert.code());
                }
            }
        }
        assertThat(tried).contains("BK-I4", "BK-X11", "BK-X12");
    }

    private static boolean isBooked(WorkedCase one) {
        return one.chart().resources("ServiceRequest").stream()
                .anyMatch(request -> request.json().contains("occurrence"));
    }

    private static List<String> codes(Pathway pathway, WorkedCase one, LocalDate day) {
        return pathway.assess(one.chart(), day).alerts().stream()
                .filter(alert -> WAITS.contains(alert.decision()))
                .map(Alert::code)
                .toList();
    }

    /// Where the deciding result stands, the latest that the alert rests on; empty where it is
    /// written in another unit.
    private static OptionalInt deciding(Variation told, Raised raised, String unit) {
        return IntStream.range(0, told.size())
                .filter(i ->
                        raised.alert().evidence().stream()
                                .anyMatch(piece -> piece.reference().equals(told.reference(i))))
                .filter(i -> isIn(told.resource(i).path("valueQuantity"), unit))
                .boxed()
                .max(Comparator.comparing(i -> at(told.resource(i))))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static String at(JsonNode resource) {
        return resource.path("effectiveDateTime").asText("");
    }

    /// The alerts with the deciding result at another value; empty where it is in another unit.
    private static Optional<Set<String>> with(Raised raised, String unit, BigDecimal value) {
        Variation told = Variation.of(raised.one());
        OptionalInt deciding = deciding(told, raised, unit);
        return deciding.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                                told.with(
                                        deciding.getAsInt(),
                                        resource -> {
                                            ObjectNode quantity =
                                                    (ObjectNode) resource.path("valueQuantity");
                                            quantity.put("value", value).remove("comparator");
                                            return true;
                                        }))
                        .map(changed -> codes(changed));
    }

    private static boolean isIn(JsonNode quantity, String unit) {
        String code = quantity.path("code").asText(quantity.path("unit").asText(""));
        return code.equals(unit.replace("µ", "u"))
                || (unit.equals("mg in 24 hours") && Set.of("mg/(24.h)", "mg/d").contains(code));
    }

    /// The alerts with the planned dose on another day; null where the order names no day.
    private static @Nullable Set<String> planned(Raised raised, LocalDate day) {
        Variation told = Variation.of(raised.one());
        for (int i = 0; i < told.size(); i++) {
            Variation changed =
                    told.with(
                            i,
                            resource -> {
                                JsonNode event =
                                        resource.path("dosageInstruction")
                                                .path(0)
                                                .path("timing")
                                                .path("event");
                                boolean isPlanned =
                                        resource.path("resourceType")
                                                        .asText()
                                                        .equals("MedicationRequest")
                                                && resource.path("status").asText().equals("draft")
                                                && event.size() == 1;
                                if (isPlanned) {
                                    ((ArrayNode) event).removeAll().add(day.toString());
                                }
                                return isPlanned;
                            });
            if (changed != null) {
                return codes(changed);
            }
        }
        return null;
    }

    private static Set<String> codes(Variation changed) {
        Set<String> codes = new TreeSet<>();
        Objects.requireNonNull(changed).assessed().alerts().forEach(one -> codes.add(one.code()));
        return codes;
    }
}
