package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Laws that hold for every chart, tried on many variations of all worked cases (X1, X3): a sample,
/// twice as large with `-Dosteon.long=true`, and each of them with `-Dosteon.laws=all` (half an
/// hour).
class LawsTest {
    private static final int SAMPLE =
            "all".equals(System.getProperty("osteon.laws"))
                    ? Integer.MAX_VALUE
                    : Boolean.getBoolean("osteon.long") ? 300 : 150;

    private static final String FOREIGN = "Patient/somebody-else";

    private static final List<String> DATES =
            List.of(
                    "effectiveDateTime",
                    "onsetDateTime",
                    "performedDateTime",
                    "recordedDate",
                    "authoredOn",
                    "occurrenceDateTime",
                    "birthDate");

    /// A case and the resource of it that is changed.
    private record Place(WorkedCase one, int index) {}

    private static final List<WorkedCase> CASES = Knowledge.allCases();

    /// What is said of the cases as they are.
    private static final Map<WorkedCase, Assessment> AS_THEY_ARE = new ConcurrentHashMap<>();

    private interface Law {
        /// What breaks the law at a place; empty where it holds.
        Stream<String> broken(Variation told, int index);
    }

    // --- What the chart says, whichever way it is told ------------------------------------------

    @Test
    void the_order_of_the_entries_changes_nothing() {
        List<WorkedCase> cases = new ArrayList<>(CASES);
        Collections.shuffle(cases, new Random(1));
        assertThat(
                        cases.stream()
                                .limit(SAMPLE)
                                .parallel()
                                .flatMap(one -> {
                                    Variation told = Variation.of(one);
                                    Variation reversed = Variation.of(one);
                                    ArrayNode entries = reversed.chart().putArray("entry");
                                    told.chart()
                                            .path("entry")
                                            .forEach(entry -> entries.insert(0, entry));
                                    return told.assessed().equals(reversed.assessed())
                                            ? Stream.empty()
                                            : Stream.of(one.toString());
                                }))
                .isEmpty();
    }

    @Test
    void a_result_that_is_there_twice_changes_no_decision() {
        holds((told, index) -> {
            if (!isObservation(told.resource(index))) {
                return Stream.empty();
            }
            ObjectNode chart = told.chart().deepCopy();
            ObjectNode twin = chart.path("entry").get(index).deepCopy();
            ((ObjectNode) twin.path("resource")).put("id", "the-twin");
            twin.remove("fullUrl");
            ((ArrayNode) chart.path("entry")).add(twin);
            Assessment before = asItIs(told);
            Assessment after = new Variation(told.one(), chart).assessed();
            return before.decision().equals(after.decision()) && codes(before).equals(codes(after))
                    ? Stream.empty()
                    : Stream.of(said(before) + " became " + said(after));
        });
    }

    // --- What does not count --------------------------------------------------------------------

    @Test
    void what_was_entered_in_error_is_as_if_it_were_not_there() {
        holds((told, index) -> asIfGone(told, index, LawsTest::enterInError));
    }

    @Test
    void what_is_about_another_patient_is_as_if_it_were_not_there_and_is_named() {
        holds((told, index) -> asIfGone(told, index, LawsTest::giveToAnother));
    }

    private static Stream<String> asIfGone(
            Variation told, int index, Predicate<ObjectNode> change) {
        Variation changed = told.with(index, change);
        if (changed == null || told.isPointedAt(index) || isPatient(told.resource(index))) {
            return Stream.empty();
        }
        Assessment gone = told.without(index).assessed();
        Assessment after = changed.assessed();
        Map<String, Criterion> now = byId(after);
        Stream<String> criteria =
                byId(gone).values().stream()
                        .filter(before -> {
                            Criterion one = now.get(before.id());
                            return one == null
                                    || (!List.of(before.verdict().word(), "undetermined")
                                                    .contains(one.verdict().word())
                                            && !names(one, told.reference(index)));
                        })
                        .map(Criterion::id);
        Stream<String> decision =
                gone.decision().equals(after.decision()) && codes(gone).equals(codes(after))
                        ? Stream.empty()
                        : Stream.of(said(gone) + " became " + said(after));
        return Stream.concat(decision, criteria);
    }

    /// What was set aside is named by the criterion that tells of it.
    private static boolean names(Criterion criterion, String reference) {
        return criterion.verdict() instanceof Verdict.NotMet
                && (criterion.id().equals("chart") || evidence(criterion).contains(reference));
    }

    private static boolean enterInError(ObjectNode resource) {
        switch (resource.path("resourceType").asText()) {
            case "Condition", "AllergyIntolerance" ->
                    resource.putObject("verificationStatus")
                            .putArray("coding")
                            .addObject()
                            .put("code", "entered-in-error");
            case "Observation",
                    "MedicationRequest",
                    "MedicationAdministration",
                    "MedicationStatement",
                    "Procedure",
                    "ServiceRequest",
                    "DiagnosticReport",
                    "Consent",
                    "QuestionnaireResponse",
                    "Immunization" ->
                    resource.put("status", "entered-in-error");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean giveToAnother(ObjectNode resource) {
        for (String name : List.of("subject", "patient")) {
            if (resource.path(name).isObject()) {
                resource.putObject(name).put("reference", FOREIGN);
                return true;
            }
        }
        return false;
    }

    // --- What says less than it did -------------------------------------------------------------

    @Test
    void a_unit_that_nobody_knows_shows_nothing() {
        holds((told, index) ->
                showsNothing(
                        told,
                        index,
                        resource ->
                                withQuantity(
                                        resource,
                                        quantity -> {
                                            quantity.remove("system");
                                            quantity.put("unit", "wibble").put("code", "wibble");
                                        })));
    }

    @Test
    void a_bound_that_leaves_everything_open_shows_nothing() {
        holds((told, index) ->
                Stream.of(Map.entry("<", 999_999_999), Map.entry(">", 0))
                        .flatMap(bound ->
                                showsNothing(
                                        told,
                                        index,
                                        resource ->
                                                withQuantity(
                                                        resource,
                                                        quantity ->
                                                                quantity.put(
                                                                                "comparator",
                                                                                bound.getKey())
                                                                        .put(
                                                                                "value",
                                                                                bound
                                                                                        .getValue())))));
    }

    @Test
    void an_absent_value_shows_nothing() {
        holds((told, index) ->
                showsNothing(
                        told,
                        index,
                        resource -> {
                            List<String> values =
                                    resource.propertyStream()
                                            .map(Map.Entry::getKey)
                                            .filter(name -> name.startsWith("value"))
                                            .toList();
                            resource.remove(values);
                            resource.putObject("dataAbsentReason")
                                    .putArray("coding")
                                    .addObject()
                                    .put("code", "error");
                            return isObservation(resource) && !values.isEmpty();
                        }));
    }

    private static boolean withQuantity(ObjectNode resource, Consumer<ObjectNode> change) {
        if (!isObservation(resource) || !resource.path("valueQuantity").isObject()) {
            return false;
        }
        change.accept((ObjectNode) resource.path("valueQuantity"));
        return true;
    }

    /// What rested on it alone is no longer met, and nothing that was not met becomes so.
    private static Stream<String> showsNothing(
            Variation told, int index, Predicate<ObjectNode> change) {
        Variation changed = told.with(index, change);
        if (changed == null) {
            return Stream.empty();
        }
        Map<String, Criterion> after = byId(changed.assessed());
        List<String> alone = List.of(told.reference(index));
        return byId(asItIs(told)).values().stream()
                .filter(before -> isMet(after.get(before.id())))
                .filter(before ->
                        isMet(before)
                                ? restsOnAFinding(before) && evidence(before).equals(alone)
                                : !(before.verdict() instanceof Verdict.NotRequired))
                .map(before -> before.id() + " is met, it was " + before.verdict().word());
    }

    // --- What is not as it should be ------------------------------------------------------------

    @Test
    void a_date_of_which_the_month_or_the_year_is_known_gives_an_assessment() {
        holds((told, index) ->
                Stream.of(7, 4)
                        .flatMap(length ->
                                isAssessed(told.with(index, one -> cutDate(one, length)))));
    }

    @Test
    void a_value_of_another_form_costs_only_itself() {
        holds((told, index) ->
                Stream.<Predicate<ObjectNode>>of(
                                resource -> replaced(resource, DATES, 20250602),
                                resource -> withQuantity(resource, q -> q.put("value", "a few")),
                                resource -> {
                                    JsonNode code = resource.path("code");
                                    resource.putArray("code").add(code);
                                    return !code.isMissingNode();
                                },
                                resource -> {
                                    JsonNode status = resource.path("status");
                                    resource.putObject("status").set("value", status);
                                    return !status.isMissingNode();
                                })
                        .flatMap(change -> isAssessed(told.with(index, change))));
    }

    private static Stream<String> isAssessed(Variation changed) {
        return changed == null
                ? Stream.empty()
                : changed.assessed().criteria().stream()
                        .filter(one ->
                                one.verdict()
                                        .missing()
                                        .toString()
                                        .contains(CriterionJudgement.NOT_EVALUATED))
                        .map(Criterion::id);
    }

    private static boolean replaced(ObjectNode resource, List<String> names, int value) {
        return names.stream()
                .filter(resource::has)
                .findFirst()
                .map(name -> resource.put(name, value))
                .isPresent();
    }

    private static boolean cutDate(ObjectNode resource, int length) {
        for (String name : DATES) {
            if (resource.path(name).isTextual() && resource.path(name).asText().length() > length) {
                resource.set(name, new TextNode(resource.path(name).asText().substring(0, length)));
                return true;
            }
        }
        for (String name : List.of("effectivePeriod", "performedPeriod")) {
            String start = resource.path(name).path("start").asText();
            if (start.length() > length) {
                ((ObjectNode) resource.path(name)).put("start", start.substring(0, length));
                return true;
            }
        }
        return false;
    }

    @Test
    void what_is_met_names_its_evidence_or_rests_on_absence() {
        for (WorkedCase one : CASES) {
            assertThat(Knowledge.pathwayOf(one).assess(one.chart(), one.asOf()).criteria())
                    .as(one.toString())
                    .filteredOn(LawsTest::restsOnAFinding)
                    .allSatisfy(criterion -> assertThat(criterion.evidence()).isNotEmpty());
        }
    }

    // --- How laws are tried ---------------------------------------------------------------------

    private static void holds(Law law) {
        List<Place> places =
                CASES.stream()
                        .flatMap(one ->
                                IntStream.range(0, Variation.of(one).size())
                                        .mapToObj(index -> new Place(one, index)))
                        .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(places, new Random(1));
        assertThat(
                        places.stream()
                                .limit(SAMPLE)
                                .parallel()
                                .flatMap(place -> {
                                    Variation told = Variation.of(place.one());
                                    return law.broken(told, place.index())
                                            .map(why ->
                                                    told
                                                            + ", "
                                                            + told.reference(place.index())
                                                            + ": "
                                                            + why);
                                }))
                .isEmpty();
    }

    private static Assessment asItIs(Variation told) {
        return AS_THEY_ARE.computeIfAbsent(told.one(), _ -> told.assessed());
    }

    private static Map<String, Criterion> byId(Assessment assessment) {
        Map<String, Criterion> criteria = new HashMap<>();
        assessment.criteria().forEach(one -> criteria.put(one.id(), one));
        return criteria;
    }

    private static List<String> evidence(Criterion criterion) {
        return criterion.evidence().stream().map(Evidence::reference).toList();
    }

    private static boolean isMet(Criterion criterion) {
        return criterion != null && criterion.verdict() instanceof Verdict.Met;
    }

    private static boolean restsOnAFinding(Criterion criterion) {
        return criterion.verdict() instanceof Verdict.Met(var basis)
                && basis == Verdict.Basis.FINDING;
    }

    private static boolean isObservation(JsonNode resource) {
        return resource.path("resourceType").asText().equals("Observation");
    }

    private static boolean isPatient(JsonNode resource) {
        return resource.path("resourceType").asText().equals("Patient");
    }

    private static List<String> codes(Assessment assessment) {
        return assessment.alerts().stream().map(Alert::code).sorted().toList();
    }

    private static String said(Assessment assessment) {
        return assessment.decision().orElse("no decision") + " " + codes(assessment);
    }
}
