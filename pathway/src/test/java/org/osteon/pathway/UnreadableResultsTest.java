package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.reading.ReadChart;

/// A law: a newer result that nobody can read is never passed over for the older one that can be
/// (X1, X3; chart dictionary, 3.1 rule 16). Tried on a sample of all results that rules used, a
/// larger one with `-Dosteon.long=true`, each of them with `-Dosteon.laws=all`.
class UnreadableResultsTest {
    private static final String NEWER = "a-newer-one";

    private static final int SAMPLE =
            "all".equals(System.getProperty("osteon.laws"))
                    ? Integer.MAX_VALUE
                    : Boolean.getBoolean("osteon.long") ? 120 : 30;

    /// How a value can be there that is no number.
    private static final Map<String, Consumer<ObjectNode>> UNREADABLE =
            Map.of(
                    "words", result -> result.put("valueString", "hemolysed"),
                    "two meanings", result -> result.put("valueString", "1,000"),
                    "a reason beside words",
                            result -> {
                                result.put("valueString", "see comment");
                                result.putObject("dataAbsentReason").put("text", "error");
                            },
                    "a concept",
                            result -> result.putObject("valueCodeableConcept").put("text", "low"),
                    "a range",
                            result ->
                                    result.putObject("valueRange").putObject("low").put("value", 1),
                    "a truth", result -> result.put("valueBoolean", true),
                    "nothing", _ -> {});

    private record Place(WorkedCase one, int index, Assessment before) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bone-modifying-agents",
                "marrow-transplant",
                "marrow-knee-injection",
                "intraosseous-injection",
                "growth-factor-delivery"
            })
    void a_newer_result_that_cannot_be_read_is_named_and_makes_nothing_look_safer(String pathway) {
        assertThat(
                        places(pathway).stream()
                                .parallel()
                                .flatMap(place ->
                                        UNREADABLE.entrySet().stream()
                                                .flatMap(value ->
                                                        broken(place, value.getValue())
                                                                .map(why ->
                                                                        place.one()
                                                                                + ", "
                                                                                + Variation.of(
                                                                                                place
                                                                                                        .one())
                                                                                        .reference(
                                                                                                place
                                                                                                        .index())
                                                                                + ", "
                                                                                + value.getKey()
                                                                                + ": "
                                                                                + why))))
                .isEmpty();
    }

    @Test
    void there_are_results_to_try_it_on() {
        assertThat(places("bone-modifying-agents")).hasSizeGreaterThan(20);
    }

    /// Results with a number or an answer that a criterion names as its evidence.
    private static List<Place> places(String pathway) {
        List<Place> places = new ArrayList<>();
        for (WorkedCase one : Knowledge.allCases()) {
            if (!Knowledge.pathwayOf(one).id().equals(pathway)) {
                continue;
            }
            Variation told = Variation.of(one);
            List<Integer> numbers =
                    IntStream.range(0, told.size())
                            .filter(index -> isNumberOrAnswer(told.resource(index)))
                            .filter(index -> isCounted(told.resource(index)))
                            .boxed()
                            .toList();
            if (!numbers.isEmpty()) {
                Assessment before = told.assessed();
                List<String> used =
                        before.criteria().stream()
                                .flatMap(criterion -> criterion.evidence().stream())
                                .map(Evidence::reference)
                                .toList();
                numbers.stream()
                        .filter(index -> used.contains(told.reference(index)))
                        .forEach(index -> places.add(new Place(one, index, before)));
            }
        }
        Collections.shuffle(places, new Random(1));
        return places.subList(0, Math.min(SAMPLE, places.size()));
    }

    /// A number, or a test that is positive or negative.
    private static boolean isNumberOrAnswer(JsonNode result) {
        return result.path("valueQuantity").isObject()
                || result.path("valueInteger").isInt()
                || result.path("valueCodeableConcept")
                        .toString()
                        .matches(".*(260385009|10828004).*");
    }

    private static boolean isCounted(JsonNode result) {
        return List.of("final", "amended", "corrected").contains(result.path("status").asText())
                && result.path("effectiveDateTime").asText().length() >= 10;
    }

    private static Stream<String> broken(Place place, Consumer<ObjectNode> value) {
        Variation told = Variation.of(place.one());
        ObjectNode entry = told.chart().path("entry").get(place.index()).deepCopy();
        entry.put("fullUrl", "urn:uuid:" + NEWER);
        ObjectNode newer = (ObjectNode) entry.path("resource");
        newer.put("id", NEWER);
        newer.remove(
                List.of(
                        "valueQuantity",
                        "valueInteger",
                        "valueCodeableConcept",
                        "component",
                        "referenceRange"));
        newer.put("effectiveDateTime", dayAfter(newer, place.one().asOf()));
        value.accept(newer);
        ((ArrayNode) told.chart().path("entry")).add(entry);
        Assessment after = told.assessed();
        List<String> broken = new ArrayList<>();
        if (!isNamed(told, after)) {
            broken.add("nothing names it");
        }
        String older = told.reference(place.index());
        Map<String, Criterion> now = new HashMap<>();
        after.criteria().forEach(one -> now.put(one.id(), one));
        for (Criterion before : place.before().criteria()) {
            Criterion criterion = now.get(before.id());
            boolean restedOnIt =
                    before.evidence().stream()
                            .map(Evidence::reference)
                            .toList()
                            .equals(List.of(older));
            if (criterion != null
                    && criterion.verdict() instanceof Verdict.Met
                    && (before.verdict() instanceof Verdict.Met
                            ? restedOnIt
                            : !(before.verdict() instanceof Verdict.NotRequired))) {
                broken.add(before.id() + " is met, it was " + before.verdict().word());
            }
        }
        if (isSafer(place, after)) {
            broken.add(place.before().decision() + " became " + after.decision());
        }
        return broken.stream();
    }

    private static String dayAfter(ObjectNode result, LocalDate asOf) {
        String written = result.path("effectiveDateTime").asText();
        LocalDate next = LocalDate.parse(written.substring(0, 10)).plusDays(1);
        return next.isAfter(asOf)
                ? asOf + "T23:59:00" + zone(written)
                : next + written.substring(10);
    }

    private static String zone(String written) {
        return written.length() > 19 ? written.substring(19) : "Z";
    }

    /// In what was not understood, or by a criterion, as what is missing or as evidence.
    private static boolean isNamed(Variation told, Assessment after) {
        if (!(told.read() instanceof ChartReading.Read(Chart chart))) {
            return false;
        }
        ReadChart reading =
                ReadChart.of(
                        chart.knownOn(told.one().asOf()),
                        told.one().asOf(),
                        Knowledge.BASE.recognition());
        return reading.notUnderstood().stream().anyMatch(one -> one.reference().endsWith(NEWER))
                || after.criteria().stream()
                        .flatMap(criterion -> criterion.evidence().stream())
                        .anyMatch(one -> one.reference().endsWith(NEWER));
    }

    /// A decision that asks for nothing and was not there before. Follow-up after a transplant goes
    /// on, whatever is open: there a criterion must say so.
    private static boolean isSafer(Place place, Assessment after) {
        return isGo(place, after)
                && !isGo(place, place.before())
                && !(after.decision().equals(Optional.of("FOLLOW_UP"))
                        && after.criteria().stream()
                                        .filter(one ->
                                                one.verdict() instanceof Verdict.Undetermined)
                                        .count()
                                > place.before().criteria().stream()
                                        .filter(one ->
                                                one.verdict() instanceof Verdict.Undetermined)
                                        .count());
    }

    private static boolean isGo(Place place, Assessment assessment) {
        return assessment
                .decision()
                .flatMap(word -> Knowledge.pathwayOf(place.one()).decision(word))
                .filter(word -> word.effect() == DecisionWord.Effect.ADVISES)
                .isPresent();
    }
}
