package org.osteon.pathway.reading;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Whether a resource is about the chart's patient, and means what it says (chart dictionary, 3.1
/// rules 1 and 13).
final class Relevance {
    /// Said of a resource that nothing can cite.
    static final String NAMELESS =
            "It has neither id nor URL, so that nothing can cite it, and was not used";

    private static final String MODIFIED =
            "An extension changes what it means, in a way that is not known here; it was not used";

    private static final String OTHER = "It is about another patient and was not used";

    private static final String MODIFIER = "modifierExtension";

    /// Elements that name whom a resource is about.
    private static final List<String> SUBJECTS =
            List.of("subject", "patient", "for", "beneficiary");

    private static final String PATIENT = "Patient";

    private final Resource patient;
    private final String reference;

    Relevance(Resource patient) {
        this.patient = patient;
        this.reference = PATIENT + "/" + patient.content().text("id").orElse("");
    }

    /// Why the rules must not see it; empty where they may.
    Optional<String> reasonToSetAside(Resource resource) {
        if (resource == patient) {
            return resource.hasModifiers() && holdsModifier(resource.content())
                    ? Optional.of(MODIFIED)
                    : Optional.empty();
        }
        if (resource.hasModifiers()) {
            return Optional.of(MODIFIED);
        }
        return isAboutAnother(resource.content()) ? Optional.of(OTHER) : Optional.empty();
    }

    private boolean isAboutAnother(FhirObject content) {
        for (String element : SUBJECTS) {
            if (content.get(element) instanceof FhirObject subject) {
                Optional<String> named = subject.text("reference");
                if (named.isPresent()) {
                    return !named.get().equals(reference)
                            && !named.get().equals(patient.reference())
                            && !isContained(content, named.get());
                }
            }
        }
        return false;
    }

    /// Whether it is contained in the resource: then it says itself who it is, and not whose.
    private static boolean isContained(FhirObject content, String named) {
        return named.startsWith("#") && content.get("contained") != null;
    }

    /// The patient without what an extension changes.
    static Resource withoutModified(Resource patient) {
        FhirObject left = patient.content();
        if (left.get(MODIFIER) != null) {
            for (String name : patient.content().names()) {
                if (!name.equals("id") && !name.equals("resourceType")) {
                    left = left.without(name);
                }
            }
            return patient.with(left);
        }
        for (String name : patient.content().names()) {
            if (holdsModifier(patient.content().get(name))) {
                left = left.without(name);
            }
        }
        return patient.with(left);
    }

    private static boolean holdsModifier(@Nullable Object value) {
        return switch (value) {
            case FhirObject object ->
                    object.get(MODIFIER) != null
                            || object.names().stream()
                                    .anyMatch(name -> holdsModifier(object.get(name)));
            case List<?> list -> list.stream().anyMatch(Relevance::holdsModifier);
            case null, default -> false;
        };
    }
}
