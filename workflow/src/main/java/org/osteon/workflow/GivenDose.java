package org.osteon.workflow;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.pathway.Pathway;

/// Something of a pathway that was given on a day.
///
/// @param what what it was
/// @param at the time of day; empty where only the day is known
/// @param amount amount and unit; may be empty
/// @param by who gave it; may be empty
public record GivenDose(String what, String at, String amount, String by) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /// What of a pathway was given on a day, the first first.
    public static List<GivenDose> on(LocalDate day, Pathway pathway, Chart chart) {
        return Stream.of("MedicationAdministration", "Procedure")
                .flatMap(type -> chart.resources(type).stream())
                .filter(given ->
                        given.content().text("status").filter("completed"::equals).isPresent())
                .filter(given ->
                        given.date().flatMap(FhirTime::date).filter(day::equals).isPresent())
                .flatMap(given ->
                        Order.option(pathway, given).map(option -> of(given, option)).stream())
                .sorted(Comparator.comparing(GivenDose::at))
                .toList();
    }

    private static GivenDose of(Resource given, Pathway.Orderable option) {
        FhirObject content = given.content();
        Optional<FhirObject> dose =
                content.object("dosage").flatMap(dosage -> dosage.object("dose"));
        return new GivenDose(
                option.title(),
                time(given),
                dose.flatMap(amount ->
                                amount.number("value")
                                        .map(value ->
                                                value.stripTrailingZeros().toPlainString()
                                                        + " "
                                                        + amount.text("unit").orElse("")))
                        .orElse("")
                        .strip(),
                content.objects("performer").stream()
                        .flatMap(performer -> performer.object("actor").stream())
                        .flatMap(actor -> actor.text("display").stream())
                        .findFirst()
                        .orElse(""));
    }

    private static String time(Resource given) {
        String written = given.date().map(FhirTime::written).orElse("");
        int time = written.indexOf('T');
        return time < 0 || written.length() < time + 6
                ? ""
                : TIME.format(java.time.LocalTime.parse(written.substring(time + 1, time + 6)));
    }

    /// `Ferric one 1000 mg at 10:15, by A. Example`
    public String words() {
        return what
                // Some products are called by their amount.
                + (amount.isEmpty() || what.endsWith(amount) ? "" : " " + amount)
                + (at.isEmpty() ? "" : " at " + at)
                + (by.isEmpty() ? "" : ", by " + by);
    }
}
