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
import java.util.function.Supplier;
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
        Set<UncertainFact> open = open(plain.retrieved(), true);
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
                more.addAll(open(ofMiddle.retrieved(), true));
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
                    more.addAll(open(found.get(i).retrieved(), false));
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
    ///
    /// @param foundAgain whether other worlds find the same lists; those of one world, each as long
    ///   as the chart, are not kept
    private Set<UncertainFact> open(List<CqlEvaluation.Retrieved> retrieved, boolean foundAgain) {
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
                List<UncertainFact> known = tiedIn.get(one.found());
                if (known == null) {
                    known = tied(one.found());
                    if (foundAgain) {
                        tiedIn.put(one.found(), known);
                    }
                }
                open.addAll(known);
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
        private final World world;

        /// By the place in the first chart: as it is here; null: it is not.
        private final @Nullable Resource[] now;

        private final Map<String, List<Integer>> places = new HashMap<>();

        /// The types of the resources that can be otherwise.
        private final Set<String> types = new HashSet<>();

        /// Results that disagree, by reference: there may be as many as resources.
        private final Map<String, Set<UncertainFact>> ties = new HashMap<>();

        /// What differs from another chart.
        ///
        /// @param in by the place in the first chart; empty: it is not there
        /// @param contents what stands in place of what the first chart has
        /// @param resources those that are there, by their elements
        private record Differing(
                Map<Integer, Optional<Resource>> in,
                Map<FhirObject, Optional<FhirObject>> contents,
                Map<FhirObject, Resource> resources) {

            Differing() {
                this(new HashMap<>(), new HashMap<>(), new HashMap<>());
            }

            void put(int place, Resource plain, Optional<Resource> there) {
                in.put(place, there);
                contents.put(plain.content(), there.map(Resource::content));
                there.ifPresent(one -> resources.put(one.content(), one));
            }

            @Nullable Resource[] applied(@Nullable Resource[] resources) {
                @Nullable Resource[] all = resources.clone();
                in.forEach((place, there) -> all[place] = there.orElse(null));
                return all;
            }
        }

        /// @param open the facts that make worlds
        Middle(Set<UncertainFact> open) {
            for (UncertainFact fact : open) {
                for (String reference : references(fact)) {
                    places.put(reference, new ArrayList<>());
                    if (fact.isTie()) {
                        ties.computeIfAbsent(reference, unused -> new LinkedHashSet<>()).add(fact);
                    }
                }
            }
            List<Resource> all = first.chart().resources();
            for (int place = 0; place < all.size(); place++) {
                List<Integer> found = places.get(all.get(place).reference());
                if (found != null) {
                    found.add(place);
                    types.add(all.get(place).type());
                }
            }
            Differing differing = differing(Map.of(), places.keySet());
            this.now = differing.applied(all.toArray(Resource[]::new));
            Chart chart = chart(differing, first.chart().patient(), () -> now);
            this.world =
                    new World(
                            Map.of(),
                            chart,
                            first.evaluation().with(chart, differing.contents()),
                            first.reading(),
                            content -> resource(content, differing.resources(), first.resources()));
        }

        /// Another, by what its facts mean. Its chart is put together where somebody looks at it.
        World with(Map<UncertainFact, Integer> choices) {
            if (choices.isEmpty()) {
                return world;
            }
            Set<String> touched = new LinkedHashSet<>();
            choices.keySet().forEach(fact -> touched.addAll(references(fact)));
            Differing differing = differing(choices, touched);
            Chart chart = chart(differing, world.chart().patient(), () -> differing.applied(now));
            return new World(
                    choices,
                    chart,
                    first.evaluation().with(chart, differing.contents(), world.evaluation()),
                    first.reading(),
                    content -> resource(content, differing.resources(), world.resources()));
        }

        /// Resources as they are by some choices.
        ///
        /// @param touched the references of those that are to be looked at
        private Differing differing(Map<UncertainFact, Integer> choices, Set<String> touched) {
            // Of each resource what concerns it.
            Map<String, Map<UncertainFact, Integer>> ofResource = new HashMap<>();
            choices.forEach((fact, choice) -> {
                for (Resource resource : fact.resources()) {
                    ofResource
                            .computeIfAbsent(resource.reference(), unused -> new LinkedHashMap<>())
                            .put(fact, choice);
                }
            });
            Differing differing = new Differing();
            for (String reference : touched) {
                Map<UncertainFact, Integer> own =
                        ofResource.computeIfAbsent(reference, unused -> new LinkedHashMap<>());
                ties.getOrDefault(reference, Set.of()).forEach(tie -> own.putIfAbsent(tie, 0));
                if (own.isEmpty()) {
                    continue;
                }
                for (int place : places.getOrDefault(reference, List.of())) {
                    Resource plain = first.chart().resources().get(place);
                    differing.put(place, plain, uncertain.in(plain, own));
                }
            }
            return differing;
        }

        /// Only what is uncertain is another: its types are those that can differ.
        ///
        /// @param patient where nothing of it differs
        /// @param resources by their places in the first chart; null: it is not there
        private Chart chart(
                Differing differing, Resource patient, Supplier<@Nullable Resource[]> resources) {
            Resource person =
                    differing.in().values().stream()
                            .flatMap(Optional::stream)
                            .filter(one -> one.reference().equals(patient.reference()))
                            .findFirst()
                            .orElse(patient);
            return first.chart()
                    .withResources(
                            person,
                            types,
                            () -> {
                                List<Resource> there = new ArrayList<>();
                                for (Resource resource : resources.get()) {
                                    if (resource != null) {
                                        there.add(resource);
                                    }
                                }
                                return there;
                            });
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
