package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.Objects;
import javax.xml.namespace.QName;
import org.hl7.elm.r1.Literal;
import org.hl7.elm.r1.Negate;
import org.hl7.elm.r1.Quantity;
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
                && number.precision() - number.scale() <= MOST_DIGITS;
    }
}
