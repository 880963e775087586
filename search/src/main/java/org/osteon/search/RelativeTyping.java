package org.osteon.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.typing.Finding;

/// A relative whose typing a chart holds: a candidate donor (reference, section 20.1).
///
/// @param reference which RelatedPerson
/// @param relationship as the chart calls it, may be empty
/// @param relation what that is
/// @param sex FHIR's administrative gender, may be empty
/// @param glString the typing
/// @param findings where typings of this relative disagree
public record RelativeTyping(
        String reference,
        String relationship,
        Relation relation,
        String sex,
        Optional<LocalDate> birthDate,
        String glString,
        List<Finding> findings) {

    static RelativeTyping of(
            Chart chart, String reference, String glString, List<Finding> findings) {
        Optional<FhirObject> person = chart.resource(reference).map(Resource::content);
        return new RelativeTyping(
                reference,
                person.flatMap(RelativeTyping::relationship).orElse(""),
                PatientRelatives.relation(
                        person.stream().flatMap(RelativeTyping::codesAndWords).toList()),
                person.flatMap(one -> one.text("gender")).orElse(""),
                person.flatMap(one -> one.time("birthDate")).map(time -> time.earliest()),
                glString,
                findings);
    }

    private static Stream<String> codesAndWords(FhirObject person) {
        return Stream.concat(
                person.codings("relationship").stream().map(Coding::code),
                person.objects("relationship").stream()
                        .flatMap(concept -> concept.text("text").stream()));
    }

    /// What kind of relative a person is, in the chart's words or by code.
    static Optional<String> relationship(FhirObject person) {
        return person.label("relationship");
    }
}
