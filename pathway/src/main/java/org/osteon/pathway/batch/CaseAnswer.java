package org.osteon.pathway.batch;

import java.util.List;
import java.util.function.Supplier;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;

/// What comes of a case: an assessment, or why there is none. A chart of many costs its own answer
/// and no other.
public sealed interface CaseAnswer {
    /// It was assessed.
    record Assessed(AssessedChart chart) implements CaseAnswer {}

    /// It could not be used, or the rules stopped at it.
    ///
    /// @param reason one line
    record Unusable(String reason) implements CaseAnswer {}

    /// Assesses a case by the pathways that it names.
    ///
    /// @param source gives the case, or throws [UnusableChartException]
    static CaseAnswer of(KnowledgeBase knowledge, Supplier<AssessmentCase> source) {
        try {
            AssessmentCase one = source.get();
            List<Pathway> pathways =
                    one.pathways().stream().distinct().map(id -> named(knowledge, id)).toList();
            return new Assessed(AssessedChart.byAll(pathways, one.chart(), one.asOf()));
        } catch (UnusableChartException e) {
            return unusable(e.reason());
        } catch (RuntimeException e) {
            return unusable("a rule could not be evaluated: " + e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return unusable("too much for the memory given: " + e.getClass().getSimpleName());
        }
    }

    private static Pathway named(KnowledgeBase knowledge, String id) {
        return knowledge
                .pathway(id)
                .orElseThrow(() -> new UnusableChartException(knowledge.noPathway(id)));
    }

    private static CaseAnswer unusable(String reason) {
        return new Unusable(reason.replaceAll("\\s*\\R\\s*", " "));
    }

    /// One JSON object on one line.
    ///
    /// @param origin where the case came from
    default String line(AssessmentJson.Origin origin) {
        return switch (this) {
            case Assessed(AssessedChart chart) -> AssessmentJson.line(origin, chart);
            case Unusable(String reason) -> AssessmentJson.errorLine(origin, reason);
        };
    }
}
