package org.osteon.chart;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A resource in one line for people: `Creatinine 1.5 mg/dL on 2 June 2025`. An examination says
/// what was found, a person how they are related, and what is about someone or something else than
/// the patient says so.
public final class ResourceText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private static final DateTimeFormatter YEAR =
            DateTimeFormatter.ofPattern("uuuu", Locale.ENGLISH);

    private static final String UCUM = "http://unitsofmeasure.org";

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]+");

    private static final Pattern BEFORE_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    /// What goes by its name.
    private static final Set<String> NAMED = Set.of("Practitioner", "Organization", "Location");

    private final Function<Coding, String> names;
    private final Optional<Chart> chart;

    private ResourceText(Function<Coding, String> names, Optional<Chart> chart) {
        this.names = names;
        this.chart = chart;
    }

    /// The resource in one line, as it was written.
    public static String of(Resource resource) {
        return of(resource, Coding::label);
    }

    /// The same, where codes without words have names.
    ///
    /// @param names what a coding is called
    public static String of(Resource resource, Function<Coding, String> names) {
        return new ResourceText(names, Optional.empty()).text(resource);
    }

    /// The same, where whom or what else it is about is called as the chart tells of it.
    public static String of(Resource resource, Function<Coding, String> names, Chart chart) {
        return new ResourceText(names, Optional.of(chart)).text(resource);
    }

    private String text(Resource read) {
        Resource resource = read.asWritten();
        if (resource.type().equals("Patient")) {
            return patient(resource.content());
        }
        if (resource.type().equals("RelatedPerson")) {
            return relation(resource.content());
        }
        if (NAMED.contains(resource.type())) {
            Optional<String> name = name(resource.content());
            if (name.isPresent()) {
                return name.get();
            }
        }
        String text =
                Stream.of(
                                form(resource).or(() -> Optional.of(resource.label(names))),
                                value(resource.content()),
                                components(resource.content()),
                                focus(resource.content()),
                                status(resource))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" "));
        return resource.date()
                .map(date -> text + (date.isPartial() ? " in " : " on ") + day(date))
                .orElse(text);
    }

    /// Which form was filled in, by the last part of its address.
    private static Optional<String> form(Resource resource) {
        return resource.type().equals("QuestionnaireResponse")
                ? resource.content()
                        .text("questionnaire")
                        .map(address -> address.replaceAll("\\|.*$", "").replaceAll(".*[:/]", ""))
                        .filter(name -> !name.isEmpty())
                        .map(name -> "form “" + name.replace('-', ' ') + "”")
                : Optional.empty();
    }

    /// A date as people write it, as far as it is known: `2 June 2025`, `June 2025`, `2025`.
    public static String day(FhirTime time) {
        DateTimeFormatter form = time.month() == 0 ? YEAR : time.day() == 0 ? MONTH : DAY;
        return form.format(time.earliest());
    }

    /// What somebody, or a place, is called.
    private static Optional<String> name(FhirObject named) {
        return named.text("name")
                .or(() ->
                        named.objects("name").stream()
                                .flatMap(name ->
                                        name.text("text").or(() -> name.text("family")).stream())
                                .findFirst())
                .filter(name -> !name.isBlank());
    }

    private static String patient(FhirObject patient) {
        return Stream.of(
                        patient.text("gender"),
                        patient.time("birthDate").map(birth -> "born " + day(birth)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private String relation(FhirObject person) {
        return person.objects("relationship").stream()
                .flatMap(relationship -> relationship.text("text").stream())
                .findFirst()
                .orElseGet(() ->
                        Stream.concat(
                                        Stream.of("related person"),
                                        person.codings("relationship").stream().map(names))
                                .collect(Collectors.joining(", ")));
    }

    private Optional<String> components(FhirObject content) {
        String found =
                content.objects("component").stream()
                        .flatMap(component ->
                                component.label("code", names).stream()
                                        .map(label ->
                                                value(component)
                                                        .map(value -> label + " " + value)
                                                        .orElse(label)))
                        .collect(Collectors.joining(", "));
        return found.isEmpty() ? Optional.empty() : Optional.of("(" + found + ")");
    }

    private Optional<String> focus(FhirObject content) {
        return content.objects("focus").stream()
                .flatMap(focus ->
                        focus
                                .text("display")
                                .or(() -> focus.text("reference").map(this::called))
                                .stream())
                .findFirst()
                .map(focus -> "of " + focus);
    }

    /// Whom or what a reference names, in words: nobody reads an id.
    private String called(String reference) {
        int slash = reference.indexOf('/');
        String type = slash < 0 ? "" : reference.substring(0, slash);
        if (!TYPE.matcher(type).matches()) {
            return "another";
        }
        return chart.stream()
                .flatMap(one -> one.resources(type).stream())
                .filter(one -> one.reference().equals(reference))
                .findFirst()
                .map(this::called)
                .orElseGet(() -> {
                    String words = BEFORE_CAPITAL.matcher(type).replaceAll(" ");
                    boolean vowel = "AEIOU".indexOf(type.charAt(0)) >= 0;
                    return (vowel ? "an " : "a ") + words.toLowerCase(Locale.ROOT);
                });
    }

    private String called(Resource other) {
        return other.type().equals("RelatedPerson")
                ? relation(other.content())
                : other.label(names);
    }

    private Optional<String> value(FhirObject content) {
        for (String element : List.of("value", "dose")) {
            Optional<String> text = choice(content, element);
            if (text.isPresent()) {
                return text;
            }
        }
        return content.object("dosage").flatMap(this::value);
    }

    private Optional<String> choice(FhirObject content, String element) {
        return switch (content.get(element)) {
            case FhirObject object when object.get("value") != null ->
                    Optional.of(quantity(object, element.equals("dose")));
            case FhirObject unused -> content.label(element, names);
            case FhirPrimitive primitive when primitive.value() instanceof Boolean flag ->
                    Optional.of(flag ? "yes" : "no");
            case FhirPrimitive primitive when primitive.value() instanceof FhirTime time ->
                    Optional.of(moment(time));
            case FhirPrimitive primitive -> Optional.of(primitive.toString());
            case null, default -> Optional.empty();
        };
    }

    /// A date, with its time of day where one was written: `2 June 2025, 08:30`.
    private static String moment(FhirTime time) {
        return time.time() == null ? day(time) : day(time) + ", " + CLOCK.format(time.time());
    }

    /// A result says with its zeros how exactly it was measured; a dose with them is misread as ten
    /// times as much.
    private String quantity(FhirObject quantity, boolean isDose) {
        String number =
                quantity.number("value")
                        .map(value -> isDose ? value.stripTrailingZeros() : value)
                        .map(BigDecimal::toPlainString)
                        .orElse("");
        String unit =
                unitInWords(quantity)
                        .or(() -> quantity.text("unit"))
                        .or(() -> quantity.text("code"))
                        .orElse("");
        return quantity.text("comparator").orElse("") + number + (unit.isEmpty() ? "" : " " + unit);
    }

    /// What a unit of UCUM is called; empty where it has no name of its own.
    private Optional<String> unitInWords(FhirObject quantity) {
        return quantity.text("system")
                .filter(UCUM::equals)
                .flatMap(unused -> quantity.text("code"))
                .flatMap(code ->
                        Optional.of(names.apply(new Coding(UCUM, code, "")))
                                .filter(name -> !name.equals(code)));
    }

    /// A status only where it changes what the resource says.
    private static Optional<String> status(Resource resource) {
        return switch (resource.type()) {
            case "MedicationRequest", "ServiceRequest" ->
                    resource.content().text("status").map(status -> "(" + status + ")");
            case "MedicationAdministration" ->
                    resource.content()
                            .text("status")
                            .filter(status -> !status.equals("completed"))
                            .map(status -> "(" + status + ")");
            default -> Optional.empty();
        };
    }
}
