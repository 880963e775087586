package org.osteon.pathway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hl7.elm.r1.AliasRef;
import org.hl7.elm.r1.And;
import org.hl7.elm.r1.BinaryExpression;
import org.hl7.elm.r1.DateTimePrecision;
import org.hl7.elm.r1.DifferenceBetween;
import org.hl7.elm.r1.Equal;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.FunctionRef;
import org.hl7.elm.r1.Greater;
import org.hl7.elm.r1.GreaterOrEqual;
import org.hl7.elm.r1.In;
import org.hl7.elm.r1.Less;
import org.hl7.elm.r1.LessOrEqual;
import org.hl7.elm.r1.Library;
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
/// Only what cannot be kept is left out (what is not known is equal to nothing, and neither before
/// nor after anything): what the index gives is still asked the whole filter, so the answer is that
/// of the walk. The condition must stand where evaluating it for some items only asks the chart for
/// nothing less.
final class CqlFilter {
    private final Numbers number;
    private final CqlNode of;
    private final int slots;

    private final List<Test> tests = new ArrayList<>();

    private enum Kind {
        SAME,
        UP_TO,
        FROM,
        WITHIN
    }

    /// What it is held against.
    ///
    /// @param days so many days later
    /// @param backwards so many days earlier
    private record Test(CqlNode against, Kind kind, CqlNode days, boolean backwards) {}

    /// In place of what could not be asked of an item: the walk may not ask it, and tells.
    private static final Object FAILED = new Object();

    /// In place of a number of days.
    private static final int NOT_KNOWN = Integer.MIN_VALUE;

    private static final CqlNode NO_DAYS = CqlCompilation.constant(0);

    /// @param own by which lists are remembered that filters met lately
    /// @param question of what is asked of an item: the same for all filters that ask it, wherever
    ///   they stand, so that they share the index of a list
    record Numbers(int own, int question) {
        static Numbers of(CqlProgram program, Library library, Expression of) {
            return new Numbers(
                    program.nextFilter(), program.questions(written(program, library, of)));
        }
    }

    private CqlFilter(Numbers number, CqlNode of, int slots) {
        this.number = number;
        this.of = of;
        this.slots = slots;
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
            one(compilation, alias, conditions.get(i), i == 0, found);
        }
        return found;
    }

    /// Whether it compares something of an item, at first sight.
    private static boolean asksOfOne(Expression condition, String alias) {
        return condition instanceof BinaryExpression binary
                && !(condition instanceof And)
                && binary.getOperand().stream()
                        .anyMatch(side -> isOfOne(side, alias) || isDaysOfOne(side, alias));
    }

    /// Whether it counts the days from an item, or to one.
    private static boolean isDaysOfOne(@Nullable Expression side, String alias) {
        return side instanceof DifferenceBetween days
                && days.getPrecision() == DateTimePrecision.DAY
                && days.getOperand().stream().anyMatch(end -> isOfOne(end, alias));
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

    private static void one(
            CqlCompilation compilation,
            String alias,
            Expression condition,
            boolean first,
            List<CqlFilter> found) {
        if (!(condition instanceof BinaryExpression binary) || binary.getOperand().size() != 2) {
            return;
        }
        Expression left = binary.getOperand().get(0);
        Expression right = binary.getOperand().get(1);
        Adding adding = new Adding(compilation, alias, first, found);
        switch (condition) {
            case Equal unused -> {
                if (!adding.add(left, right, Kind.SAME, NO_DAYS, false)) {
                    adding.add(right, left, Kind.SAME, NO_DAYS, false);
                }
            }
            case In in when in.getPrecision() == null ->
                    adding.add(left, right, Kind.WITHIN, NO_DAYS, false);
            case Less unused -> adding.add(left, right, Kind.UP_TO);
            case LessOrEqual unused -> adding.add(left, right, Kind.UP_TO);
            case Greater unused -> adding.add(left, right, Kind.FROM);
            case GreaterOrEqual unused -> adding.add(left, right, Kind.FROM);
            default -> {}
        }
    }

    /// Adds what a condition asks to what others ask.
    private record Adding(
            CqlCompilation compilation, String alias, boolean first, List<CqlFilter> found) {

        /// Of something of an item, or of the days from it or to it: `difference in days between E
        /// and theDay <= 365` holds from 365 days before that day on.
        void add(Expression of, Expression against, Kind kind) {
            if (!isDaysOfOne(of, alias)) {
                add(of, against, kind, NO_DAYS, false);
                return;
            }
            Optional<CqlCompilation.Without> many = number(against);
            if (many.isEmpty()) {
                return;
            }
            CqlNode days = many.get().node();
            Expression from = ((DifferenceBetween) of).getOperand().get(0);
            Expression to = ((DifferenceBetween) of).getOperand().get(1);
            if (!add(from, to, kind == Kind.UP_TO ? Kind.FROM : Kind.UP_TO, days, true)) {
                add(to, from, kind, days, false);
            }
        }

        /// So many days: a number, or what may be asked for before anything else is.
        private Optional<CqlCompilation.Without> number(Expression many) {
            OptionalInt written = compilation.wholeNumber(many);
            return written.isPresent()
                    ? Optional.of(
                            new CqlCompilation.Without(
                                    CqlCompilation.constant(written.getAsInt()), true))
                    : compilation.without(alias, many).filter(one -> first || one.asksNothing());
        }

        /// Whether it could be added.
        boolean add(Expression of, Expression against, Kind kind, CqlNode days, boolean backwards) {
            if (!isOfOne(of, alias)) {
                return false;
            }
            Optional<CqlCompilation.Alone> item = compilation.alone(of, alias);
            Optional<CqlCompilation.Without> other = compilation.without(alias, against);
            if (item.isEmpty()
                    || !item.get().asksNothing()
                    || other.isEmpty()
                    || (!first && !other.get().asksNothing())) {
                return false;
            }
            Numbers asked = compilation.filter(of);
            CqlFilter same = null;
            for (CqlFilter one : found) {
                same = one.number.question() == asked.question() ? one : same;
            }
            if (same == null) {
                same = new CqlFilter(asked, item.get().node(), item.get().slots());
                found.add(same);
            }
            same.tests.add(new Test(other.get().node(), kind, days, backwards));
            return true;
        }
    }

    private static String written(CqlProgram program, Library library, @Nullable Expression of) {
        return switch (of) {
            case Property property ->
                    written(program, library, property.getSource()) + "." + property.getPath();
            case FunctionRef call -> {
                try {
                    yield written(program, library, call.getOperand().getFirst())
                            + " "
                            + program.function(library, call).number();
                } catch (UnsupportedCqlException e) {
                    throw new IllegalStateException("was compiled before: " + call.getName(), e);
                }
            }
            case null, default -> "";
        };
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
        List<?> least = items;
        LocalDate from = null;
        LocalDate to = null;
        for (Test test : tests) {
            Object value;
            int days;
            try {
                value = test.against().value(frame);
                days = test.days().value(frame) instanceof Integer many ? many : NOT_KNOWN;
            } catch (RuntimeException e) {
                // Whether it is asked for at all, the walk tells.
                continue;
            }
            if (days == NOT_KNOWN) {
                continue;
            }
            days = test.backwards() ? -days : days;
            switch (test.kind()) {
                case SAME -> least = value == null ? least : shorter(least, index.same(value));
                case UP_TO -> to = earlier(to, shifted(day(value), days));
                case FROM -> from = later(from, shifted(day(value), days));
                case WITHIN -> {
                    // An end that is not known to the day keeps all.
                    if (value instanceof Interval interval
                            && day(interval.getLow()) != null
                            && day(interval.getHigh()) != null) {
                        from = later(from, day(interval.getLow()));
                        to = earlier(to, day(interval.getHigh()));
                    }
                }
            }
        }
        return from == null && to == null ? least : shorter(least, index.between(from, to));
    }

    private static List<?> shorter(List<?> one, List<?> other) {
        return other.size() < one.size() ? other : one;
    }

    private static @Nullable LocalDate shifted(@Nullable LocalDate day, int days) {
        return day == null || days == 0 ? day : day.plusDays(days);
    }

    private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /// What the filter asks of an item.
    private @Nullable Object known(CompiledEvaluation run, @Nullable Object item) {
        try {
            return of.value(locals(run, item));
        } catch (RuntimeException e) {
            return FAILED;
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
