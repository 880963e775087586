package org.osteon.workflow.desk;

import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Who the patient is: what must stand at the top of every page about them.
///
/// @param name as it is called, `(no name)` where the chart has none
/// @param age completed years, empty where the birth date does not tell
/// @param born the birth date
/// @param sex in words
/// @param identifiers record numbers, each with the words for its kind
/// @param weight the latest body weight and when it was taken
/// @param allergies each in words
/// @param allergiesSaid when allergies, or that there are none, were recorded last, and by whom;
///   empty where nobody said anything of them
/// @param deceased when the chart says so
/// @param namesakes how many others are called the same, as far as somebody looked
public record PatientBanner(
        String id,
        String name,
        String age,
        String born,
        String sex,
        List<String> identifiers,
        Optional<Measured> weight,
        List<String> allergies,
        Optional<String> allergiesSaid,
        Optional<String> deceased,
        int namesakes) {
    /// What stands for the name of somebody without one.
    public static final String NO_NAME = "(no name)";

    /// A measured value, its day, and how old it is.
    public record Measured(String value, String day, String age) {}

    /// SNOMED CT for a patient without allergies: said, and none.
    private static final Coding NO_KNOWN_ALLERGY =
            new Coding("http://snomed.info/sct", "716186003");

    /// Body weight as FHIR's vital signs profile fixes it (LOINC).
    private static final Coding BODY_WEIGHT = new Coding("http://loinc.org", "29463-7");

    public static PatientBanner of(Chart chart, LocalDate asOf) {
        FhirObject patient = chart.patient().content();
        Optional<FhirTime> birth = patient.time("birthDate");
        return new PatientBanner(
                chart.patient().id().orElse(chart.patient().reference()),
                name(patient),
                birth.flatMap(FhirTime::date)
                        .map(date -> Integer.toString(Period.between(date, asOf).getYears()))
                        .orElse(""),
                birth.map(date -> date.date().map(Wording::day).orElse(date.written())).orElse(""),
                patient.text("gender").orElse("sex not recorded"),
                patient.objects("identifier").stream()
                        .flatMap(identifier -> identifier.text("value").stream())
                        .distinct()
                        .limit(3)
                        .toList(),
                weight(chart, asOf),
                allergies(chart),
                allergiesSaid(chart),
                deceased(patient),
                0);
    }

    /// The same with how many others are called so.
    public PatientBanner withNamesakes(int others) {
        return new PatientBanner(
                id,
                name,
                age,
                born,
                sex,
                identifiers,
                weight,
                allergies,
                allergiesSaid,
                deceased,
                others);
    }

    public static String name(FhirObject patient) {
        return patient.objects("name").stream()
                .filter(name -> !name.text("use").filter("old"::equals).isPresent())
                .map(PatientBanner::humanName)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(NO_NAME);
    }

    private static String humanName(FhirObject name) {
        String given =
                name.list("given").stream().map(Object::toString).collect(Collectors.joining(" "));
        String family = name.text("family").orElse("");
        return family.isEmpty() && given.isEmpty()
                ? name.text("text").orElse("")
                : Stream.of(family, given)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
    }

    private static Optional<Measured> weight(Chart chart, LocalDate asOf) {
        return chart.resources("Observation").stream()
                .filter(observation -> observation.codings().stream().anyMatch(PatientBanner::same))
                .filter(observation ->
                        day(observation).filter(day -> !day.isAfter(asOf)).isPresent())
                .max(Comparator.comparing(observation -> day(observation).orElseThrow()))
                .flatMap(observation ->
                        observation
                                .content()
                                .object("value")
                                .flatMap(quantity ->
                                        quantity.number("value")
                                                .map(value ->
                                                        new Measured(
                                                                Wording.number(value)
                                                                        + " "
                                                                        + quantity.text("unit")
                                                                                .orElse(""),
                                                                Wording.day(
                                                                        day(observation)
                                                                                .orElseThrow()),
                                                                Wording.age(
                                                                        day(observation)
                                                                                .orElseThrow(),
                                                                        asOf)))));
    }

    private static boolean same(Coding coding) {
        return coding.code().equals(BODY_WEIGHT.code())
                && coding.system().equals(BODY_WEIGHT.system());
    }

    private static Optional<LocalDate> day(Resource resource) {
        return resource.date().flatMap(FhirTime::date);
    }

    private static List<String> allergies(Chart chart) {
        return chart.resources("AllergyIntolerance").stream()
                .filter(PatientBanner::stands)
                .filter(allergy ->
                        allergy.codings().stream()
                                .noneMatch(coding ->
                                        coding.code().equals(NO_KNOWN_ALLERGY.code())
                                                && coding.system()
                                                        .equals(NO_KNOWN_ALLERGY.system())))
                .map(Resource::label)
                .distinct()
                .toList();
    }

    private static Optional<String> allergiesSaid(Chart chart) {
        return chart.resources("AllergyIntolerance").stream()
                .filter(PatientBanner::stands)
                .filter(allergy -> allergy.content().time("recordedDate").isPresent())
                .max(Comparator.comparing(allergy -> recordedOn(allergy)))
                .map(allergy ->
                        Stream.concat(
                                        Stream.of(Wording.day(recordedOn(allergy))),
                                        ChartFact.saidBy(allergy, chart).stream())
                                .collect(Collectors.joining(", ")));
    }

    private static LocalDate recordedOn(Resource allergy) {
        return allergy.content().time("recordedDate").orElseThrow().earliest();
    }

    private static boolean stands(Resource allergy) {
        return Stream.concat(
                        allergy.content().codings("clinicalStatus").stream(),
                        allergy.content().codings("verificationStatus").stream())
                .map(Coding::code)
                .noneMatch(
                        List.of("inactive", "resolved", "refuted", "entered-in-error")::contains);
    }

    private static Optional<String> deceased(FhirObject patient) {
        return patient.time("deceased")
                .map(FhirTime::written)
                .or(() -> patient.text("deceased").filter("true"::equals).map(_ -> ""));
    }
}
