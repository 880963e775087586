package org.osteon.pathway;

import java.util.Objects;
import org.hl7.elm.r1.After;
import org.hl7.elm.r1.Before;
import org.hl7.elm.r1.BinaryExpression;
import org.hl7.elm.r1.Date;
import org.hl7.elm.r1.DateTimeComponentFrom;
import org.hl7.elm.r1.DateTimePrecision;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.SameAs;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.AfterEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.BeforeEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.DateEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.DateTimeComponentFromEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.SameAsEvaluator;
import org.opencds.cqf.cql.engine.execution.State;
import org.opencds.cqf.cql.engine.runtime.Precision;

/// Compiles dates made of their parts, and which of two moments comes first, or whether they are
/// one.
final class CqlMoments {
    private final CqlCompilation compilation;

    CqlMoments(CqlCompilation compilation) {
        this.compilation = compilation;
    }

    CqlNode date(Date date) throws UnsupportedCqlException {
        CqlNode year = part(date.getYear());
        CqlNode month = part(date.getMonth());
        CqlNode day = part(date.getDay());
        return frame ->
                DateEvaluator.internalEvaluate(
                        (Integer) year.value(frame),
                        (Integer) month.value(frame),
                        (Integer) day.value(frame));
    }

    private CqlNode part(@Nullable Expression part) throws UnsupportedCqlException {
        return part == null ? CqlCompilation.constant(null) : compilation.node(part);
    }

    CqlNode after(After after) throws UnsupportedCqlException {
        return compared(after, after.getPrecision(), AfterEvaluator::after);
    }

    CqlNode before(Before before) throws UnsupportedCqlException {
        return compared(before, before.getPrecision(), BeforeEvaluator::before);
    }

    CqlNode same(SameAs same) throws UnsupportedCqlException {
        return compared(same, same.getPrecision(), SameAsEvaluator::sameAs);
    }

    private interface Comparison {
        @Nullable Boolean of(
                @Nullable Object left,
                @Nullable Object right,
                @Nullable String precision,
                @Nullable State state);
    }

    private CqlNode compared(
            BinaryExpression moments, @Nullable DateTimePrecision precision, Comparison comparison)
            throws UnsupportedCqlException {
        CqlNode[] operands = compilation.nodes(moments.getOperand());
        String unit = precision == null ? null : precision.value();
        return frame ->
                comparison.of(
                        operands[0].value(frame),
                        operands[1].value(frame),
                        unit,
                        frame.run().state());
    }

    /// What is counted between two moments.
    @FunctionalInterface
    interface Between {
        @Nullable Object of(@Nullable Object from, @Nullable Object to, Precision precision);
    }

    CqlNode between(
            BinaryExpression between, @Nullable DateTimePrecision precision, Between operator)
            throws UnsupportedCqlException {
        CqlNode[] operands = compilation.nodes(between.getOperand());
        Precision unit =
                Precision.Companion.fromString(
                        Objects.requireNonNull(CqlCompilation.precision(precision)));
        return frame -> operator.of(operands[0].value(frame), operands[1].value(frame), unit);
    }

    CqlNode component(DateTimeComponentFrom component) throws UnsupportedCqlException {
        CqlNode operand = compilation.node(component.getOperand());
        String precision =
                Objects.requireNonNull(CqlCompilation.precision(component.getPrecision()));
        return frame ->
                DateTimeComponentFromEvaluator.dateTimeComponentFrom(
                        operand.value(frame), precision);
    }
}
