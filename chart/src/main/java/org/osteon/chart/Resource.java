package org.osteon.chart;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One FHIR resource of a chart.
public final class Resource {
    private final FhirObject content;
    private final FhirObject written;
    private final String reference;
    private final byte[] source;
    private final int start;
    private final int end;

    Resource(FhirObject content, String fullUrl, byte[] source, int start, int end) {
        this.content = content;
        this.written = content;
        this.reference =
                content.text("id")
                        .filter(id -> !id.equals(fullUrl))
                        .map(id -> content.typeName() + "/" + id)
                        .orElse(fullUrl);
        this.source = source;
        this.start = start;
        this.end = end;
    }

    private Resource(FhirObject content, Resource read) {
        this.content = content;
        this.written = read.written;
        this.reference = read.reference;
        this.source = read.source;
        this.start = read.start;
        this.end = read.end;
    }

    /// The same resource, read as having other elements: rules see those, people what was written.
    public Resource with(FhirObject read) {
        return new Resource(read, this);
    }

    /// The resource type, for example `Observation`.
    public String type() {
        return content.typeName();
    }

    /// The logical id, where the resource has one.
    public Optional<String> id() {
        return content.text("id").filter(id -> !id.equals(reference));
    }

    /// How the chart refers to it: `Type/id`, or the entry's `fullUrl` where it has no id.
    public String reference() {
        return reference;
    }

    /// Its elements, without narrative, as the rules see them.
    public FhirObject content() {
        return content;
    }

    /// The same resource as it was written, whatever the rules see.
    public Resource asWritten() {
        return content == written ? this : with(written);
    }

    /// The resource as it was written, byte for byte.
    public String json() {
        return new String(source, start, end - start, StandardCharsets.UTF_8);
    }

    /// The resource's own date, by which it is known or not yet known (chart dictionary, 3.1 rule
    /// 2).
    public Optional<FhirTime> date() {
        for (String element : ResourceDates.of(type())) {
            int dot = element.indexOf('.');
            Optional<FhirTime> date =
                    dot < 0
                            ? content.time(element)
                            : content.object(element.substring(0, dot))
                                    .flatMap(inner -> inner.time(element.substring(dot + 1)));
            if (date.isPresent()) {
                return date;
            }
        }
        return Optional.empty();
    }

    /// Whether it counts on that day: not entered in error, and not dated later.
    boolean knownOn(LocalDate asOf) {
        return !enteredInError() && date().map(date -> !date.earliest().isAfter(asOf)).orElse(true);
    }

    boolean enteredInError() {
        return isEnteredInError(content.text("status").orElse(""))
                || content.codings("verificationStatus").stream()
                        .anyMatch(coding -> isEnteredInError(coding.code()));
    }

    private static boolean isEnteredInError(String status) {
        return status.equals("entered-in-error");
    }

    /// The codings of its code, medication or type.
    public List<Coding> codings() {
        for (String element : List.of("code", "medication", "vaccineCode", "productCode", "type")) {
            List<Coding> codings = content.codings(element);
            if (!codings.isEmpty()) {
                return codings;
            }
        }
        return List.of();
    }

    /// What a person would call it: the words of its code, else its type.
    public String label() {
        for (String element : List.of("code", "medication", "vaccineCode", "productCode", "type")) {
            Optional<String> label = content.label(element);
            if (label.isPresent()) {
                return label.get();
            }
        }
        return content.objects("identifier").stream()
                .flatMap(identifier -> identifier.text("value").stream())
                .findFirst()
                .map(identifier -> type() + " " + identifier)
                .orElse(type());
    }

    @Override
    public String toString() {
        return reference;
    }
}
