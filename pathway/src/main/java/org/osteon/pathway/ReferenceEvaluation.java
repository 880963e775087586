package org.osteon.pathway;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.data.DataProvider;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.EvaluationVisitor;
import org.opencds.cqf.cql.engine.execution.State;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;

/// CQL evaluated by the reference engine. Not for sharing between threads.
final class ReferenceEvaluation implements CqlEvaluation {
    private static final EvaluationVisitor VISITOR = new EvaluationVisitor();

    private final String pathwayId;
    private final CqlLibraries libraries;
    private final ValueSets valueSets;
    private final LocalDate asOf;
    private final State state;
    private final Map<String, Answer> answers = new HashMap<>();

    ReferenceEvaluation(
            String pathwayId,
            CqlLibraries libraries,
            ValueSets valueSets,
            Chart known,
            LocalDate asOf) {
        this.pathwayId = pathwayId;
        this.libraries = libraries;
        this.valueSets = valueSets;
        this.asOf = asOf;
        Map<String, DataProvider> providers = new HashMap<>();
        providers.put(
                FhirModel.URI,
                new CompositeDataProvider(FhirModel.INSTANCE, new ChartRetrieve(known, valueSets)));
        Environment environment = new Environment(libraries.managerOfAll(), providers, valueSets);
        state = new State(environment);
        state.getCache().setExpressionCaching(true);
        state.setParameter(null, CqlProgram.PATHWAY_PARAMETER, pathwayId);
        state.setEvaluationDateTime(asOf.atStartOfDay(ZoneOffset.UTC));
    }

    @Override
    public CqlEvaluation with(Chart chart, String type) {
        return new ReferenceEvaluation(pathwayId, libraries, valueSets, chart, asOf);
    }

    @Override
    public CqlEvaluation with(Chart chart, Map<FhirObject, Optional<FhirObject>> changes) {
        return new ReferenceEvaluation(pathwayId, libraries, valueSets, chart, asOf);
    }

    @Override
    public CqlEvaluation with(
            Chart chart, Map<FhirObject, Optional<FhirObject>> differing, CqlEvaluation other) {
        return with(chart, differing);
    }

    /// The engine does not tell what it asked for, only what it found: that by type.
    @Override
    public List<Retrieved> retrieved(Collection<Pathway.Definition> expressions) {
        Map<String, List<Object>> byType = new TreeMap<>();
        for (Pathway.Definition definition : expressions) {
            for (Object found : answer(definition.library(), definition.expression()).read()) {
                if (found instanceof FhirObject content) {
                    List<Object> list =
                            byType.computeIfAbsent(content.typeName(), unused -> new ArrayList<>());
                    if (!list.contains(content)) {
                        list.add(content);
                    }
                }
            }
        }
        return byType.entrySet().stream()
                .map(type -> new Retrieved(type.getKey(), "", type.getValue()))
                .toList();
    }

    @Override
    public Answer answer(Library library, ExpressionDef expression) {
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
                Set<Object> read = new HashSet<>(state.getEvaluatedResources());
                return new Answer(value, () -> read);
            } finally {
                state.popActivationFrame();
            }
        } finally {
            state.endEvaluation();
            state.clearEvaluatedResources();
            state.exitLibrary(true);
        }
    }
}
