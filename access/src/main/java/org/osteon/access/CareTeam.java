package org.osteon.access;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Who looks after one patient, as the chart says it (FHIR CareTeam).
///
/// @param active whether its status says that it works
/// @param donor whether it looks after the patient as a donor
record CareTeam(boolean active, boolean donor, Span span, List<Member> members) {
    private static final String DONOR = "donor";

    /// @param reference for example `Practitioner/anna`
    record Member(String reference, Span span) {}

    /// A team of which a part cannot be read, its end perhaps, does not work.
    static CareTeam of(Resource resource) {
        FhirObject team = resource.content();
        return new CareTeam(
                resource.unreadable().isEmpty()
                        && team.text("status").filter("active"::equals).isPresent(),
                team.codings("category").stream().anyMatch(one -> one.code().equals(DONOR)),
                Span.of(team),
                team.objects("participant").stream()
                        .flatMap(one ->
                                one.object("member").flatMap(who -> who.text("reference")).stream()
                                        .map(reference -> new Member(reference, Span.of(one))))
                        .toList());
    }

    Stream<Span> spans() {
        return Stream.concat(Stream.of(span), members.stream().map(Member::span));
    }

    boolean works(ZonedDateTime now) {
        return active && span.holds(now);
    }

    boolean has(Person person, ZonedDateTime now) {
        return works(now)
                && !person.practitioner().isEmpty()
                && members.stream()
                        .anyMatch(one ->
                                one.reference().equals("Practitioner/" + person.practitioner())
                                        && one.span().holds(now));
    }
}
