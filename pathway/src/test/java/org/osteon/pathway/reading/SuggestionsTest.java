package org.osteon.pathway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// X3: what a site meets on its first day is suggested right. From every code, wording and unit in
/// the charts as hospitals export them, what the lists know of just that one is taken away; the
/// first suggestion must be right in at least four of five.
class SuggestionsTest {
    private static final double ENOUGH = 0.8;
    private static final String UCUM = Objects.requireNonNull(Delivered.texts().get("units.json"));

    /// One thing that was understood, and what would be suggested without knowing it.
    private record Left(String what, boolean isRight, List<Meaning> suggested) {}

    @Test
    void codes_and_wordings_that_are_taken_away_are_suggested_right() {
        List<Left> left = new ArrayList<>();
        for (Asked asked : asked()) {
            KnownRecognition without = Delivered.recognition(without(asked));
            List<Meaning> suggested =
                    without.likelyMeanings(
                            asked.type(), asked.text(), asked.unit(), Optional.empty());
            left.add(
                    new Left(
                            asked.type() + " " + asked.text(),
                            !suggested.isEmpty()
                                    && asked.means().contains(suggested.getFirst().code()),
                            suggested));
        }

        assertThat(left).hasSizeGreaterThan(25);
        assertThat(share(left)).as(wrong(left)).isGreaterThanOrEqualTo(ENOUGH);
    }

    @Test
    void units_that_are_taken_away_are_suggested_right() {
        List<Left> left = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String name : Delivered.exports()) {
            for (Resource result :
                    Delivered.reading(Delivered.export(name)).chart().resources("Observation")) {
                unit(result)
                        .filter(unit -> !UCUM.contains("\"ucum\": \"" + unit + "\""))
                        .filter(unit -> seen.add(result.label() + " " + unit))
                        .ifPresent(unit -> left.add(withoutUnit(result, unit)));
            }
        }

        assertThat(left).hasSizeGreaterThan(8);
        assertThat(share(left)).as(wrong(left)).isGreaterThanOrEqualTo(ENOUGH);
    }

    private static Optional<String> unit(Resource result) {
        return result.asWritten()
                .content()
                .object("value")
                .flatMap(value -> value.text("unit"))
                .filter(unit -> !unit.isEmpty())
                .filter(_ ->
                        result.content().codings("code").stream()
                                .anyMatch(SuggestionsTest::isKnown));
    }

    private static boolean isKnown(Coding coding) {
        return coding.system().equals("http://loinc.org");
    }

    private static Left withoutUnit(Resource result, String unit) {
        KnownRecognition without =
                Delivered.recognition(text ->
                        text.contains("\"id\": \"units\"")
                                ? text.replace("\"" + unit + "\"", "\"\u00a4\"")
                                : text);
        List<Meaning> suggested =
                without.likelyUnits(
                        unit,
                        result.content().codings("code"),
                        result.asWritten()
                                .content()
                                .object("value")
                                .flatMap(value -> value.number("value")));
        String expected =
                Delivered.RECOGNITION
                        .likelyUnits(unit, result.content().codings("code"), Optional.empty())
                        .getFirst()
                        .code();
        return new Left(
                result.label() + " in " + unit,
                !suggested.isEmpty() && suggested.getFirst().code().equals(expected),
                suggested);
    }

    private static double share(List<Left> left) {
        return left.stream().filter(Left::isRight).count() / (double) left.size();
    }

    private static String wrong(List<Left> left) {
        return left.stream().filter(one -> !one.isRight()).toList().toString();
    }

    private record Asked(
            String type, String text, String unit, List<Coding> codings, Set<String> means) {}

    /// What the exports hold that the lists understand: each wording once.
    private static List<Asked> asked() {
        List<Asked> asked = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String name : Delivered.exports()) {
            for (Resource read : Delivered.reading(Delivered.export(name)).chart().resources()) {
                String element = read.type().startsWith("Medication") ? "medication" : "code";
                FhirObject written = read.asWritten().content();
                String text = Concepts.text(written, element);
                Set<String> means = new LinkedHashSet<>();
                read.content().codings(element).forEach(coding -> means.add(coding.code()));
                boolean isListed =
                        Set.of(
                                        "Observation",
                                        "MedicationRequest",
                                        "Condition",
                                        "Procedure",
                                        "ServiceRequest",
                                        "AllergyIntolerance")
                                .contains(read.type());
                boolean isUnderstood =
                        read.content() != written
                                || written.codings(element).stream()
                                        .anyMatch(coding ->
                                                !Delivered.RECOGNITION
                                                                .read(
                                                                        read.asWritten(),
                                                                        Delivered.AS_OF,
                                                                        new ReadingNotes())
                                                                .codings()
                                                                .isEmpty()
                                                        && isKnown(coding));
                if (isListed && isUnderstood && !text.isEmpty() && seen.add(read.type() + text)) {
                    asked.add(
                            new Asked(
                                    read.type(),
                                    text,
                                    unit(read).orElse(""),
                                    written.codings(element),
                                    means));
                }
            }
        }
        return asked;
    }

    /// The lists without its codes, and without every name that is its wording as it stands.
    private static UnaryOperator<String> without(Asked asked) {
        return text -> {
            String changed = text;
            for (Coding coding : asked.codings()) {
                changed =
                        changed.replaceAll(
                                "\\{\"system\": \"[^\"]*\", \"code\": \""
                                        + Pattern.quote(coding.code())
                                        + "\", \"certainty\": \"†\"\\}(, )?",
                                "");
            }
            String wording = Words.of(asked.text()).joined();
            Matcher names = Pattern.compile("\"names\": \\[([^\\]]*)\\]").matcher(changed);
            return names.replaceAll(list -> {
                List<String> kept = new ArrayList<>();
                for (String name : list.group(1).split("\", \"", -1)) {
                    String plain = name.replace("\"", "");
                    if (!plain.isEmpty() && !Words.of(plain).joined().equals(wording)) {
                        kept.add("\"" + plain + "\"");
                    }
                }
                return Matcher.quoteReplacement("\"names\": [" + String.join(", ", kept) + "]");
            });
        };
    }
}
