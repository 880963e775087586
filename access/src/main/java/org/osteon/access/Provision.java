package org.osteon.access;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// A rule of a patient's consent: who (actors), what for (purposes) and what (classes, codes,
/// labels, data) is denied or permitted. What it does not name it does not ask about. Rules inside
/// it are its exceptions.
record Provision(
        Optional<Boolean> denies,
        Span span,
        Set<String> actors,
        Set<String> purposes,
        Set<String> types,
        Set<String> codes,
        Set<String> labels,
        Set<String> data,
        List<Provision> exceptions) {

    /// @param whole whether all of the consent could be read; else what it permits is not counted
    static Provision of(FhirObject written, boolean whole) {
        return new Provision(
                written.text("type").map("deny"::equals),
                Span.of(written),
                written.objects("actor").stream()
                        .flatMap(actor -> actor.object("reference").stream())
                        .flatMap(who -> who.text("reference").stream())
                        .collect(Collectors.toUnmodifiableSet()),
                codes(written, "purpose"),
                codes(written, "class"),
                codes(written, "code"),
                codes(written, "securityLabel"),
                written.objects("data").stream()
                        .flatMap(one -> one.object("reference").stream())
                        .flatMap(what -> what.text("reference").stream())
                        .collect(Collectors.toUnmodifiableSet()),
                written.objects("provision").stream()
                        .map(inner -> of(inner, whole))
                        .filter(inner -> whole || inner.denies().orElse(true))
                        .toList());
    }

    private static Set<String> codes(FhirObject written, String element) {
        return written.codings(element).stream()
                .map(Coding::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    Stream<Span> spans() {
        return Stream.concat(Stream.of(span), exceptions.stream().flatMap(Provision::spans));
    }

    /// Whether it asks about anything at all.
    boolean isNarrow() {
        return Stream.of(actors, purposes, types, codes, labels, data)
                .anyMatch(one -> !one.isEmpty());
    }

    /// Whether it says something of all that a chart holds, and not of a part.
    private boolean isOfAll() {
        return Stream.of(types, codes, labels, data).allMatch(Set::isEmpty);
    }

    /// Whether it speaks of who asks, of why, and of now.
    private boolean concerns(Person person, Purpose purpose, ZonedDateTime now) {
        return span.holds(now)
                && (actors.isEmpty()
                        || (person.isWhoever() && denies.orElse(true))
                        || actors.contains("Practitioner/" + person.practitioner()))
                && (purposes.isEmpty() || purposes.contains(purpose.code()));
    }

    /// Whether it denies the chart as a whole.
    boolean deniesAll(Person person, Purpose purpose, ZonedDateTime now) {
        if (!concerns(person, purpose, now)) {
            return false;
        }
        if (exceptions.stream().anyMatch(one -> one.deniesAll(person, purpose, now))) {
            return true;
        }
        boolean permitted =
                exceptions.stream()
                        .anyMatch(one ->
                                !one.denies.orElse(true)
                                        && one.isOfAll()
                                        && one.concerns(person, purpose, now));
        return denies.orElse(false)
                && isOfAll()
                && !permitted
                && !permitsAPart(person, purpose, now);
    }

    /// All is denied but for a part: then the chart is there, with that part.
    private boolean permitsAPart(Person person, Purpose purpose, ZonedDateTime now) {
        return exceptions.stream()
                .anyMatch(one ->
                        !one.denies.orElse(true)
                                && !one.isOfAll()
                                && one.concerns(person, purpose, now));
    }

    /// Whether it denies one resource; empty where it does not speak of it.
    Optional<Boolean> denies(Person person, Purpose purpose, Content resource, ZonedDateTime now) {
        if (!concerns(person, purpose, now) || !speaksOf(resource)) {
            return Optional.empty();
        }
        List<Boolean> within =
                exceptions.stream()
                        .flatMap(one -> one.denies(person, purpose, resource, now).stream())
                        .toList();
        return within.isEmpty() ? denies : Optional.of(within.contains(true));
    }

    /// Whether it could hide a part of a chart from somebody.
    boolean mayHideFrom(Person person, Purpose purpose, ZonedDateTime now) {
        return concerns(person, purpose, now)
                && (denies.orElse(false)
                        || exceptions.stream()
                                .anyMatch(one -> one.mayHideFrom(person, purpose, now)));
    }

    /// Whether it says of what it could hide from somebody which it is.
    boolean names(Person person, Purpose purpose, ZonedDateTime now) {
        return concerns(person, purpose, now)
                && ((denies.orElse(false) && !isOfAll())
                        || exceptions.stream()
                                .anyMatch(one ->
                                        one.names(person, purpose, now)
                                                || (denies.orElse(false)
                                                        && !one.isOfAll()
                                                        && one.concerns(person, purpose, now))));
    }

    private boolean speaksOf(Content resource) {
        return (types.isEmpty() || types.contains(resource.type()))
                && (codes.isEmpty() || resource.codes().stream().anyMatch(codes::contains))
                && (labels.isEmpty() || resource.labels().stream().anyMatch(labels::contains))
                && (data.isEmpty() || data.contains(resource.reference()));
    }

    /// What of a resource consent speaks about.
    ///
    /// @param reference `Type/id`
    record Content(String type, String reference, Set<String> codes, Set<String> labels) {
        static Content of(FhirObject resource) {
            return new Content(
                    resource.typeName(),
                    resource.typeName() + "/" + resource.text("id").orElse(""),
                    Stream.of("code", "medication", "vaccineCode", "type", "category")
                            .flatMap(element -> resource.codings(element).stream())
                            .map(Coding::code)
                            .collect(Collectors.toSet()),
                    Stream.concat(
                                    resource.object("meta").stream()
                                            .flatMap(meta -> meta.codings("security").stream())
                                            .map(Coding::code),
                                    SensitiveData.labels(resource).stream())
                            .collect(Collectors.toSet()));
        }
    }
}
