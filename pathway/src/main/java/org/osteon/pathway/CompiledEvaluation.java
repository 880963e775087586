package org.osteon.pathway;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.data.DataProvider;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.State;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;

/// One run of a [CqlProgram] over a chart as of a day. Not for sharing between threads.
///
/// It notes what each expression asked for, so that a run after it keeps every value that a change
/// cannot have touched.
final class CompiledEvaluation implements CqlEvaluation {
    /// The name under which the pathway's id is noted as asked for; no type of FHIR has it.
    private static final String PATHWAY = "(pathway)";

    private final String pathwayId;
    private final CqlProgram program;
    private final ChartRetrieve chart;
    private final ValueSets valueSets;
    private final State state;

    /// By the number of the expression: an [Evaluated], or one that was before ([Evaluated.Stale]).
    private final @Nullable Object[] known;

    /// How many were evaluated, in this run and those before it.
    private final int[] evaluated;

    /// What was asked for, each thing once.
    private final List<Retrieved> asked;

    private final Map<Wanted, Integer> places = new HashMap<>();

    /// What functions say of a resource by itself, by the number of the function: the same whatever
    /// else changes, so runs that follow each other share it.
    private final List<@Nullable IdentityHashMap<FhirObject, Optional<Object>>> saidOfOne;

    /// Lists that were filtered lately, by the number of the filter.
    private final FilteredLists filtered = new FilteredLists();

    /// What is being evaluated.
    private @Nullable Evaluated asking;

    private record Wanted(String type, String wanted) {}

    /// An expression that failed, for those who ask again.
    private record Failure(IllegalStateException reason) {}

    CompiledEvaluation(
            String pathwayId,
            CqlProgram program,
            CqlLibraries libraries,
            ValueSets valueSets,
            Chart known,
            LocalDate asOf) {
        this.pathwayId = pathwayId;
        this.program = program;
        this.valueSets = valueSets;
        this.chart = new ChartRetrieve(known, valueSets);
        Map<String, DataProvider> providers = new HashMap<>();
        providers.put(FhirModel.URI, new CompositeDataProvider(FhirModel.INSTANCE, chart));
        // The engine's operators ask a state for the time and for the equality of FHIR values.
        this.state = new State(new Environment(libraries.manager(), providers, valueSets));
        state.setEvaluationDateTime(asOf.atStartOfDay(ZoneOffset.UTC));
        this.known = new @Nullable Object[program.size()];
        this.evaluated = new int[1];
        this.asked = new ArrayList<>();
        this.saidOfOne = new ArrayList<>(Collections.nCopies(program.functions(), null));
    }

    private CompiledEvaluation(
            CompiledEvaluation earlier,
            String pathwayId,
            ChartRetrieve chart,
            Predicate<Retrieved> changed) {
        this.pathwayId = pathwayId;
        this.program = earlier.program;
        this.valueSets = earlier.valueSets;
        this.chart = chart;
        this.state = earlier.state;
        this.known = earlier.known.clone();
        this.evaluated = earlier.evaluated;
        this.asked = new ArrayList<>(earlier.asked);
        this.saidOfOne = earlier.saidOfOne;
        BitSet touched = new BitSet();
        for (int i = 0; i < asked.size(); i++) {
            Retrieved before = asked.get(i);
            if (changed.test(before)) {
                touched.set(i);
            } else {
                places.put(new Wanted(before.type(), before.wanted()), i);
            }
        }
        if (!touched.isEmpty()) {
            for (int number = 0; number < known.length; number++) {
                known[number] = since(known[number], touched);
            }
        }
    }

    /// What is left of an answer where what some asked for was changed.
    private static @Nullable Object since(@Nullable Object before, BitSet touched) {
        return switch (before) {
            case null -> null;
            case Evaluated one when !one.inputs().intersects(touched) -> one;
            case Evaluated one ->
                    one.asked(touched) || one.value() instanceof Failure
                            ? null
                            : new Evaluated.Stale(one);
            case Evaluated.Stale(var one) -> one.asked(touched) ? null : before;
            default -> throw new IllegalStateException(before.toString());
        };
    }

    boolean runs(CqlProgram other) {
        return program == other;
    }

    /// The same chart for another pathway.
    CompiledEvaluation of(String pathway) {
        return pathway.equals(pathwayId)
                ? this
                : new CompiledEvaluation(
                        this, pathway, chart, before -> before.type().equals(PATHWAY));
    }

    @Override
    public CompiledEvaluation with(Chart changed, String type) {
        return new CompiledEvaluation(
                this, pathwayId, chart.with(changed, type), before -> before.type().equals(type));
    }

    @Override
    public CompiledEvaluation with(Chart changed, Map<FhirObject, Optional<FhirObject>> contents) {
        RetrieveChanges changes = new RetrieveChanges(contents);
        IdentityHashMap<List<?>, Boolean> touched = new IdentityHashMap<>();
        return new CompiledEvaluation(
                this,
                pathwayId,
                chart.with(changed, changes),
                before -> touched.computeIfAbsent(before.found(), changes::touches));
    }

    @Override
    public List<Retrieved> retrieved(Collection<Pathway.Definition> expressions) {
        BitSet inputs = new BitSet();
        for (Pathway.Definition definition : expressions) {
            if (known[program.numberOf(definition.expression())] instanceof Evaluated one) {
                inputs.or(one.inputs());
            }
        }
        List<Retrieved> found = new ArrayList<>(inputs.cardinality());
        for (int i = inputs.nextSetBit(0); i >= 0; i = inputs.nextSetBit(i + 1)) {
            if (!asked.get(i).type().equals(PATHWAY)) {
                found.add(asked.get(i));
            }
        }
        return found;
    }

    @Override
    public Answer answer(Library library, ExpressionDef expression) {
        int number = program.numberOf(expression);
        Object value = expression(number);
        return new Answer(value, () -> read(number));
    }

    /// The value of an expression, evaluated when first asked for, and once.
    @Nullable Object expression(int number) {
        Evaluated one = known[number] instanceof Evaluated there ? there : evaluated(number);
        if (asking != null) {
            asking.read(one);
        }
        if (one.value() instanceof Failure(var reason)) {
            throw reason;
        }
        return one.value();
    }

    private Evaluated evaluated(int number) {
        Evaluated outer = asking;
        Evaluated one = new Evaluated(number, ++evaluated[0]);
        asking = one;
        try {
            if (known[number] instanceof Evaluated.Stale(var before) && holds(before)) {
                one.askAs(before);
                one.is(before.value());
            } else {
                one.is(
                        program.body(number)
                                .value(
                                        new CqlNode.Frame(
                                                this,
                                                new @Nullable Object[program.slots(number)])));
            }
        } catch (RuntimeException e) {
            one.is(new Failure(failure(number, e)));
        } finally {
            asking = outer;
        }
        known[number] = one;
        return one;
    }

    /// Whether all that an expression read says what it said then: it would read the first of them
    /// first, and as that is the same, the second next.
    private boolean holds(Evaluated before) {
        for (Evaluated read : before.reads()) {
            if (read.value() instanceof Failure) {
                return false;
            }
            Object now;
            try {
                now = expression(read.number());
            } catch (RuntimeException e) {
                return false;
            }
            if (!Evaluated.isSame(read.value(), now)) {
                return false;
            }
        }
        return true;
    }

    /// What a function says of one object, evaluated when first asked.
    @Nullable Object remembered(
            int function, FhirObject object, Supplier<@Nullable Object> evaluated) {
        IdentityHashMap<FhirObject, Optional<Object>> known = saidOfOne.get(function);
        if (known == null) {
            known = new IdentityHashMap<>();
            saidOfOne.set(function, known);
        }
        Optional<Object> value = known.get(object);
        if (value == null) {
            value = Optional.ofNullable(evaluated.get());
            known.put(object, value);
        }
        return value.orElse(null);
    }

    /// The index of a list for a filter; null before it is filtered again.
    ///
    /// @param of what the filter asks of an item
    @Nullable FilterIndex filterIndex(
            int filter, List<?> items, Function<@Nullable Object, @Nullable Object> of) {
        return filtered.index(filter, items, of);
    }

    /// The members of a list that is asked for them again and again; else null.
    @Nullable ListMembers members(List<?> items) {
        return filtered.members(items);
    }

    /// Names the innermost expression that failed.
    private IllegalStateException failure(int number, RuntimeException e) {
        return e instanceof IllegalStateException inner && inner.getCause() != null
                ? inner
                : new IllegalStateException(
                        "the CQL expression \""
                                + program.name(number)
                                + "\" failed: "
                                + e.getMessage(),
                        e);
    }

    private Set<Object> read(int number) {
        Set<Object> all = new HashSet<>();
        if (known[number] instanceof Evaluated one) {
            one.inputs().stream().forEach(index -> asked.get(index).found().forEach(all::add));
        }
        return all;
    }

    List<?> retrieve(
            String dataType,
            @Nullable String codePath,
            @Nullable String valueSet,
            @Nullable Iterable<Code> codes) {
        List<?> found = chart.find(dataType, codePath, valueSet, codes);
        note(dataType, valueSet != null ? valueSet : codes == null ? "" : words(codes), found);
        return found;
    }

    private static String words(Iterable<Code> codes) {
        List<String> words = new ArrayList<>();
        codes.forEach(
                code -> words.add(code.getDisplay() == null ? code.getCode() : code.getDisplay()));
        return String.join(", ", words);
    }

    String pathwayId() {
        note(PATHWAY, "", List.of());
        return pathwayId;
    }

    private void note(String type, String wanted, List<?> found) {
        Integer place = places.putIfAbsent(new Wanted(type, wanted), asked.size());
        if (place == null) {
            place = asked.size();
            asked.add(new Retrieved(type, wanted, found));
        }
        if (asking != null) {
            asking.ask(place);
        }
    }

    State state() {
        return state;
    }

    ValueSets valueSets() {
        return valueSets;
    }
}
