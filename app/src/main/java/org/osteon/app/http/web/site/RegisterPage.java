package org.osteon.app.http.web.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.records.charts.RegisterHolders;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.tasks.Task;

/// The register of the site: who may do what here and until when, the places, and what lies in
/// stock.
///
/// @param tasks what is to be done about it
/// @param forms with which it is written
/// @param regions who may work where, by the region whose law it is
record RegisterPage(
        List<Task> tasks,
        List<Person> people,
        List<Place> places,
        List<Lot> lots,
        List<Form> forms,
        SiteRegions regions,
        LocalDate today) {
    private static final String STOCK = "stock-";

    /// A lot of kits or products.
    ///
    /// @param what kind of thing it is
    /// @param until its last day, in words
    /// @param received so many pieces; empty where nobody said
    /// @param used so many of them, as records of all patients say
    /// @param left so many are left, at the most where a chart could not be read; empty where
    ///   nobody said how many were received, or it is not in use any more
    /// @param level whether it runs low; empty where it does not
    /// @param state in words
    /// @param attention what is to be done about it; empty where nothing
    record Lot(
            String id,
            String name,
            String what,
            String number,
            String until,
            String received,
            int used,
            String left,
            String level,
            String state,
            String why,
            boolean inUse,
            String attention) {}

    /// Somebody who does procedures.
    ///
    /// @param until the last day of the licence, in words; empty where none is stated
    /// @param attention what is to be done about it; empty where nothing
    /// @param may what they may do here, in words
    /// @param country whose licence it is; empty where none is stated
    /// @param holds whether it holds today
    record Person(
            String reference,
            String name,
            String licence,
            String issuer,
            String until,
            String attention,
            List<String> may,
            String country,
            boolean holds) {}

    /// Where procedures are done.
    record Place(String reference, String name, String country, boolean used) {}

    /// @param tasks what is to be done about those whose time ends
    /// @param used how many pieces of a lot were used, where that may be known
    static RegisterPage of(
            Chart register,
            List<Task> tasks,
            Function<Resource, Optional<RegisterHolders.Total>> used,
            List<Form> forms,
            Regions regions,
            LocalDate today) {
        Set<String> renewed = tasks.stream().map(Task::about).collect(Collectors.toSet());
        List<Person> people =
                register.resources("Practitioner").stream()
                        .map(one -> person(register, one, renewed, today))
                        .sorted(
                                Comparator.comparing((Person one) -> one.attention().isEmpty())
                                        .thenComparing(Person::name))
                        .toList();
        List<Place> places =
                register.resources("Location").stream()
                        .map(RegisterPage::place)
                        .sorted(Comparator.comparing(Place::name))
                        .toList();
        return new RegisterPage(
                tasks,
                people,
                places,
                register.resources("Device").stream()
                        .filter(one ->
                                one.content().codings("type").stream()
                                        .anyMatch(type -> type.code().startsWith(STOCK)))
                        .sorted(
                                Comparator.comparing((Resource one) -> !isUsed(one))
                                        .thenComparing(one ->
                                                one.content().text("expirationDate").orElse(""))
                                        .thenComparing(one -> one.label()))
                        .map(one ->
                                lot(
                                        one,
                                        renewed,
                                        isUsed(one) ? used.apply(one) : Optional.empty(),
                                        today))
                        .toList(),
                forms,
                SiteRegions.of(people, places, regions),
                today);
    }

    /// @param renewed what wants attention, by reference
    static Lot lot(
            Resource one,
            Set<String> renewed,
            Optional<RegisterHolders.Total> used,
            LocalDate today) {
        JsonNode content = FhirEdit.read(one.json());
        JsonNode state = content.path("statusReason").path(0);
        Optional<LocalDate> end = day(content.path("expirationDate").asText(""));
        OptionalInt received = number(content, "urn:osteon:stock");
        OptionalInt left =
                received.isPresent() && used.isPresent() && isUsed(one)
                        ? OptionalInt.of(Math.max(0, received.getAsInt() - used.get().number()))
                        : OptionalInt.empty();
        String most =
                used.filter(total -> !total.whole()).isPresent() && left.isPresent()
                        ? "at most "
                        : "";
        return new Lot(
                one.id().orElse(""),
                content.path("deviceName").path(0).path("name").asText("without a name"),
                content.path("type").path("coding").path(0).path("display").asText(""),
                content.path("lotNumber").asText(""),
                end.map(Wording::day).orElse(""),
                words(received),
                used.map(RegisterHolders.Total::number).orElse(0),
                most + words(left),
                level(left, number(content, "urn:osteon:stock-low")),
                state.path("coding").path(0).path("display").asText(""),
                state.path("text").asText(""),
                isUsed(one),
                !renewed.contains(one.reference())
                        ? ""
                        : end.filter(day -> day.isBefore(today)).isPresent()
                                ? "has expired"
                                : "expires soon");
    }

    private static OptionalInt number(JsonNode device, String extension) {
        return device.path("extension")
                .valueStream()
                .filter(one -> one.path("url").asText("").equals(extension))
                .mapToInt(one -> one.path("valueInteger").asInt())
                .findFirst();
    }

    private static String words(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }

    /// @param low so many or fewer are few, as somebody said
    private static String level(OptionalInt left, OptionalInt low) {
        if (left.isEmpty()) {
            return "";
        }
        return left.getAsInt() == 0
                ? "none left"
                : low.isPresent() && left.getAsInt() <= low.getAsInt() ? "runs low" : "";
    }

    private static boolean isUsed(Resource one) {
        return one.content().text("status").filter("active"::equals).isPresent();
    }

    /// The form that ends a task, opened on what it is about.
    String address(Task task) {
        return forms.stream()
                .filter(form -> form.id().equals(task.form()))
                .flatMap(form -> form.again().stream())
                .map(item -> task.form() + "?" + item.linkId() + "=" + task.about())
                .findFirst()
                .orElse(task.form());
    }

    /// The first day that something can be put off to.
    LocalDate tomorrow() {
        return today.plusDays(1);
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
                may(register, one.reference()),
                country,
                end.filter(day -> !day.isBefore(today)).isPresent());
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
