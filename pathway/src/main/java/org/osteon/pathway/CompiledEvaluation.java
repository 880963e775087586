package org.osteon.pathway;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
/// cannot have touched. Several runs after one may go on side by side, as long as nothing is asked
/// of the one itself: what they share, they only read or may fill in together.
final class CompiledEvaluation implements CqlEvaluation {
    /// The name under which the pathway's id is noted as asked for; no type of FHIR has it.
    private static final String PATHWAY = "(pathway)";

    /// In place of the number of an expression.
    private static final int NOBODY = -1;

    private final String pathwayId;
    private final CqlProgram program;
    private final ChartRetrieve chart;
    private final ValueSets valueSets;
    private final ZonedDateTime day;
    private final State state;

    /// By the number of the expression: an [Evaluated], or one that was before ([Evaluated.Stale]).
    private final @Nullable Object[] known;

    /// By the number of the expression: who read it last, so that one who reads it for each of many
    /// items notes it once.
    private final @Nullable Evaluated[] readBy;

    /// What was asked for, by this run and those that suppose something of it.
    private final AskedFor asked;

    /// Where of it stands what holds for this run, each thing once.
    private final Map<Wanted, Integer> places;

    /// What functions say of a resource by itself: the same whatever else changes, so runs that
    /// follow each other share it.
    private final SaidOfOne saidOfOne;

    /// Lists that were filtered lately, by the number of the filter.
    private final FilteredLists filtered;

    /// Where it follows a run by changes.
    private @Nullable RetrieveChanges changes;

    /// Those beside it that differ in the same resources.
    private final @Nullable Siblings siblings;

    /// The places of what it asked for of these.
    private final BitSet own = new BitSet();

    /// What is being evaluated.
    private @Nullable Evaluated asking;

    /// Whether it does a part of what another run is at.
    private final boolean besideOthers;

    /// What follows this run to suppose something, by the type of what is supposed.
    private final Map<String, Siblings> suppositions = new ConcurrentHashMap<>();

    private record Wanted(String type, String wanted) {}

    /// That a run beside others would have to ask for something that is not known yet.
    static final class NotAskedYet extends Error {
        private static final long serialVersionUID = 1;

        private NotAskedYet() {
            super("", null, false, false);
        }
    }

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
        this.day = asOf.atStartOfDay(ZoneOffset.UTC);
        this.state = state(new Environment(libraries.manager(), providers, valueSets), day);
        this.known = new @Nullable Object[program.size()];
        this.readBy = new @Nullable Evaluated[program.size()];
        this.asked = new AskedFor();
        this.siblings = null;
        this.places = new HashMap<>();
        this.besideOthers = false;
        this.filtered = new FilteredLists();
        this.saidOfOne = new SaidOfOne(program.functions());
    }

    private CompiledEvaluation(
            CompiledEvaluation earlier,
            String pathwayId,
            ChartRetrieve chart,
            Predicate<Retrieved> changed,
            @Nullable Siblings siblings) {
        if (earlier.siblings != null) {
            // What its siblings told it has places that a change would not find.
            throw new IllegalStateException("a supposition is not supposed upon");
        }
        this.pathwayId = pathwayId;
        this.program = earlier.program;
        this.valueSets = earlier.valueSets;
        this.chart = chart;
        this.day = earlier.day;
        this.state = state(earlier.state.getEnvironment(), day);
        this.known = earlier.known.clone();
        this.readBy = new @Nullable Evaluated[program.size()];
        this.asked = siblings == null ? earlier.asked.copy() : earlier.asked;
        this.siblings = siblings;
        this.places = new HashMap<>();
        this.besideOthers = false;
        this.filtered = new FilteredLists();
        this.saidOfOne = earlier.saidOfOne;
        BitSet touched = new BitSet();
        earlier.places.forEach((wanted, place) -> {
            if (changed.test(asked.get(place))) {
                touched.set(place);
            } else {
                places.put(wanted, place);
            }
        });
        if (!touched.isEmpty()) {
            for (int number = 0; number < known.length; number++) {
                known[number] = since(known[number], touched);
            }
        }
    }

    /// For a part of what a run is at, which waits for it: it knows what that one knows, and asks
    /// for nothing that nobody has asked for yet.
    private CompiledEvaluation(CompiledEvaluation whole) {
        this.pathwayId = whole.pathwayId;
        this.program = whole.program;
        this.valueSets = whole.valueSets;
        this.chart = whole.chart;
        this.day = whole.day;
        this.state = state(whole.state.getEnvironment(), day);
        this.known = whole.known;
        this.readBy = new @Nullable Evaluated[program.size()];
        this.asked = whole.asked;
        this.siblings = null;
        this.places = whole.places;
        this.besideOthers = true;
        this.filtered = new FilteredLists(whole.filtered);
        this.saidOfOne = whole.saidOfOne;
        this.asking = new Evaluated(NOBODY);
    }

    private static State state(Environment environment, ZonedDateTime day) {
        State state = new State(environment);
        state.setEvaluationDateTime(day);
        return state;
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
                        this, pathway, chart, before -> before.type().equals(PATHWAY), null);
    }

    @Override
    public CompiledEvaluation with(Chart changed, String type) {
        return new CompiledEvaluation(
                this,
                pathwayId,
                chart.with(changed, type),
                before -> before.type().equals(type),
                null);
    }

    @Override
    public CompiledEvaluation supposing(Chart changed, String type) {
        return new CompiledEvaluation(
                this,
                pathwayId,
                chart.with(changed, type),
                before -> before.type().equals(type),
                suppositions.computeIfAbsent(type, one -> new Siblings(one, program.size())));
    }

    @Override
    public CompiledEvaluation with(Chart changed, Map<FhirObject, Optional<FhirObject>> contents) {
        RetrieveChanges own = new RetrieveChanges(contents);
        return changed(this, chart.with(changed, own), own, own::touches);
    }

    @Override
    public CompiledEvaluation with(
            Chart changed, Map<FhirObject, Optional<FhirObject>> differing, CqlEvaluation other) {
        CompiledEvaluation run = (CompiledEvaluation) other;
        RetrieveChanges its = Objects.requireNonNull(run.changes);
        RetrieveChanges own = new RetrieveChanges(differing, its);
        return changed(run, chart.with(changed, own), own, own::differsIn);
    }

    private static CompiledEvaluation changed(
            CompiledEvaluation earlier,
            ChartRetrieve chart,
            RetrieveChanges changes,
            Predicate<List<?>> touches) {
        IdentityHashMap<List<?>, Boolean> touched = new IdentityHashMap<>();
        CompiledEvaluation run =
                new CompiledEvaluation(
                        earlier,
                        earlier.pathwayId,
                        chart,
                        before -> touched.computeIfAbsent(before.found(), touches::test),
                        null);
        run.changes = changes;
        return run;
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

    /// A run for a part of what this one is at.
    CompiledEvaluation besideOthers() {
        return new CompiledEvaluation(this);
    }

    boolean isBesideOthers() {
        return besideOthers;
    }

    /// Takes over what a part asked for.
    void hasAsked(CompiledEvaluation part) {
        Evaluated own = asking;
        Evaluated its = part.asking;
        if (own != null && its != null) {
            own.askAs(its);
            its.reads().forEach(read -> noteRead(own, read));
        }
    }

    /// The value of an expression, evaluated when first asked for, and once.
    @Nullable Object expression(int number) {
        Evaluated one = known[number] instanceof Evaluated there ? there : evaluated(number);
        if (asking != null) {
            noteRead(asking, one);
        }
        if (one.value() instanceof Failure(var reason)) {
            throw reason;
        }
        return one.value();
    }

    private void noteRead(Evaluated reader, Evaluated read) {
        if (readBy[read.number()] != reader) {
            readBy[read.number()] = reader;
            reader.read(read);
        }
    }

    private Evaluated evaluated(int number) {
        if (besideOthers) {
            throw new NotAskedYet();
        }
        Evaluated told = siblings == null ? null : siblings.found(number);
        if (told != null) {
            known[number] = told;
            return told;
        }
        Evaluated outer = asking;
        Evaluated one = new Evaluated(number);
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
        if (siblings != null) {
            siblings.tell(one, own);
        }
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
        return saidOfOne.of(function, object, evaluated);
    }

    /// The index of a list for a filter; null before it is filtered again.
    ///
    /// @param of what the filter asks of an item
    @Nullable FilterIndex filterIndex(
            CqlFilter.Numbers filter,
            List<?> items,
            Function<@Nullable Object, @Nullable Object> of) {
        return items instanceof ResourceList resources
                ? resources.index(filter.question(), of)
                : filtered.index(filter.own(), items, of);
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
        Wanted one = new Wanted(type, wanted);
        Integer place = places.get(one);
        if (place == null) {
            if (besideOthers) {
                throw new NotAskedYet();
            }
            Retrieved now = new Retrieved(type, wanted, found);
            place =
                    siblings == null || siblings.differIn(type)
                            ? asked.add(now)
                            : siblings.place(one, () -> asked.add(now));
            places.put(one, place);
            if (siblings != null && siblings.differIn(type)) {
                own.set(place);
            }
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
