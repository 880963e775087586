package org.osteon.pathway;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.data.DataProvider;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.State;
import org.osteon.chart.Chart;

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
    private final @Nullable Object[] values;
    private final @Nullable BitSet[] askedBy;
    private final List<Asked> asked;
    private BitSet asking = new BitSet();

    /// What was asked for, a type of FHIR resource mostly, and what was found.
    private record Asked(String type, Iterable<?> found) {}

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
        this.values = new @Nullable Object[program.size()];
        this.askedBy = new @Nullable BitSet[program.size()];
        this.asked = new ArrayList<>();
    }

    private CompiledEvaluation(
            CompiledEvaluation earlier, String pathwayId, ChartRetrieve chart, String changed) {
        this.pathwayId = pathwayId;
        this.program = earlier.program;
        this.valueSets = earlier.valueSets;
        this.chart = chart;
        this.state = earlier.state;
        this.values = new @Nullable Object[program.size()];
        this.askedBy = new @Nullable BitSet[program.size()];
        this.asked = new ArrayList<>(earlier.asked);
        BitSet touched = new BitSet();
        for (int i = 0; i < asked.size(); i++) {
            touched.set(i, asked.get(i).type().equals(changed));
        }
        for (int number = 0; number < values.length; number++) {
            BitSet before = earlier.askedBy[number];
            if (before != null && !before.intersects(touched)) {
                values[number] = earlier.values[number];
                askedBy[number] = before;
            }
        }
    }

    boolean runs(CqlProgram other) {
        return program == other;
    }

    /// The same chart for another pathway.
    CompiledEvaluation of(String pathway) {
        return pathway.equals(pathwayId)
                ? this
                : new CompiledEvaluation(this, pathway, chart, PATHWAY);
    }

    @Override
    public CompiledEvaluation with(Chart changed, String type) {
        return new CompiledEvaluation(this, pathwayId, chart.with(changed, type), type);
    }

    @Override
    public Answer answer(Library library, ExpressionDef expression) {
        int number = program.numberOf(expression);
        Object value = expression(number);
        return new Answer(value, () -> read(number));
    }

    /// The value of an expression, evaluated when first asked for, and once.
    @Nullable Object expression(int number) {
        BitSet inputs = askedBy[number];
        if (inputs == null) {
            BitSet outer = asking;
            asking = new BitSet();
            try {
                values[number] =
                        program.body(number)
                                .value(
                                        new CqlNode.Frame(
                                                this, new @Nullable Object[program.slots(number)]));
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "the CQL expression \""
                                + program.name(number)
                                + "\" failed: "
                                + e.getMessage(),
                        e);
            }
            inputs = asking;
            askedBy[number] = inputs;
            asking = outer;
        }
        asking.or(inputs);
        return values[number];
    }

    private Set<Object> read(int number) {
        Set<Object> all = new HashSet<>();
        BitSet inputs = askedBy[number];
        if (inputs != null) {
            inputs.stream().forEach(index -> asked.get(index).found().forEach(all::add));
        }
        return all;
    }

    Iterable<?> retrieve(
            String dataType,
            @Nullable String codePath,
            @Nullable String valueSet,
            @Nullable Iterable<org.opencds.cqf.cql.engine.runtime.Code> codes) {
        Iterable<?> found =
                chart.retrieve(
                        null, null, null, dataType, null, codePath, codes, valueSet, null, null,
                        null, null);
        note(dataType, found);
        return found;
    }

    String pathwayId() {
        note(PATHWAY, List.of());
        return pathwayId;
    }

    private void note(String type, Iterable<?> found) {
        asking.set(asked.size());
        asked.add(new Asked(type, found));
    }

    State state() {
        return state;
    }

    ValueSets valueSets() {
        return valueSets;
    }
}
