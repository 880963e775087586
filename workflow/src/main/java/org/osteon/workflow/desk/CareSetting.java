package org.osteon.workflow.desk;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Where a patient is looked after, and by whom, as far as the chart says: what a list of patients
/// can be narrowed to.
///
/// @param place of the next appointment or stay, else of what is asked for, else of the last stay;
///   empty where the chart names none
/// @param coordinator who coordinates the care by an active care team; empty where nobody does
public record CareSetting(String place, String coordinator) {
    /// Nothing is known of it.
    static final CareSetting NONE = new CareSetting("", "");

    /// Our own codes of roles, as forms and tasks have them.
    private static final String ROLE_SYSTEM = "urn:osteon:role";

    private static final String COORDINATOR = "coordinator";
    private static final Set<String> OPEN_VISITS =
            Set.of("planned", "arrived", "triaged", "in-progress", "onleave");
    private static final Set<String> OPEN_APPOINTMENTS =
            Set.of("booked", "arrived", "checked-in", "fulfilled", "pending");
    private static final Set<String> OPEN_REQUESTS = Set.of("active", "on-hold", "draft");

    /// As the chart says it on a day.
    public static CareSetting of(Chart chart, LocalDate day) {
        return new CareSetting(place(chart, day), coordinator(chart, day));
    }

    private static String place(Chart chart, LocalDate day) {
        return appointed(chart, day)
                .or(() -> staying(chart))
                .or(() -> asked(chart))
                .or(() -> last(chart, day))
                .orElse("");
    }

    private static Optional<String> appointed(Chart chart, LocalDate day) {
        return chart.resources("Appointment").stream()
                .filter(one -> has(one, OPEN_APPOINTMENTS))
                .filter(one -> start(one, "start").filter(at -> !at.isBefore(day)).isPresent())
                .sorted(Comparator.comparing(one -> start(one, "start").orElseThrow()))
                .flatMap(one ->
                        one.content().objects("participant").stream()
                                .flatMap(who -> who.object("actor").stream())
                                .flatMap(actor -> place(actor, chart).stream()))
                .findFirst();
    }

    private static Optional<String> staying(Chart chart) {
        return chart.resources("Encounter").stream()
                .filter(one -> has(one, OPEN_VISITS))
                .flatMap(one -> visited(one, chart))
                .findFirst();
    }

    private static Optional<String> last(Chart chart, LocalDate day) {
        return chart.resources("Encounter").stream()
                .filter(one -> has(one, Set.of("finished")))
                .filter(one -> start(one, "period").filter(at -> !at.isAfter(day)).isPresent())
                .sorted(
                        Comparator.comparing((Resource one) -> start(one, "period").orElseThrow())
                                .reversed())
                .flatMap(one -> visited(one, chart))
                .findFirst();
    }

    private static Stream<String> visited(Resource encounter, Chart chart) {
        return encounter.content().objects("location").stream()
                .filter(one -> !one.text("status").filter("completed"::equals).isPresent())
                .flatMap(one -> one.object("location").stream())
                .flatMap(location -> place(location, chart).stream());
    }

    private static Optional<String> asked(Chart chart) {
        return chart.resources("ServiceRequest").reversed().stream()
                .filter(one -> has(one, OPEN_REQUESTS))
                .flatMap(one ->
                        Stream.concat(
                                one.content().objects("locationReference").stream()
                                        .flatMap(location -> place(location, chart).stream()),
                                one.content().label("locationCode").stream()))
                .findFirst();
    }

    /// The name of a place that is referred to; empty where it is somebody and no place.
    private static Optional<String> place(FhirObject reference, Chart chart) {
        String to = reference.text("reference").orElse("");
        boolean isPlace =
                to.contains("Location/")
                        || reference.text("type").filter("Location"::equals).isPresent();
        return isPlace
                ? chart.resource(to)
                        .flatMap(one -> one.content().text("name"))
                        .or(() -> reference.text("display"))
                        .filter(name -> !name.isBlank())
                : Optional.empty();
    }

    private static String coordinator(Chart chart, LocalDate day) {
        return chart.resources("CareTeam").reversed().stream()
                .filter(one -> has(one, Set.of("active")))
                .filter(one -> !isOver(one, day))
                .flatMap(one -> one.content().objects("participant").stream())
                .filter(CareSetting::coordinates)
                .flatMap(one -> one.object("member").stream())
                .flatMap(member -> name(member, chart).stream())
                .findFirst()
                .orElse("");
    }

    /// By our own code, else by the words of the role.
    private static boolean coordinates(FhirObject participant) {
        return participant.codings("role").stream()
                        .anyMatch(coding ->
                                coding.system().equals(ROLE_SYSTEM)
                                        && coding.code().equals(COORDINATOR))
                || participant
                        .label("role")
                        .filter(words -> words.toLowerCase(Locale.ROOT).contains(COORDINATOR))
                        .isPresent();
    }

    private static Optional<String> name(FhirObject member, Chart chart) {
        return member.text("display")
                .or(() ->
                        chart.resource(member.text("reference").orElse(""))
                                .map(one -> PatientBanner.name(one.content())))
                .filter(name -> !name.isBlank());
    }

    private static boolean isOver(Resource team, LocalDate day) {
        return team.content()
                .object("period")
                .flatMap(period -> period.time("end"))
                .filter(end -> end.latest().isBefore(day))
                .isPresent();
    }

    private static boolean has(Resource resource, Set<String> statuses) {
        return statuses.contains(resource.content().text("status").orElse(""));
    }

    private static Optional<LocalDate> start(Resource resource, String element) {
        return resource.content().time(element).map(FhirTime::earliest);
    }
}
