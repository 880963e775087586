package org.osteon.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One patient's FHIR resources, read once and indexed by type. Immutable and safe to share.
///
/// One that is made from another is put together when somebody looks at its resources: of the many
/// charts that one can stand for, most are only asked what differs.
public final class Chart {
    /// A smaller one is done before another thread has begun.
    private static final int LARGE = 10_000;

    private final Resource patient;
    private final List<Resource> nameless;
    private final List<String> remarks;
    private final Supplier<Contents> make;

    /// What it was made from, where it is not put together beforehand.
    private final @Nullable Chart before;

    /// The types of which it has others than that.
    private final Set<String> differing;

    private volatile @Nullable Contents contents;

    /// @param byType each type's, in the order of all
    private record Contents(List<Resource> resources, Map<String, List<Resource>> byType) {
        static Contents of(List<Resource> resources) {
            Map<String, List<Resource>> byType = new LinkedHashMap<>();
            // Mostly many of one type stand together.
            List<Resource> ofType = new ArrayList<>();
            for (Resource resource : resources) {
                if (ofType.isEmpty() || !ofType.getLast().type().equals(resource.type())) {
                    ofType = byType.computeIfAbsent(resource.type(), unused -> new ArrayList<>());
                }
                ofType.add(resource);
            }
            return new Contents(List.copyOf(resources), byType);
        }
    }

    Chart(
            Resource patient,
            List<Resource> resources,
            List<Resource> nameless,
            List<String> remarks) {
        this.patient = patient;
        this.nameless = List.copyOf(nameless);
        this.remarks = List.copyOf(remarks);
        Contents made = Contents.of(resources);
        this.make = () -> made;
        this.before = null;
        this.differing = Set.of();
        this.contents = made;
    }

    private Chart(
            Resource patient,
            Chart before,
            Set<String> differing,
            Supplier<List<Resource>> resources) {
        this.patient = patient;
        this.nameless = before.nameless;
        this.remarks = before.remarks;
        this.make = () -> Contents.of(resources.get());
        this.before = before;
        this.differing = Set.copyOf(differing);
    }

    private Contents contents() {
        Contents made = contents;
        return made == null ? made() : made;
    }

    private synchronized Contents made() {
        Contents made = contents;
        if (made == null) {
            made = make.get();
            contents = made;
        }
        return made;
    }

    /// The patient.
    public Resource patient() {
        return patient;
    }

    /// All resources, the patient among them, in the order of the source.
    public List<Resource> resources() {
        return contents().resources();
    }

    /// The resources of one type, in the order of the source.
    public List<Resource> resources(String type) {
        Contents made = contents;
        return made == null && before != null && !differing.contains(type)
                ? before.resources(type)
                : contents().byType().getOrDefault(type, List.of());
    }

    /// The resource with that reference (`Type/id` or `fullUrl`).
    public Optional<Resource> resource(String reference) {
        return resources().stream()
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
        Predicate<Resource> isKnown =
                resource ->
                        resource == patient
                                || (undated.contains(resource.type())
                                        ? !resource.enteredInError()
                                        : resource.isKnownOn(asOf));
        List<Resource> all = resources();
        return new Chart(
                patient,
                (all.size() < LARGE ? all.stream() : all.parallelStream()).filter(isKnown).toList(),
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

    /// The chart with resources of some types read anew, when somebody looks at them.
    ///
    /// @param person the patient among them
    /// @param types of which it has others than before, if only in another place
    /// @param read all of its resources
    public Chart withResources(Resource person, Set<String> types, Supplier<List<Resource>> read) {
        return new Chart(person, this, types, read);
    }

    /// The chart with a further resource in it, for "what if this were ordered".
    public Chart with(Resource resource) {
        return with(List.of(resource));
    }

    /// The chart with further resources in it.
    public Chart with(List<Resource> more) {
        List<Resource> others = List.copyOf(more);
        return new Chart(
                patient,
                this,
                others.stream().map(Resource::type).collect(Collectors.toSet()),
                () -> Stream.concat(resources().stream(), others.stream()).toList());
    }

    /// The chart with its patient and without these resources.
    public Chart withoutAll(List<Resource> others) {
        Set<Resource> gone = new HashSet<>(others);
        return new Chart(
                patient,
                resources().stream()
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
                resources().stream()
                        .filter(resource -> !gone.contains(resource.reference()))
                        .toList(),
                nameless,
                remarks);
    }
}
