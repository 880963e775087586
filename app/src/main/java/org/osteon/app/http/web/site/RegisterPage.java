package org.osteon.app.http.web.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;

/// The register of the site: who may do what here and until when, and the places.
///
/// @param forms with which it is written
record RegisterPage(List<Person> people, List<Place> places, List<Form> forms) {
    /// Somebody who does procedures.
    ///
    /// @param until the last day of the licence, in words; empty where none is stated
    /// @param attention what is to be done about it; empty where nothing
    /// @param may what they may do here, in words
    record Person(
            String reference,
            String name,
            String licence,
            String issuer,
            String until,
            String attention,
            List<String> may) {}

    /// Where procedures are done.
    record Place(String reference, String name, String country, boolean used) {}

    /// @param renewed those whose licence ends soon or has ended, by reference
    static RegisterPage of(Chart register, Set<String> renewed, List<Form> forms, LocalDate today) {
        return new RegisterPage(
                register.resources("Practitioner").stream()
                        .map(one -> person(register, one, renewed, today))
                        .sorted(
                                Comparator.comparing((Person one) -> one.attention().isEmpty())
                                        .thenComparing(Person::name))
                        .toList(),
                register.resources("Location").stream()
                        .map(RegisterPage::place)
                        .sorted(Comparator.comparing(Place::name))
                        .toList(),
                forms);
    }

    private static Person person(
            Chart register, Resource one, Set<String> renewed, LocalDate today) {
        JsonNode content = FhirEdit.read(one.json());
        JsonNode held = content.path("qualification");
        JsonNode last = held.path(held.size() - 1);
        String issuer = last.path("issuer").path("display").asText("");
        String country =
                register.resource(last.path("issuer").path("reference").asText(""))
                        .map(found -> FhirEdit.read(found.json()).path("address").path(0))
                        .map(address -> address.path("country").asText(""))
                        .orElse("");
        Optional<LocalDate> end = day(last.path("period").path("end").asText(""));
        return new Person(
                one.reference(),
                content.path("name").path(0).path("text").asText("without a name"),
                last.path("identifier").path(0).path("value").asText(""),
                Stream.of(issuer, country)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")),
                end.map(Wording::day).orElse(""),
                !renewed.contains(one.reference())
                        ? ""
                        : end.filter(day -> day.isBefore(today)).isPresent()
                                ? "has ended"
                                : "ends soon",
                may(register, one.reference()));
    }

    private static Optional<LocalDate> day(String written) {
        return written.length() < 10
                ? Optional.empty()
                : Optional.of(LocalDate.parse(written.substring(0, 10)));
    }

    private static List<String> may(Chart register, String person) {
        return register.resources("PractitionerRole").stream()
                .map((Resource role) -> FhirEdit.read(role.json()))
                .filter(role -> role.path("active").asBoolean(true))
                .filter(role ->
                        role.path("practitioner").path("reference").asText("").equals(person))
                .flatMap(role -> role.path("code").valueStream())
                .flatMap(code -> code.path("coding").valueStream())
                .map(coding -> coding.path("display").asText(""))
                .filter(words -> !words.isEmpty())
                .distinct()
                .toList();
    }

    private static Place place(Resource one) {
        JsonNode content = FhirEdit.read(one.json());
        return new Place(
                one.reference(),
                content.path("name").asText("without a name"),
                content.path("address").path("country").asText(""),
                !content.path("status").asText("").equals("inactive"));
    }
}
