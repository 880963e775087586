package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;

/// Two worked cases that lie on the two sides of a rule and differ as little as possible: what
/// raises it, and what just does not. Both are assessed when they are shown.
///
/// @param raises the case that raises the rule
/// @param spares the one that does not
/// @param differences what differs between their charts
public record BothSides(Side raises, Side spares, List<Difference> differences) {
    private static final int MOST_CANDIDATES = 60;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final int MOST_DIFFERENCES = 8;

    /// Who somebody is does not raise a rule.
    private static final Set<String> WHO = Set.of("name", "identifier", "telecom", "address");

    /// A case as it is assessed now.
    ///
    /// @param raised whether the rule is raised now
    /// @param decision what is decided now, in words
    public record Side(
            String id, String title, String day, boolean raised, Tone tone, String decision) {}

    /// A resource that is not the same in both.
    ///
    /// @param raises how it reads where the rule is raised; empty where it is not there
    public record Difference(String raises, String spares) {}

    /// The cases nearest to each other.
    public record Pair(WorkedCase raises, WorkedCase spares) {}

    /// Finds the pair; empty where no case raises the rule, or all do.
    public static Optional<Pair> nearest(List<WorkedCase> cases, String code) {
        List<WorkedCase> raising =
                cases.stream().filter(one -> one.shows(code)).limit(MOST_CANDIDATES).toList();
        if (raising.isEmpty()) {
            return Optional.empty();
        }
        Set<String> files = raising.stream().map(WorkedCase::file).collect(Collectors.toSet());
        List<WorkedCase> sparing =
                cases.stream()
                        .filter(one -> !one.shows(code))
                        .sorted((one, two) ->
                                Boolean.compare(
                                        files.contains(two.file()), files.contains(one.file())))
                        .limit(MOST_CANDIDATES)
                        .toList();
        Map<WorkedCase, Map<String, String>> facts = new HashMap<>();
        Pair best = null;
        double least = Double.MAX_VALUE;
        for (WorkedCase one : raising) {
            for (WorkedCase other : sparing) {
                double distance =
                        distance(
                                facts.computeIfAbsent(one, BothSides::facts),
                                facts.computeIfAbsent(other, BothSides::facts),
                                least);
                if (distance < least) {
                    least = distance;
                    best = new Pair(one, other);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// Both assessed now.
    public static BothSides of(Pathway pathway, String code, Pair pair) {
        return new BothSides(
                side(pathway, code, pair.raises()),
                side(pathway, code, pair.spares()),
                differences(pair, pathway));
    }

    private static Side side(Pathway pathway, String code, WorkedCase one) {
        Assessment assessment = pathway.assess(one.chart(), one.asOf());
        return new Side(
                one.id(),
                one.title(),
                Wording.day(one.asOf()),
                assessment.alerts().stream().map(Alert::code).anyMatch(code::equals),
                Tone.of(pathway, assessment.decision(), assessment.alerts()),
                assessment
                        .decision()
                        .flatMap(word -> Tone.word(pathway, word))
                        .map(word -> word.title())
                        .orElse("No decision"));
    }

    private static List<Difference> differences(Pair pair, Pathway pathway) {
        Map<String, Resource> one = byReference(pair.raises().chart());
        Map<String, Resource> other = byReference(pair.spares().chart());
        List<Difference> found = differences(pair, one, other, WHO, pathway);
        return found.isEmpty() ? differences(pair, one, other, Set.of(), pathway) : found;
    }

    /// @param passedOver elements that are not compared
    private static List<Difference> differences(
            Pair pair,
            Map<String, Resource> one,
            Map<String, Resource> other,
            Set<String> passedOver,
            Pathway pathway) {
        Set<String> references = new TreeSet<>(one.keySet());
        references.addAll(other.keySet());
        List<Difference> differences = new ArrayList<>();
        LocalDate day = pair.raises().asOf();
        if (!day.equals(pair.spares().asOf())) {
            differences.add(
                    new Difference(
                            "Assessed on " + Wording.day(day),
                            "Assessed on " + Wording.day(pair.spares().asOf())));
        }
        for (String reference : references) {
            Optional<Resource> left = Optional.ofNullable(one.get(reference));
            Optional<Resource> right = Optional.ofNullable(other.get(reference));
            String leftJson = left.map(Resource::json).orElse("");
            String rightJson = right.map(Resource::json).orElse("");
            if (!leftJson.equals(rightJson) && differences.size() < MOST_DIFFERENCES) {
                difference(left, right, passedOver, pathway).ifPresent(differences::add);
            }
        }
        return differences;
    }

    /// In words; where the words are the same, by the elements that differ.
    private static Optional<Difference> difference(
            Optional<Resource> left,
            Optional<Resource> right,
            Set<String> passedOver,
            Pathway pathway) {
        String one = left.map(pathway::text).orElse("");
        String other = right.map(pathway::text).orElse("");
        if (!one.equals(other) || left.isEmpty() || right.isEmpty()) {
            return Optional.of(new Difference(one, other));
        }
        String here = elements(left.get(), right.get(), passedOver);
        String there = elements(right.get(), left.get(), passedOver);
        return here.isEmpty() && there.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(one + ": " + here, other + ": " + there));
    }

    private static String elements(Resource resource, Resource other, Set<String> passedOver) {
        Map<String, String> own = new TreeMap<>();
        leaves("", FhirEdit.read(resource.json()), own, passedOver);
        Map<String, String> others = new TreeMap<>();
        leaves("", FhirEdit.read(other.json()), others, passedOver);
        return own.entrySet().stream()
                .filter(leaf -> !leaf.getValue().equals(others.get(leaf.getKey())))
                .map(leaf -> leaf.getKey().strip() + " " + leaf.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Resource> byReference(Chart chart) {
        Map<String, Resource> resources = new TreeMap<>();
        chart.resources().forEach(one -> resources.put(one.reference(), one));
        return resources;
    }

    private static Map<String, String> facts(WorkedCase one) {
        Map<String, String> facts = new TreeMap<>();
        JsonNode whole = FhirEdit.read(one.json());
        facts.put("as of", whole.path("asOf").asText());
        for (JsonNode entry : whole.path("chart").path("entry")) {
            JsonNode resource = entry.path("resource");
            leaves(
                    resource.path("resourceType").asText() + "/" + resource.path("id").asText(),
                    resource,
                    facts,
                    Set.of());
        }
        return facts;
    }

    private static void leaves(
            String path, JsonNode node, Map<String, String> leaves, Set<String> passedOver) {
        if (node.isObject()) {
            node.properties().stream()
                    .filter(field -> !passedOver.contains(field.getKey()))
                    .forEach(field ->
                            leaves(
                                    path + " " + field.getKey(),
                                    field.getValue(),
                                    leaves,
                                    passedOver));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(
                        node.size() == 1 ? path : path + " " + (i + 1),
                        node.get(i),
                        leaves,
                        passedOver);
            }
        } else {
            leaves.put(path, node.asText());
        }
    }

    /// How many facts differ, counted no further than what would not help any more; of two numbers
    /// those that lie nearer count less.
    private static double distance(
            Map<String, String> one, Map<String, String> other, double enough) {
        double distance = 0;
        for (Map.Entry<String, String> fact : one.entrySet()) {
            String there = other.get(fact.getKey());
            if (!fact.getValue().equals(there)) {
                distance +=
                        there == null ? 1 : weight(fact.getKey()) * apart(fact.getValue(), there);
                if (distance >= enough) {
                    return distance;
                }
            }
        }
        Set<String> further = new HashSet<>(other.keySet());
        further.removeAll(one.keySet());
        return distance + further.size();
    }

    private static double weight(String fact) {
        return WHO.stream().anyMatch(element -> fact.contains(" " + element)) ? 0.01 : 1;
    }

    /// Two numbers by how far they lie apart, between a half and one; anything else one.
    private static double apart(String one, String other) {
        if (!NUMBER.matcher(one).matches() || !NUMBER.matcher(other).matches()) {
            return 1;
        }
        double first = Double.parseDouble(one);
        double second = Double.parseDouble(other);
        double larger = Math.max(Math.abs(first), Math.abs(second));
        return 0.5 + 0.5 * Math.min(1, Math.abs(first - second) / Math.max(larger, 1e-9));
    }
}
