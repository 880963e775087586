package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalInt;
import javax.xml.namespace.QName;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.ExpressionRef;
import org.hl7.elm.r1.FunctionRef;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.Literal;
import org.hl7.elm.r1.Negate;
import org.hl7.elm.r1.ParameterDef;
import org.hl7.elm.r1.ParameterRef;
import org.hl7.elm.r1.Quantity;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.LiteralEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.QuantityEvaluator;

/// Compiles numbers and texts that stand in the CQL. What is beyond CQL's numbers (an integer from
/// 2^31, more than eight decimals) is left to the reference engine when it is asked for.
final class CqlLiterals {
    private static final String LEAST_INTEGER = "2147483648";
    private static final int MOST_DECIMALS = 8;
    private static final int MOST_DIGITS = 20;

    CqlNode literal(Literal literal) throws UnsupportedCqlException {
        String text = String.valueOf(literal.getValue());
        QName type = Objects.requireNonNull(literal.getValueType());
        return switch (type.getLocalPart()) {
            case "String" -> CqlCompilation.constant(text);
            case "Boolean" -> CqlCompilation.constant(Boolean.valueOf(text));
            case "Integer" -> integer(type, text);
            case "Decimal" ->
                    isPlain(new BigDecimal(text))
                            ? CqlCompilation.constant(new BigDecimal(text))
                            : byReference(type, text);
            default -> throw CqlCompilation.unsupported(literal);
        };
    }

    private static CqlNode integer(QName type, String text) {
        try {
            return CqlCompilation.constant(Integer.valueOf(text));
        } catch (NumberFormatException unused) {
            return byReference(type, text);
        }
    }

    private static CqlNode byReference(QName type, String text) {
        return frame -> LiteralEvaluator.internalEvaluate(type, text, frame.run().state());
    }

    CqlNode quantity(Quantity quantity) {
        BigDecimal value = quantity.getValue();
        return value != null && isPlain(value)
                ? CqlCompilation.constant(
                        new org.opencds.cqf.cql.engine.runtime.Quantity()
                                .withValue(value)
                                .withUnit(quantity.getUnit()))
                : frame -> QuantityEvaluator.internalEvaluate(quantity, frame.run().state());
    }

    /// Minus 2^31, whose digits alone are no integer.
    static boolean isLeastInteger(Negate negate) {
        return negate.getOperand() instanceof Literal literal
                && LEAST_INTEGER.equals(literal.getValue());
    }

    private static boolean isPlain(BigDecimal number) {
        return number.scale() <= MOST_DECIMALS
                && (long) number.precision() - number.scale() <= MOST_DIGITS;
    }

    /// The whole number that an expression is, or the definition or parameter that it names; empty
    /// where it is neither.
    static OptionalInt wholeNumber(
            CqlProgram program, Library library, @Nullable Expression expression) {
        return switch (expression) {
            case Literal literal -> wholeNumber(literal);
            case FunctionRef unused -> OptionalInt.empty();
            case ExpressionRef named -> wholeNumber(body(program, library, named));
            case ParameterRef named -> wholeNumber(value(program, library, named));
            case null, default -> OptionalInt.empty();
        };
    }

    private static OptionalInt wholeNumber(@Nullable Expression expression) {
        if (expression instanceof Literal literal
                && literal.getValueType() != null
                && literal.getValueType().getLocalPart().equals("Integer")) {
            try {
                return OptionalInt.of(Integer.parseInt(String.valueOf(literal.getValue())));
            } catch (NumberFormatException unused) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    private static @Nullable Expression body(
            CqlProgram program, Library library, ExpressionRef named) {
        try {
            Library home = program.home(library, named.getLibraryName());
            return program.meaning(home, String.valueOf(named.getName()));
        } catch (UnsupportedCqlException e) {
            return null;
        }
    }

    /// Nobody gives a parameter another value than its own, but the one that names the pathway.
    private static @Nullable Expression value(
            CqlProgram program, Library library, ParameterRef named) {
        try {
            Library home = program.home(library, named.getLibraryName());
            return home.getParameters() == null
                    ? null
                    : home.getParameters().getDef().stream()
                            .filter(one -> Objects.equals(one.getName(), named.getName()))
                            .map(ParameterDef::getDefault)
                            .findFirst()
                            .orElse(null);
        } catch (UnsupportedCqlException e) {
            return null;
        }
    }
}
