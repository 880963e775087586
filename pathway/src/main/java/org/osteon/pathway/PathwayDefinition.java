package org.osteon.pathway;

import java.util.List;
import java.util.Optional;
import org.osteon.chart.FhirObject;

/// A pathway as its PlanDefinition writes it down.
///
/// The PlanDefinition's top-level actions are groups with fixed ids: `applies`, `decisions`,
/// `decision`, `criteria` (alerts stand within the criterion they belong to), `results`, `plan`,
/// `options`, `trends` and `timeline`.
final class PathwayDefinition {
    private final FhirObject plan;
    private final List<Rule> groups;

    PathwayDefinition(FhirObject plan) {
        this.plan = plan;
        this.groups = plan.objects("action").stream().map(Rule::of).toList();
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
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    List<Rule> rules(String groupId) {
        return group(groupId).map(Rule::rules).orElse(List.of());
    }

    /// The actions of the group `decisions`, from the most to the least severe.
    List<FhirObject> decisionActions() {
        return plan.objects("action").stream()
                .filter(group -> group.text("id").filter("decisions"::equals).isPresent())
                .flatMap(group -> group.objects("action").stream())
                .toList();
    }
}
