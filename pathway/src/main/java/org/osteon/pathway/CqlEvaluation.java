package org.osteon.pathway;

import java.util.Set;
import java.util.function.Supplier;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;

/// CQL evaluated over one chart as of one day; `Today()` is that day.
///
/// An expression is evaluated when first asked for, and once. Any error is thrown: a rule that
/// failed must never look like a rule that did not hold.
interface CqlEvaluation {
    /// The answer of an expression of a library.
    Answer answer(Library library, ExpressionDef expression);

    /// The same of the chart with a further resource.
    ///
    /// @param chart with the resource
    /// @param type the type of the resource
    CqlEvaluation with(Chart chart, String type);

    /// What an expression gives.
    ///
    /// @param value the CQL value
    /// @param reading the chart's objects that were retrieved for it
    record Answer(@Nullable Object value, Supplier<Set<Object>> reading) {
        Set<Object> read() {
            return reading.get();
        }
    }
}
