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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            Function<FhirObject, @Nullable Resource> resources) {

        RuleAnswers answers(Pathway pathway) {
            return new RuleAnswers(pathway, evaluation, reading, chart, resources);
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
            Middle middle = new Middle(open);
            // Before the others, so that they find what their choices leave untouched.
            Said ofMiddle = assess.apply(pathway, middle.world);
            if (said.putIfAbsent(Map.of(), ofMiddle.assessment()) == null) {
                more.addAll(open(ofMiddle.retrieved()));
            }
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
                                choices -> assess.apply(pathway, middle.with(choices)));
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
        Middle middle = new Middle(open);
        // What it finds is for the others to find.
        Said unused = assess.apply(pathway, middle.world);
        List<Assessment> assessed =
                SideBySide.all(
                        pathway,
                        first.chart(),
                        worlds,
                        choices ->
                                assess.apply(pathway, informed(middle.with(choices), told))
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
                    Resource resource = first.resources().apply((FhirObject) found);
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
            Resource result = first.resources().apply((FhirObject) content);
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

    /// The world that others differ from by little: every fact means the first thing that it can,
    /// and of results that disagree one is left. Once it was asked about, others find there what
    /// the little leaves untouched.
    private final class Middle {
        private final Set<UncertainFact> open;
        private final World world;

        /// By the place in the first chart: as it is here; null: it is not.
        private final @Nullable Resource[] now;

        private final Map<FhirObject, Optional<FhirObject>> changes = new HashMap<>();
        private final Map<String, List<Integer>> places = new HashMap<>();

        /// @param open the facts that make worlds
        Middle(Set<UncertainFact> open) {
            this.open = open;
            List<Resource> all = first.chart().resources();
            this.now = all.toArray(Resource[]::new);
            for (UncertainFact fact : open) {
                references(fact).forEach(reference -> places.put(reference, new ArrayList<>()));
            }
            for (int place = 0; place < now.length; place++) {
                List<Integer> found = places.get(all.get(place).reference());
                if (found != null) {
                    found.add(place);
                }
            }
            Map<FhirObject, Resource> resources = new HashMap<>();
            change(Map.of(), places.keySet(), now, changes, resources);
            Chart chart = chart(now);
            this.world =
                    new World(
                            Map.of(),
                            chart,
                            first.evaluation().with(chart, changes),
                            first.reading(),
                            content -> resource(content, resources, first.resources()));
        }

        /// Another, by what its facts mean.
        World with(Map<UncertainFact, Integer> choices) {
            if (choices.isEmpty()) {
                return world;
            }
            Set<String> touched = new LinkedHashSet<>();
            choices.keySet().forEach(fact -> touched.addAll(references(fact)));
            @Nullable Resource[] others = now.clone();
            Map<FhirObject, Optional<FhirObject>> changed = new HashMap<>(changes);
            Map<FhirObject, Resource> resources = new HashMap<>();
            Set<FhirObject> differing = change(choices, touched, others, changed, resources);
            Chart chart = chart(others);
            return new World(
                    choices,
                    chart,
                    first.evaluation().with(chart, changed, world.evaluation(), differing),
                    first.reading(),
                    content -> resource(content, resources, world.resources()));
        }

        /// Puts resources as they are by some choices in the place of others.
        ///
        /// @param touched the references of those that are to be looked at
        /// @return those of the first chart that are looked at
        private Set<FhirObject> change(
                Map<UncertainFact, Integer> choices,
                Set<String> touched,
                @Nullable Resource[] in,
                Map<FhirObject, Optional<FhirObject>> changed,
                Map<FhirObject, Resource> resources) {
            Map<UncertainFact, Integer> all = new LinkedHashMap<>(choices);
            open.stream().filter(UncertainFact::isTie).forEach(tie -> all.putIfAbsent(tie, 0));
            // Of each resource what concerns it: there may be as many facts as resources.
            Map<String, Map<UncertainFact, Integer>> ofResource = new HashMap<>();
            all.forEach((fact, choice) -> {
                for (Resource resource : fact.resources()) {
                    if (touched.contains(resource.reference())) {
                        ofResource
                                .computeIfAbsent(
                                        resource.reference(), unused -> new LinkedHashMap<>())
                                .put(fact, choice);
                    }
                }
            });
            Set<FhirObject> looked = new HashSet<>();
            ofResource.forEach((reference, own) -> {
                for (int place : places.getOrDefault(reference, List.of())) {
                    Resource plain = first.chart().resources().get(place);
                    Optional<Resource> there = uncertain.in(plain, own);
                    in[place] = there.orElse(null);
                    there.ifPresent(one -> resources.put(one.content(), one));
                    looked.add(plain.content());
                    if (there.filter(one -> one.content() == plain.content()).isPresent()) {
                        changed.remove(plain.content());
                    } else {
                        changed.put(plain.content(), there.map(Resource::content));
                    }
                }
            });
            return looked;
        }

        private Chart chart(@Nullable Resource[] resources) {
            List<Resource> there = new ArrayList<>(resources.length);
            for (Resource resource : resources) {
                if (resource != null) {
                    there.add(resource);
                }
            }
            return first.chart().withResources(there);
        }
    }

    private static @Nullable Resource resource(
            FhirObject content,
            Map<FhirObject, Resource> own,
            Function<FhirObject, @Nullable Resource> others) {
        Resource found = own.get(content);
        return found == null ? others.apply(content) : found;
    }
}
