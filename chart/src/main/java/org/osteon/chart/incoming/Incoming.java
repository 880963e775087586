package org.osteon.chart.incoming;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.Resource;

/// A resource on its way in: its text and what the text refers to.
///
/// @param resource as read
/// @param id its logical id
/// @param json its text
/// @param references what it refers to, `Type/id`, in the order of the text
public record Incoming(Resource resource, String id, String json, List<String> references) {
    /// A reference by address, or to a version of a resource, means the resource.
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?:.*/)?([A-Z][A-Za-z]{1,63})/([A-Za-z0-9\\-.]{1,64})(?:/_history/.*)?");

    /// Elements that say whose resource it is.
    private static final List<String> OWNERS =
            List.of("subject", "patient", "for", "beneficiary", "individual");

    private static final String PATIENT = "Patient/";

    /// Types about no patient that a patient's resources refer to. Others are not waited for, so
    /// that the memory of what is wanted stays small.
    private static final Set<String> SHARED_TYPES =
            Set.of(
                    "Medication",
                    "Substance",
                    "Practitioner",
                    "PractitionerRole",
                    "Organization",
                    "Location",
                    "HealthcareService",
                    "Device",
                    "Questionnaire");

    public Incoming {
        references = List.copyOf(references);
    }

    /// Reads a resource.
    ///
    /// @throws IllegalArgumentException where it is not a FHIR resource with an id, with the reason
    public static Incoming of(String json) {
        return of(ChartReader.resource(json), json);
    }

    /// The same of one that was read already.
    ///
    /// @param json what it was read from
    /// @throws IllegalArgumentException where it has no id
    public static Incoming of(Resource resource, String json) {
        String id =
                resource.id()
                        .orElseThrow(
                                () -> new IllegalArgumentException(resource.type() + " has no id"));
        return new Incoming(
                resource,
                id,
                json,
                written(resource).stream()
                        .flatMap(reference -> normalised(reference).stream())
                        .distinct()
                        .toList());
    }

    /// Type and id.
    public String reference() {
        return resource.type() + "/" + id;
    }

    /// The resource type.
    public String type() {
        return resource.type();
    }

    /// The id of the patient it is about; empty where it is about none.
    public Optional<String> patient() {
        if (type().equals("Patient")) {
            return Optional.of(id);
        }
        return owner().or(() ->
                references.stream()
                        .filter(reference -> reference.startsWith(PATIENT))
                        .findFirst()
                        .map(reference -> reference.substring(PATIENT.length())));
    }

    /// The id of the patient that it says it belongs to; empty where it says of none. A patient
    /// that it merely mentions, a donor for example, is no owner.
    public Optional<String> owner() {
        if (type().equals("Patient")) {
            return Optional.of(id);
        }
        return OWNERS.stream()
                .flatMap(element -> resource.content().objects(element).stream())
                .flatMap(owner -> owner.text("reference").stream())
                .flatMap(reference -> normalised(reference).stream())
                .filter(reference -> reference.startsWith(PATIENT))
                .findFirst()
                .map(reference -> reference.substring(PATIENT.length()));
    }

    /// Whether what a reference names is waited for by the charts that refer to it.
    public static boolean isShared(String reference) {
        return SHARED_TYPES.contains(reference.substring(0, reference.indexOf('/')));
    }

    /// A reference as `Type/id`; empty where it is none to a resource with an id.
    public static Optional<String> normalised(String reference) {
        if (isPlain(reference)) {
            return Optional.of(reference);
        }
        Matcher parts = REFERENCE.matcher(reference);
        return parts.matches()
                ? Optional.of(parts.group(1) + "/" + parts.group(2))
                : Optional.empty();
    }

    /// Whether it is nothing but a type and an id, as nearly all are: the pattern takes its time.
    private static boolean isPlain(String reference) {
        int slash = reference.indexOf('/');
        int id = reference.length() - slash - 1;
        if (slash < 2 || slash > 64 || id < 1 || id > 64 || !isCapital(reference.charAt(0))) {
            return false;
        }
        for (int i = 1; i < reference.length(); i++) {
            char c = reference.charAt(i);
            boolean letter = isCapital(c) || (c >= 'a' && c <= 'z');
            boolean ofAnId = (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (i != slash && !letter && !(i > slash && ofAnId)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /// The references of a resource, exactly as they are written.
    static List<String> written(Resource resource) {
        List<String> references = new ArrayList<>();
        collect(resource.content(), references);
        return references;
    }

    private static void collect(FhirObject object, List<String> references) {
        if (object.get("reference") instanceof FhirPrimitive reference) {
            references.add(reference.toString());
        }
        for (String name : object.names()) {
            object.objects(name).forEach(inner -> collect(inner, references));
        }
    }
}
