package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.elm.r1.Element;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.AbsEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.AddEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.AllTrueEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.AnyTrueEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.AvgEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.CeilingEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.CountEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.DateFromEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.DivideEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.EndEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.EndsWithEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.EqualEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.EquivalentEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ExceptEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ExistsEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ExpEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.FirstEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.FlattenEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.FloorEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.GreaterEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.GreaterOrEqualEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.IndexerEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.IntersectEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.LastEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.LessEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.LessOrEqualEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.LnEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.LowerEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.MatchesEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.MaxEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.MedianEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.MinEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ModuloEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.MultiplyEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.NegateEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.NotEqualEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.PowerEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.SingletonFromEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.StartEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.StartsWithEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.SubtractEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.SumEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToBooleanEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToConceptEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToDateEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToDateTimeEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToDecimalEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToIntegerEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToListEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.ToStringEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.TruncateEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.TruncatedDivideEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.UnionEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.UpperEvaluator;
import org.opencds.cqf.cql.engine.execution.State;
import org.opencds.cqf.cql.engine.runtime.Quantity;
import org.osteon.chart.FhirObject;

/// CQL's operators by the name of their ELM node: those of the reference engine, with short cuts
/// where the operands are plain strings, numbers or resources and the answer is obvious.
final class CqlOperators {
    /// An operator of one operand.
    @FunctionalInterface
    interface Unary {
        @Nullable Object apply(@Nullable Object operand, State state);
    }

    /// An operator of two operands.
    @FunctionalInterface
    interface Binary {
        @Nullable Object apply(@Nullable Object left, @Nullable Object right, State state);
    }

    private static final Map<String, Unary> UNARY =
            Map.ofEntries(
                    Map.entry("Not", (value, unused) -> value == null ? null : !(Boolean) value),
                    Map.entry("IsNull", (value, unused) -> value == null),
                    Map.entry("IsTrue", (value, unused) -> Boolean.TRUE.equals(value)),
                    Map.entry("IsFalse", (value, unused) -> Boolean.FALSE.equals(value)),
                    Map.entry("Exists", (value, unused) -> ExistsEvaluator.exists(value)),
                    Map.entry("First", (value, unused) -> FirstEvaluator.first(value)),
                    Map.entry("Last", (value, unused) -> last(value)),
                    Map.entry("Count", (value, unused) -> CountEvaluator.count(value)),
                    Map.entry(
                            "SingletonFrom",
                            (value, unused) -> SingletonFromEvaluator.singletonFrom(value)),
                    Map.entry("Flatten", (value, unused) -> FlattenEvaluator.flatten(value)),
                    Map.entry("Distinct", CqlOperators::distinct),
                    Map.entry("Sum", SumEvaluator::sum),
                    Map.entry("Min", MinEvaluator::min),
                    Map.entry("Max", MaxEvaluator::max),
                    Map.entry("Avg", AvgEvaluator::avg),
                    Map.entry("Median", MedianEvaluator::median),
                    Map.entry("AnyTrue", (value, unused) -> AnyTrueEvaluator.anyTrue(value)),
                    Map.entry("AllTrue", (value, unused) -> AllTrueEvaluator.allTrue(value)),
                    Map.entry("ToDecimal", (value, unused) -> ToDecimalEvaluator.toDecimal(value)),
                    Map.entry("ToInteger", (value, unused) -> ToIntegerEvaluator.toInteger(value)),
                    Map.entry("ToString", (value, unused) -> ToStringEvaluator.toString(value)),
                    Map.entry("ToBoolean", (value, unused) -> ToBooleanEvaluator.toBoolean(value)),
                    Map.entry("ToDate", (value, unused) -> ToDateEvaluator.toDate(value)),
                    Map.entry("ToDateTime", ToDateTimeEvaluator::toDateTime),
                    Map.entry("ToConcept", (value, unused) -> ToConceptEvaluator.toConcept(value)),
                    Map.entry("ToList", (value, unused) -> ToListEvaluator.toList(value)),
                    Map.entry("DateFrom", (value, unused) -> DateFromEvaluator.dateFrom(value)),
                    Map.entry("Abs", (value, unused) -> AbsEvaluator.abs(value)),
                    Map.entry("Negate", (value, unused) -> NegateEvaluator.INSTANCE.negate(value)),
                    Map.entry("Ceiling", (value, unused) -> CeilingEvaluator.ceiling(value)),
                    Map.entry("Floor", (value, unused) -> FloorEvaluator.floor(value)),
                    Map.entry("Truncate", (value, unused) -> TruncateEvaluator.truncate(value)),
                    Map.entry("Exp", (value, unused) -> ExpEvaluator.exp(value)),
                    Map.entry("Ln", (value, unused) -> LnEvaluator.ln(value)),
                    Map.entry("Upper", (value, unused) -> UpperEvaluator.upper(value)),
                    Map.entry("Lower", (value, unused) -> LowerEvaluator.lower(value)),
                    Map.entry("Start", (value, unused) -> StartEvaluator.start(value)),
                    Map.entry("End", (value, unused) -> EndEvaluator.end(value)));

    private static final Map<String, Binary> BINARY =
            Map.ofEntries(
                    Map.entry("Equal", CqlOperators::equal),
                    Map.entry("NotEqual", NotEqualEvaluator::notEqual),
                    Map.entry("Equivalent", EquivalentEvaluator::equivalent),
                    Map.entry("Less", CqlOperators::less),
                    Map.entry("LessOrEqual", CqlOperators::lessOrEqual),
                    Map.entry("Greater", CqlOperators::greater),
                    Map.entry("GreaterOrEqual", CqlOperators::greaterOrEqual),
                    Map.entry("Add", ofKnown(AddEvaluator::add)),
                    Map.entry("Subtract", ofKnown(SubtractEvaluator::subtract)),
                    Map.entry("Multiply", MultiplyEvaluator::multiply),
                    Map.entry("Divide", DivideEvaluator::divide),
                    Map.entry("TruncatedDivide", TruncatedDivideEvaluator::div),
                    Map.entry(
                            "Modulo", (left, right, unused) -> ModuloEvaluator.modulo(left, right)),
                    Map.entry("Power", (left, right, unused) -> PowerEvaluator.power(left, right)),
                    Map.entry("Union", CqlOperators::union),
                    Map.entry("Except", CqlOperators::except),
                    Map.entry("Intersect", IntersectEvaluator::intersect),
                    Map.entry(
                            "Indexer",
                            (left, right, unused) -> IndexerEvaluator.indexer(left, right)),
                    Map.entry(
                            "Matches",
                            (left, right, unused) ->
                                    MatchesEvaluator.matches((String) left, (String) right)),
                    Map.entry(
                            "EndsWith",
                            (left, right, unused) ->
                                    EndsWithEvaluator.endsWith((String) left, (String) right)),
                    Map.entry(
                            "StartsWith",
                            (left, right, unused) -> StartsWithEvaluator.startsWith(left, right)),
                    Map.entry(
                            "Concatenate",
                            (left, right, unused) ->
                                    left == null || right == null
                                            ? null
                                            : left.toString().concat(right.toString())));

    private CqlOperators() {}

    /// With an amount that is not known nothing is added up: the evaluators of the engine fail on a
    /// quantity without a value.
    private static Binary ofKnown(Binary operator) {
        return (left, right, state) ->
                isUnknown(left) || isUnknown(right) ? null : operator.apply(left, right, state);
    }

    private static boolean isUnknown(@Nullable Object operand) {
        return operand == null
                || (operand instanceof Quantity quantity && quantity.getValue() == null);
    }

    static @Nullable Unary unary(Element element) {
        return UNARY.get(element.getClass().getSimpleName());
    }

    static @Nullable Binary binary(Element element) {
        return BINARY.get(element.getClass().getSimpleName());
    }

    static @Nullable Boolean equal(@Nullable Object left, @Nullable Object right, State state) {
        return (left instanceof String one && right instanceof String other)
                ? (Boolean) one.equals(other)
                : EqualEvaluator.equal(left, right, state);
    }

    private static @Nullable Object less(
            @Nullable Object left, @Nullable Object right, State state) {
        return (left instanceof BigDecimal one && right instanceof BigDecimal other)
                ? (Boolean) (one.compareTo(other) < 0)
                : LessEvaluator.less(left, right, state);
    }

    private static @Nullable Object lessOrEqual(
            @Nullable Object left, @Nullable Object right, State state) {
        return (left instanceof BigDecimal one && right instanceof BigDecimal other)
                ? (Boolean) (one.compareTo(other) <= 0)
                : LessOrEqualEvaluator.lessOrEqual(left, right, state);
    }

    private static @Nullable Object greater(
            @Nullable Object left, @Nullable Object right, State state) {
        return (left instanceof BigDecimal one && right instanceof BigDecimal other)
                ? (Boolean) (one.compareTo(other) > 0)
                : GreaterEvaluator.greater(left, right, state);
    }

    private static @Nullable Object greaterOrEqual(
            @Nullable Object left, @Nullable Object right, State state) {
        return (left instanceof BigDecimal one && right instanceof BigDecimal other)
                ? (Boolean) (one.compareTo(other) >= 0)
                : GreaterOrEqualEvaluator.greaterOrEqual(left, right, state);
    }

    /// The engine's goes through all that stand before it.
    private static @Nullable Object last(@Nullable Object value) {
        return value instanceof List<?> items
                ? items.isEmpty() ? null : items.getLast()
                : LastEvaluator.last(value);
    }

    private static @Nullable Object distinct(@Nullable Object value, State state) {
        return value instanceof Iterable<?> items ? distinct(items, state) : null;
    }

    static List<? extends @Nullable Object> distinct(Iterable<?> items, State state) {
        if (items instanceof List<?> list && list.size() < 2) {
            return list;
        }
        if (areResources(items)) {
            return resources(items);
        }
        return CqlDistinct.of(items, state);
    }

    private static @Nullable Object union(
            @Nullable Object left, @Nullable Object right, State state) {
        if (left instanceof List<?> one && right instanceof List<?> other) {
            if (other.isEmpty() && one.isEmpty()) {
                return one;
            }
            if (areResources(one) && areResources(other)) {
                return resources(one).and(resources(other));
            }
        }
        return UnionEvaluator.union(left, right, state);
    }

    private static @Nullable Object except(
            @Nullable Object left, @Nullable Object right, State state) {
        if (left instanceof List<?> one
                && right instanceof List<?> other
                && areResources(one)
                && areResources(other)) {
            return resources(one).without(resources(other));
        }
        return ExceptEvaluator.except(left, right, state);
    }

    /// In the order of the items; resources are equal only to themselves.
    private static ResourceList resources(Iterable<?> items) {
        if (items instanceof ResourceList list) {
            return list;
        }
        Set<Object> set = new LinkedHashSet<>();
        items.forEach(set::add);
        return ResourceList.of(set);
    }

    static boolean areResources(Iterable<?> items) {
        if (items instanceof ResourceList) {
            return true;
        }
        for (Object item : items) {
            if (!(item instanceof FhirObject)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a resource is in a list; null where it is not a plain question about a resource.
    static @Nullable Boolean containsResource(
            @Nullable Object item, @Nullable Object list, CompiledEvaluation run) {
        if (!(item instanceof FhirObject) || !(list instanceof List<?> candidates)) {
            return null;
        }
        if (candidates instanceof ResourceList resources) {
            return resources.contains(item);
        }
        ListMembers members = run.members(candidates);
        if (members != null) {
            return members.has(item) ? (Boolean) true : members.areResources() ? false : null;
        }
        if (candidates.contains(item)) {
            return true;
        }
        return areResources(candidates) ? false : null;
    }
}
