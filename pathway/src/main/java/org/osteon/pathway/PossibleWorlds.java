package org.osteon.pathway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.Resource;
import org.osteon.pathway.reading.ReadChart;
import org.osteon.pathway.reading.UncertainFact;
import org.osteon.pathway.reading.UncertainFacts;

/// A chart with dates, values and results that can mean several things, asked about in each of the
/// worlds that it can stand for. Every world is plain, so that rules need to know nothing of this.
/// Only what the pathway asks for makes worlds; a chart in which nothing of it is uncertain has
/// one.
final class PossibleWorlds {
    /// What is asked for can depend on the world: a further round looks there too.
    private static final int ROUNDS = 2;

    /// As many worlds as are asked about side by side.
    private static final int AT_A_TIME = Runtime.getRuntime().availableProcessors();

    private static final String RESULT = "Observation";

    private final World first;
    private final UncertainFacts uncertain;

    /// Results that disagree, by the list they were found in and by their references: one fact,
    /// whoever asks.
    private final IdentityHashMap<List<?>, List<UncertainFact>> tiedIn = new IdentityHashMap<>();

    private final Map<Set<String>, UncertainFact> ties = new HashMap<>();

    /// One way to read the chart.
    ///
    /// @param choices for each fact that does not mean the first thing that it can, what it means
    /// @param resources by the objects that CQL hands back
    record World(
            Map<UncertainFact, Integer> choices,
            Chart chart,
            CqlEvaluation evaluation,
            ReadChart reading,
            Map<FhirObject, Resource> resources) {

        RuleAnswers answers(Pathway pathway) {
            return new RuleAnswers(pathway, evaluation, reading, chart, resources::get);
        }
    }

    /// What a pathway says in a world, and what it asked for.
    record Said(Assessment assessment, List<CqlEvaluation.Retrieved> retrieved) {}

    /// @param first the world in which every fact means the first thing that it can
    /// @param uncertain the dates and values; results that disagree are found by what is asked for
    PossibleWorlds(World first, UncertainFacts uncertain) {
        this.first = first;
        this.uncertain = uncertain;
    }

    /// The world in which every fact means the first thing that it can.
    World first() {
        return first;
    }

    /// What a pathway says of the chart in all its worlds.
    ///
    /// @param assess what it says in one of them
    Assessment assessment(Pathway pathway, BiFunction<Pathway, World, Said> assess) {
        Said plain = assess.apply(pathway, first);
        Set<UncertainFact> open = open(plain.retrieved());
        if (open.isEmpty()) {
            return plain.assessment();
        }
        Map<Map<UncertainFact, Integer>, Assessment> said = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Set<UncertainFact> more = new LinkedHashSet<>(open);
            Set<UncertainFact> now = open;
            List<Map<UncertainFact, Integer>> all =
                    WorldChoices.of(List.copyOf(open)).stream()
                            .filter(choices -> !said.containsKey(choices))
                            .toList();
            // Some at a time: what a world found is as large as the chart.
            for (int begun = 0; begun < all.size(); begun += AT_A_TIME) {
                List<Map<UncertainFact, Integer>> some =
                        all.subList(begun, Math.min(begun + AT_A_TIME, all.size()));
                List<Said> found =
                        SideBySide.all(
                                pathway,
                                first.chart(),
                                some,
                                choices -> assess.apply(pathway, world(choices, now)));
                for (int i = 0; i < some.size(); i++) {
                    said.put(some.get(i), found.get(i).assessment());
                    more.addAll(open(found.get(i).retrieved()));
                }
            }
            if (more.size() == open.size()) {
                break;
            }
            open = more;
        }
        CombinedWorlds combined = new CombinedWorlds(pathway, said);
        Map<String, Set<UncertainFact>> leftOpen = combined.leftOpen();
        return leftOpen.isEmpty()
                ? combined.assessment()
                : withLeftOpen(pathway, assess, said.keySet(), open, leftOpen);
    }

    /// Once more, where rules that the pathway marks are not decided by what a date or a bound
    /// leaves: every world is told which, and the pathway's own rules say what that means.
    private Assessment withLeftOpen(
            Pathway pathway,
            BiFunction<Pathway, World, Said> assess,
            Collection<Map<UncertainFact, Integer>> all,
            Set<UncertainFact> open,
            Map<String, Set<UncertainFact>> leftOpen) {
        Resource told = leftOpen(leftOpen.keySet());
        List<Map<UncertainFact, Integer>> worlds = List.copyOf(all);
        List<Assessment> assessed =
                SideBySide.all(
                        pathway,
                        first.chart(),
                        worlds,
                        choices ->
                                assess.apply(pathway, informed(world(choices, open), told))
                                        .assessment());
        Map<Map<UncertainFact, Integer>, Assessment> said = new LinkedHashMap<>();
        for (int i = 0; i < worlds.size(); i++) {
            said.put(worlds.get(i), assessed.get(i));
        }
        return new CombinedWorlds(pathway, said, leftOpen).assessment();
    }

    private static World informed(World world, Resource told) {
        Chart chart = world.chart().with(told);
        return new World(
                world.choices(),
                chart,
                world.evaluation().with(chart, told.type()),
                world.reading(),
                world.resources());
    }

    /// What CQL is told: a Basic with a code per rule.
    private static Resource leftOpen(Collection<String> rules) {
        List<Object> codings = new ArrayList<>();
        for (String rule : rules) {
            codings.add(
                    FhirObject.of(
                            "Coding",
                            Map.of(
                                    "system",
                                    FhirPrimitive.of("uri", Rule.OPEN_SYSTEM),
                                    "code",
                                    FhirPrimitive.of("code", rule))));
        }
        return ChartReader.contained(
                FhirObject.of(
                        "Basic",
                        Map.of(
                                "id",
                                FhirPrimitive.of("id", "left-open"),
                                "code",
                                FhirObject.of("CodeableConcept", Map.of("coding", codings)))));
    }

    /// The facts that matter to who asked for these.
    private Set<UncertainFact> open(List<CqlEvaluation.Retrieved> retrieved) {
        Set<UncertainFact> open = new LinkedHashSet<>();
        if (!uncertain.facts().isEmpty()) {
            Set<String> asked = new HashSet<>();
            for (CqlEvaluation.Retrieved one : retrieved) {
                for (Object found : one.found()) {
                    Resource resource = first.resources().get(found);
                    if (resource != null
                            && (resource.hasPartialDates() || resource.hasComparators())) {
                        asked.add(resource.reference());
                    }
                }
            }
            uncertain.facts().stream()
                    .filter(fact -> fact.choices().size() > 1)
                    .filter(fact ->
                            fact.resources().stream()
                                    .map(Resource::reference)
                                    .anyMatch(asked::contains))
                    .forEach(open::add);
        }
        for (CqlEvaluation.Retrieved one : retrieved) {
            if (one.type().equals(RESULT) && !one.wanted().isEmpty() && one.found().size() > 1) {
                open.addAll(tiedIn.computeIfAbsent(one.found(), this::tied));
            }
        }
        return open;
    }

    private List<UncertainFact> tied(List<?> found) {
        List<Resource> results = new ArrayList<>(found.size());
        for (Object content : found) {
            Resource result = first.resources().get(content);
            if (result != null) {
                results.add(result);
            }
        }
        return UncertainFacts.tied(results).stream()
                .map(fact -> ties.computeIfAbsent(references(fact), unused -> fact))
                .toList();
    }

    private static Set<String> references(UncertainFact fact) {
        return fact.resources().stream()
                .map(Resource::reference)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @param open the facts that make worlds; of results that disagree one is left in each
    private World world(Map<UncertainFact, Integer> choices, Set<UncertainFact> open) {
        Map<UncertainFact, Integer> all = new LinkedHashMap<>(choices);
        open.stream().filter(UncertainFact::isTie).forEach(tie -> all.putIfAbsent(tie, 0));
        // Of each resource what concerns it: there may be as many facts as resources.
        Map<String, Map<UncertainFact, Integer>> ofResource = new HashMap<>();
        all.forEach((fact, choice) ->
                fact.resources()
                        .forEach(resource ->
                                ofResource
                                        .computeIfAbsent(
                                                resource.reference(),
                                                unused -> new LinkedHashMap<>())
                                        .put(fact, choice)));
        Map<FhirObject, Optional<FhirObject>> changes = new HashMap<>();
        Map<FhirObject, Resource> resources = new HashMap<>();
        List<Resource> inChart = new ArrayList<>(first.chart().resources().size());
        for (Resource resource : first.chart().resources()) {
            Map<UncertainFact, Integer> own = ofResource.get(resource.reference());
            Optional<Resource> now =
                    own == null ? Optional.of(resource) : uncertain.in(resource, own);
            now.ifPresent(inChart::add);
            now.ifPresent(there -> resources.put(there.content(), there));
            if (now.map(Resource::content).orElse(null) != resource.content()) {
                changes.put(resource.content(), now.map(Resource::content));
            }
        }
        Chart chart = first.chart().withResources(inChart);
        return new World(
                choices,
                chart,
                first.evaluation().with(chart, changes),
                first.reading(),
                resources);
    }
}
