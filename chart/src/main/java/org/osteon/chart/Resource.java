package org.osteon.chart;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One FHIR resource of a chart.
public final class Resource {
    /// Elements that say what it is, the first one present being it.
    private static final List<String> NAMED_BY =
            List.of("code", "medication", "vaccineCode", "productCode", "type");

    private final FhirObject content;
    private final FhirObject written;
    private final String reference;
    private final byte[] source;
    private final int start;
    private final int end;

    private final Marks marks;

    /// What was seen while a resource was read, so that nobody has to look for it again.
    ///
    /// @param partialTimes whether a date of it is only a month or a year
    /// @param comparators whether a quantity of it is only a bound
    /// @param modifiers whether an extension changes what it means
    /// @param unreadable its elements that could not be read, in words
    record Marks(
            boolean partialTimes, boolean comparators, boolean modifiers, List<String> unreadable) {
        static final Marks NONE = new Marks(false, false, false, List.of());
    }

    Resource(FhirObject content, String fullUrl, byte[] source, int start, int end, Marks marks) {
        this.marks = marks;
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
        this.marks =
                !read.marks.comparators() && isBound(content)
                        ? new Marks(
                                read.marks.partialTimes(),
                                true,
                                read.marks.modifiers(),
                                read.marks.unreadable())
                        : read.marks;
    }

    /// Whether its value is only a bound: so it may be read where words say it.
    private static boolean isBound(FhirObject content) {
        return content.get("value") instanceof FhirObject value && value.get("comparator") != null;
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

    /// Whether a date in it is only a month or a year.
    public boolean hasPartialDates() {
        return marks.partialTimes();
    }

    /// Whether a quantity in it is only a bound (`<`, `>`).
    public boolean hasComparators() {
        return marks.comparators();
    }

    /// Whether an extension that nobody here knows changes what it, or a part of it, means.
    public boolean hasModifiers() {
        return marks.modifiers();
    }

    /// Its elements that could not be read and were left out, in words.
    public List<String> unreadable() {
        return marks.unreadable();
    }

    /// The resource as it was written, byte for byte.
    public String json() {
        return new String(source, start, end - start, StandardCharsets.UTF_8);
    }

    /// The resource's own date, by which it is known or not yet known (chart dictionary, 3.1 rule
    /// 2).
    public Optional<FhirTime> date() {
        return dateOf(content);
    }

    /// The own date of a resource by its elements.
    public static Optional<FhirTime> dateOf(FhirObject content) {
        for (String element : ResourceDates.of(content.typeName())) {
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

    /// The elements that may hold its own date, the first one present being it; a dot stands before
    /// an element within.
    public List<String> dateElements() {
        return ResourceDates.of(type());
    }

    /// Whether it counts on that day: not entered in error, and not dated later.
    public boolean isKnownOn(LocalDate asOf) {
        return !enteredInError() && date().map(date -> !date.earliest().isAfter(asOf)).orElse(true);
    }

    /// By its status; a type that has none (an adverse event) says it in an extension that changes
    /// its meaning, as the later FHIR's status does.
    boolean enteredInError() {
        return isEnteredInError(content.text("status").orElse(""))
                || (content.get("verificationStatus") != null
                        && content.codings("verificationStatus").stream()
                                .anyMatch(coding -> isEnteredInError(coding.code())))
                || (hasModifiers()
                        && content.objects("modifierExtension").stream()
                                .anyMatch(one -> isEnteredInError(one.text("value").orElse(""))));
    }

    private static boolean isEnteredInError(String status) {
        return status.equals("entered-in-error");
    }

    /// The codings of its code, medication or type.
    public List<Coding> codings() {
        for (String element : NAMED_BY) {
            List<Coding> codings = content.codings(element);
            if (!codings.isEmpty()) {
                return codings;
            }
        }
        return List.of();
    }

    /// What a person would call it: the words of its code, else its type.
    public String label() {
        return label(Coding::label);
    }

    /// The same, where codes without words have names.
    ///
    /// @param names what a coding is called
    public String label(Function<Coding, String> names) {
        for (String element : NAMED_BY) {
            Optional<String> label = content.label(element, names);
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
