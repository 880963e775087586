package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.elm.r1.AliasRef;
import org.hl7.elm.r1.And;
import org.hl7.elm.r1.BinaryExpression;
import org.hl7.elm.r1.Equal;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.FunctionRef;
import org.hl7.elm.r1.Greater;
import org.hl7.elm.r1.GreaterOrEqual;
import org.hl7.elm.r1.In;
import org.hl7.elm.r1.Less;
import org.hl7.elm.r1.LessOrEqual;
import org.hl7.elm.r1.Property;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.opencds.cqf.cql.engine.runtime.Precision;

/// What a filter asks of each item by itself and holds against something that is the same for all
/// of them: `F.onDay = theDay`, `O.calendarDay() in Interval[from, to]`. A list that is filtered so
/// again and again, for each of many days, is looked up in an index ([FilterIndex]) rather than
/// walked.
///
/// Only what cannot be kept is left out: what the index gives is still asked the whole filter, so
/// the answer is that of the walk. The condition must stand where evaluating it for some items only
/// asks the chart for nothing less.
final class CqlFilter {
    private final int number;
    private final CqlNode of;
    private final int slots;
    private final CqlNode against;
    private final Kind kind;

    private enum Kind {
        SAME,
        UP_TO,
        FROM,
        WITHIN
    }

    private CqlFilter(int number, CqlNode of, int slots, CqlNode against, Kind kind) {
        this.number = number;
        this.of = of;
        this.slots = slots;
        this.against = against;
        this.kind = kind;
    }

    /// Those of a filter, in their order.
    ///
    /// @param alias the name of an item in it
    static List<CqlFilter> of(CqlCompilation compilation, String alias, Expression where) {
        List<CqlFilter> found = new ArrayList<>();
        List<Expression> conditions = conditions(where);
        int looked = 0;
        for (int i = 0; i < conditions.size(); i++) {
            if (!asksOfOne(conditions.get(i), alias)) {
                continue;
            }
            for (; looked < i; looked++) {
                if (!compilation.asksNothing(conditions.get(looked))) {
                    return found;
                }
            }
            one(compilation, alias, conditions.get(i), i == 0).ifPresent(found::add);
        }
        return found;
    }

    /// Whether it compares something of an item, at first sight.
    private static boolean asksOfOne(Expression condition, String alias) {
        return condition instanceof BinaryExpression binary
                && !(condition instanceof And)
                && binary.getOperand().stream().anyMatch(side -> isOfOne(side, alias));
    }

    private static boolean isOfOne(@Nullable Expression side, String alias) {
        return switch (side) {
            case AliasRef reference -> alias.equals(reference.getName());
            case Property property ->
                    property.getSource() == null
                            ? alias.equals(property.getScope())
                            : isOfOne(property.getSource(), alias);
            case FunctionRef call ->
                    call.getOperand().size() == 1 && isOfOne(call.getOperand().getFirst(), alias);
            case null, default -> false;
        };
    }

    private static List<Expression> conditions(Expression where) {
        List<Expression> all = new ArrayList<>();
        collect(where, all);
        return all;
    }

    private static void collect(Expression where, List<Expression> all) {
        if (where instanceof And and) {
            and.getOperand().forEach(operand -> collect(operand, all));
        } else {
            all.add(where);
        }
    }

    private static Optional<CqlFilter> one(
            CqlCompilation compilation, String alias, Expression condition, boolean first) {
        if (!(condition instanceof BinaryExpression binary) || binary.getOperand().size() != 2) {
            return Optional.empty();
        }
        Expression left = binary.getOperand().get(0);
        Expression right = binary.getOperand().get(1);
        return switch (condition) {
            case Equal unused ->
                    filter(compilation, alias, left, right, Kind.SAME, first)
                            .or(() -> filter(compilation, alias, right, left, Kind.SAME, first));
            case In in when in.getPrecision() == null ->
                    filter(compilation, alias, left, right, Kind.WITHIN, first);
            case Less unused -> filter(compilation, alias, left, right, Kind.UP_TO, first);
            case LessOrEqual unused -> filter(compilation, alias, left, right, Kind.UP_TO, first);
            case Greater unused -> filter(compilation, alias, left, right, Kind.FROM, first);
            case GreaterOrEqual unused -> filter(compilation, alias, left, right, Kind.FROM, first);
            default -> Optional.empty();
        };
    }

    private static Optional<CqlFilter> filter(
            CqlCompilation compilation,
            String alias,
            Expression of,
            Expression against,
            Kind kind,
            boolean first) {
        if (!isOfOne(of, alias)) {
            return Optional.empty();
        }
        Optional<CqlCompilation.Alone> item = compilation.alone(of, alias);
        Optional<CqlCompilation.Without> other = compilation.without(alias, against);
        return item.isPresent()
                        && item.get().asksNothing()
                        && other.isPresent()
                        && (first || other.get().asksNothing())
                ? Optional.of(
                        new CqlFilter(
                                compilation.nextFilter(),
                                item.get().node(),
                                item.get().slots(),
                                other.get().node(),
                                kind))
                : Optional.empty();
    }

    /// The items that the filter can keep, in their order; all of them where nothing better is
    /// known.
    static List<?> candidates(List<CqlFilter> filters, List<?> items, CqlNode.Frame frame) {
        List<?> least = items;
        for (CqlFilter filter : filters) {
            if (least.size() < FilterIndex.WORTH_IT) {
                return least;
            }
            List<?> found = filter.candidates(items, frame);
            if (found.size() < least.size()) {
                least = found;
            }
        }
        return least;
    }

    private List<?> candidates(List<?> items, CqlNode.Frame frame) {
        FilterIndex index =
                frame.run().filterIndex(number, items, item -> known(frame.run(), item));
        if (index == null) {
            return items;
        }
        Object value;
        try {
            value = against.value(frame);
        } catch (RuntimeException e) {
            // Whether it is asked for at all, the walk tells.
            return items;
        }
        return switch (kind) {
            case SAME -> value == null ? items : index.same(value);
            case UP_TO -> between(index, items, Bound.of(null), Bound.to(value));
            case FROM -> between(index, items, Bound.to(value), Bound.of(null));
            case WITHIN ->
                    value instanceof Interval interval
                            ? between(
                                    index,
                                    items,
                                    Bound.to(interval.getLow()),
                                    Bound.to(interval.getHigh()))
                            : items;
        };
    }

    /// An end of a stretch of days.
    ///
    /// @param known whether it is known where it is
    /// @param day null: the stretch has no end there
    private record Bound(boolean known, @Nullable LocalDate day) {
        static Bound of(@Nullable LocalDate day) {
            return new Bound(true, day);
        }

        static Bound to(@Nullable Object value) {
            LocalDate day = CqlFilter.day(value);
            return new Bound(day != null, day);
        }
    }

    private static List<?> between(FilterIndex index, List<?> items, Bound from, Bound to) {
        return from.known() && to.known() ? index.between(from.day(), to.day()) : items;
    }

    /// What the filter asks of an item; null also where asking fails, as the walk may not ask it.
    private @Nullable Object known(CompiledEvaluation run, @Nullable Object item) {
        try {
            return of.value(locals(run, item));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private CqlNode.Frame locals(CompiledEvaluation run, @Nullable Object item) {
        @Nullable Object[] locals = new @Nullable Object[slots];
        locals[0] = item;
        return new CqlNode.Frame(run, locals);
    }

    /// The day of a date that is known to the day.
    static @Nullable LocalDate day(@Nullable Object value) {
        return value instanceof Date date && date.getPrecision() == Precision.DAY
                ? date.getDate()
                : null;
    }
}
