package org.osteon.pathway;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;

/// CQL evaluated over one chart as of one day; `Today()` is that day.
///
/// An expression is evaluated when first asked for, and once. Any error is thrown: a rule that
/// failed must never look like a rule that did not hold.
interface CqlEvaluation {
    /// The answer of an expression of a library.
    Answer answer(Library library, ExpressionDef expression);

    /// The same of one of several charts that differ in the resources of one type only, each of
    /// them supposed once: what has nothing to do with these is found once for all of them.
    default CqlEvaluation supposing(Chart changed, String type) {
        return with(changed, type);
    }

    /// The same of the chart with a further resource.
    ///
    /// @param chart with the resource
    /// @param type the type of the resource
    CqlEvaluation with(Chart chart, String type);

    /// The same of the chart in which some resources say something else or are not there.
    ///
    /// @param chart with those changes
    /// @param changes what was there before, and what stands in its place; codes do not change
    CqlEvaluation with(Chart chart, Map<FhirObject, Optional<FhirObject>> changes);

    /// The same where another has been asked that differs from it by little.
    ///
    /// @param chart with all its changes
    /// @param differing what was there before and may stand otherwise in the other, and what stands
    ///   in its place: itself where nothing is changed
    /// @param other the same of other changes
    CqlEvaluation with(
            Chart chart, Map<FhirObject, Optional<FhirObject>> differing, CqlEvaluation other);

    /// What some expressions asked the chart for, each thing once.
    List<Retrieved> retrieved(Collection<Pathway.Definition> expressions);

    /// What the chart was asked for.
    ///
    /// @param type the type of the resources
    /// @param wanted the value set's URL or the codes; empty where all of the type were asked for
    /// @param found the resources
    record Retrieved(String type, String wanted, List<?> found) {}

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
