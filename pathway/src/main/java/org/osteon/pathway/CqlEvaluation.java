package org.osteon.pathway;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.data.DataProvider;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.EvaluationVisitor;
import org.opencds.cqf.cql.engine.execution.State;
import org.osteon.chart.Chart;

/// CQL evaluated over one chart as of one day; `Today()` is that day. Not for sharing between
/// threads.
///
/// An expression is evaluated when first asked for, and once. Any error of the engine is thrown: a
/// rule that failed must never look like a rule that did not hold.
final class CqlEvaluation {
    private static final FhirModel MODEL = new FhirModel();
    private static final EvaluationVisitor VISITOR = new EvaluationVisitor();

    private final State state;
    private final Map<String, Answer> answers = new HashMap<>();

    /// @param value the CQL value
    /// @param read the chart's objects that were retrieved for it
    record Answer(@Nullable Object value, Set<Object> read) {}

    CqlEvaluation(CqlLibraries libraries, ValueSets valueSets, Chart known, LocalDate asOf) {
        Map<String, DataProvider> providers = new HashMap<>();
        providers.put(
                FhirModel.URI,
                new CompositeDataProvider(MODEL, new ChartRetrieve(known, valueSets)));
        Environment environment = new Environment(libraries.manager(), providers, valueSets);
        state = new State(environment);
        state.getCache().setExpressionCaching(true);
        state.getCache().getFunctionCache().putAll(libraries.functions());
        state.setEvaluationDateTime(asOf.atStartOfDay(ZoneOffset.UTC));
    }

    /// The answer of an expression of a library.
    Answer answer(Library library, ExpressionDef expression) {
        String key = library.getIdentifier() + "." + expression.getName();
        Answer answer = answers.get(key);
        if (answer == null) {
            answer = evaluate(library, expression);
            answers.put(key, answer);
        }
        return answer;
    }

    private Answer evaluate(Library library, ExpressionDef expression) {
        state.init(library);
        state.setContextValue("Patient", "patient");
        state.beginEvaluation();
        try {
            state.pushActivationFrame(expression, expression.getContext());
            try {
                Object value = VISITOR.visitExpressionDef(expression, state);
                return new Answer(value, new HashSet<>(state.getEvaluatedResources()));
            } finally {
                state.popActivationFrame();
            }
        } finally {
            state.endEvaluation();
            state.clearEvaluatedResources();
            state.exitLibrary(true);
        }
    }

    /// Keeps what this evaluation has learnt of function calls for the next.
    void remember(CqlLibraries libraries) {
        if (libraries.functions().size() < state.getCache().getFunctionCache().size()) {
            libraries.functions().putAll(state.getCache().getFunctionCache());
        }
    }
}
