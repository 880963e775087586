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
final class CompiledEvaluation implements CqlEvaluation {
    private final CqlProgram program;
    private final ChartRetrieve chart;
    private final ValueSets valueSets;
    private final State state;
    private final @Nullable Object[] values;
    private final @Nullable BitSet[] readBy;
    private final List<Iterable<?>> retrieved = new ArrayList<>();
    private BitSet reading = new BitSet();

    CompiledEvaluation(
            CqlProgram program,
            CqlLibraries libraries,
            ValueSets valueSets,
            Chart known,
            LocalDate asOf) {
        this.program = program;
        this.valueSets = valueSets;
        this.chart = new ChartRetrieve(known, valueSets);
        Map<String, DataProvider> providers = new HashMap<>();
        providers.put(FhirModel.URI, new CompositeDataProvider(FhirModel.INSTANCE, chart));
        // The engine's operators ask a state for the time and for the equality of FHIR values.
        this.state = new State(new Environment(libraries.manager(), providers, valueSets));
        state.setEvaluationDateTime(asOf.atStartOfDay(ZoneOffset.UTC));
        this.values = new @Nullable Object[program.size()];
        this.readBy = new @Nullable BitSet[program.size()];
    }

    @Override
    public Answer answer(Library library, ExpressionDef expression) {
        int number = program.numberOf(expression);
        Object value = expression(number);
        return new Answer(value, () -> read(number));
    }

    /// The value of an expression, evaluated when first asked for, and once.
    @Nullable Object expression(int number) {
        BitSet read = readBy[number];
        if (read == null) {
            BitSet outer = reading;
            reading = new BitSet();
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
            read = reading;
            readBy[number] = read;
            reading = outer;
        }
        reading.or(read);
        return values[number];
    }

    private Set<Object> read(int number) {
        Set<Object> all = new HashSet<>();
        BitSet read = readBy[number];
        if (read != null) {
            read.stream().forEach(index -> retrieved.get(index).forEach(all::add));
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
        reading.set(retrieved.size());
        retrieved.add(found);
        return found;
    }

    State state() {
        return state;
    }

    ValueSets valueSets() {
        return valueSets;
    }
}
