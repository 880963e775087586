package org.osteon.pathway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.FhirObject;

/// A pathway as its PlanDefinition writes it down.
///
/// The PlanDefinition's top-level actions are groups with fixed ids: `applies`, `decisions`,
/// `decision`, `criteria` (alerts stand within the criterion they belong to), `results`, `plan`,
/// `options`, `alternatives`, `trends`, `timeline`, `follow-up`, `factors`, `endpoints`,
/// `measures`, `board`, `page`, `ribbon`, `calendar` and `undated`. A title of `applies` says what
/// makes it apply, its `summary` and `missing` why it does not. An action with a
/// `definitionCanonical` stands for the actions of that shared definition (a PlanDefinition in
/// `common/actions`).
final class PathwayDefinition {
    /// `definitionCanonical`, found under the base name of its choice.
    private static final String DEFINITION = "definition";

    private static final String STUDY_OF = "urn:osteon:study-of";

    private final FhirObject plan;
    private final Map<String, FhirObject> shared;
    private final List<Rule> groups;
    private final Map<String, Rule> byId = new HashMap<>();
    private final Set<String> undatedTypes;

    /// @param shared definitions of actions that several pathways name, by url
    PathwayDefinition(FhirObject plan, Map<String, FhirObject> shared) {
        this.plan = plan;
        this.shared = shared;
        this.groups = actions(plan).stream().map(action -> Rule.of(action, this::actions)).toList();
        groups.forEach(group -> byId.putIfAbsent(group.id(), group));
        this.undatedTypes =
                actions(plan).stream()
                        .filter(group -> group.text("id").filter("undated"::equals).isPresent())
                        .flatMap(group -> group.objects("input").stream())
                        .flatMap(requirement -> requirement.text("type").stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private List<FhirObject> actions(FhirObject parent) {
        return parent.objects("action").stream().flatMap(this::meant).toList();
    }

    private Stream<FhirObject> meant(FhirObject action) {
        Optional<String> definition = action.text(DEFINITION);
        return definition.isEmpty()
                ? Stream.of(action)
                : Optional.ofNullable(shared.get(definition.get())).stream()
                        .flatMap(found -> actions(found).stream());
    }

    /// The shared definitions that it names and that are nowhere.
    List<String> unknownDefinitions() {
        List<String> unknown = new ArrayList<>();
        addUnknown(plan, unknown);
        return unknown;
    }

    private void addUnknown(FhirObject parent, List<String> unknown) {
        for (FhirObject action : parent.objects("action")) {
            action.text(DEFINITION).filter(url -> !shared.containsKey(url)).ifPresent(unknown::add);
            addUnknown(action, unknown);
        }
    }

    /// The id of the therapy that shared libraries are asked about: its own, of the criteria of a
    /// study that of the pathway which the study is of.
    String therapy() {
        return plan.objects("extension").stream()
                .filter(one -> one.text("url").filter(STUDY_OF::equals).isPresent())
                .flatMap(one -> one.text("value").stream())
                .findFirst()
                .orElseGet(this::id);
    }

    String id() {
        return plan.text("id").orElse("");
    }

    String title() {
        return plan.text("title").orElse(id());
    }

    String description() {
        return plan.text("description").orElse("");
    }

    String version() {
        return plan.text("version").orElse("");
    }

    /// Names of the CQL libraries in which its expressions are looked up, in this order.
    List<String> libraries() {
        return plan.list("library").stream()
                .map(canonical ->
                        canonical.toString().substring(canonical.toString().lastIndexOf(':') + 1))
                .toList();
    }

    /// The sources it cites: key and what it is.
    List<Source> sources() {
        return plan.objects("relatedArtifact").stream()
                .map(artifact ->
                        new Source(
                                artifact.text("label").orElse(""),
                                artifact.text("citation")
                                        .or(() -> artifact.text("display"))
                                        .orElse("")))
                .toList();
    }

    /// The resources a PlanDefinition contains, by id: templates of what an option would order.
    Optional<FhirObject> contained(String id) {
        return plan.objects("contained").stream()
                .filter(resource -> resource.text("id").filter(id::equals).isPresent())
                .findFirst();
    }

    List<Rule> groups() {
        return groups;
    }

    Optional<Rule> group(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Rule> rules(String groupId) {
        return group(groupId).map(Rule::rules).orElse(List.of());
    }

    /// Types of resources that count whatever their own date: the `input` of the group `undated`.
    Set<String> undatedTypes() {
        return undatedTypes;
    }

    /// The actions of the group `decisions`, from the most to the least severe.
    List<FhirObject> decisionActions() {
        return actions(plan).stream()
                .filter(group -> group.text("id").filter("decisions"::equals).isPresent())
                .flatMap(group -> actions(group).stream())
                .toList();
    }
}
