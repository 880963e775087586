package org.osteon.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One patient's FHIR resources, read once and indexed by type. Immutable and safe to share.
public final class Chart {
    private final Resource patient;
    private final List<Resource> resources;
    private final List<Resource> nameless;
    private final List<String> remarks;
    private final Map<String, List<Resource>> byType = new LinkedHashMap<>();

    Chart(
            Resource patient,
            List<Resource> resources,
            List<Resource> nameless,
            List<String> remarks) {
        this.patient = patient;
        this.nameless = List.copyOf(nameless);
        this.resources = List.copyOf(resources);
        this.remarks = List.copyOf(remarks);
        // Mostly many of one type stand together.
        List<Resource> ofType = new ArrayList<>();
        for (Resource resource : resources) {
            if (ofType.isEmpty() || !ofType.getLast().type().equals(resource.type())) {
                ofType = byType.computeIfAbsent(resource.type(), unused -> new ArrayList<>());
            }
            ofType.add(resource);
        }
    }

    /// The patient.
    public Resource patient() {
        return patient;
    }

    /// All resources, the patient among them, in the order of the source.
    public List<Resource> resources() {
        return resources;
    }

    /// The resources of one type, in the order of the source.
    public List<Resource> resources(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /// The resource with that reference (`Type/id` or `fullUrl`).
    public Optional<Resource> resource(String reference) {
        return resources.stream()
                .filter(resource -> resource.reference().equals(reference))
                .findFirst();
    }

    /// Resources of the source that have neither id nor URL: nothing can cite them, so they are not
    /// among the others.
    public List<Resource> nameless() {
        return nameless;
    }

    /// What of the source could not be read and was left out, in words.
    public List<String> remarks() {
        return remarks;
    }

    /// The chart as it was known on a day: without what is dated later and what was entered in
    /// error.
    public Chart knownOn(LocalDate asOf) {
        return knownOn(asOf, Set.of());
    }

    /// The chart as it was known on a day, with resources of some types whatever their date.
    ///
    /// @param undated types of which only what was entered in error is left out
    public Chart knownOn(LocalDate asOf, Set<String> undated) {
        return new Chart(
                patient,
                resources.stream()
                        .filter(resource ->
                                resource == patient
                                        || (undated.contains(resource.type())
                                                ? !resource.enteredInError()
                                                : resource.isKnownOn(asOf)))
                        .toList(),
                nameless,
                remarks);
    }

    /// The chart with its resources read anew, the patient among them.
    public Chart withResources(List<Resource> read) {
        Resource person =
                read.stream()
                        .filter(resource -> resource.reference().equals(patient.reference()))
                        .findFirst()
                        .orElse(patient);
        return new Chart(person, read, nameless, remarks);
    }

    /// The chart with a further resource in it, for "what if this were ordered".
    public Chart with(Resource resource) {
        return with(List.of(resource));
    }

    /// The chart with further resources in it.
    public Chart with(List<Resource> more) {
        return new Chart(
                patient,
                Stream.concat(resources.stream(), more.stream()).toList(),
                nameless,
                remarks);
    }

    /// The chart with its patient and without these resources.
    public Chart withoutAll(List<Resource> others) {
        Set<Resource> gone = new HashSet<>(others);
        return new Chart(
                patient,
                resources.stream()
                        .filter(resource -> resource == patient || !gone.contains(resource))
                        .toList(),
                nameless,
                remarks);
    }

    /// The chart without the resources of these references.
    public Chart without(List<String> references) {
        Set<String> gone = new HashSet<>(references);
        return new Chart(
                patient,
                resources.stream()
                        .filter(resource -> !gone.contains(resource.reference()))
                        .toList(),
                nameless,
                remarks);
    }
}
