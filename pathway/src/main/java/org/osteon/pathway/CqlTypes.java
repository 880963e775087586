package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.List;
import javax.xml.namespace.QName;
import org.hl7.elm.r1.As;
import org.hl7.elm.r1.Is;
import org.hl7.elm.r1.NamedTypeSpecifier;
import org.hl7.elm.r1.TypeSpecifier;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Concept;

/// Compiles `as` and `is`.
final class CqlTypes {
    private final CqlCompilation body;

    CqlTypes(CqlCompilation body) {
        this.body = body;
    }

    CqlNode as(As as) throws UnsupportedCqlException {
        CqlNode operand = body.node(as.getOperand());
        Class<?> type = type(as.getAsTypeSpecifier(), as.getAsType());
        boolean strict = Boolean.TRUE.equals(as.isStrict());
        if (type == Object.class) {
            return operand;
        }
        return frame -> frame.run().state().getEnvironment().as(operand.value(frame), type, strict);
    }

    CqlNode is(Is is) throws UnsupportedCqlException {
        CqlNode operand = body.node(is.getOperand());
        Class<?> type = type(is.isTypeSpecifier(), is.isType());
        return frame -> frame.run().state().getEnvironment().is(operand.value(frame), type);
    }

    private static Class<?> type(@Nullable TypeSpecifier specifier, @Nullable QName name)
            throws UnsupportedCqlException {
        QName named = specifier instanceof NamedTypeSpecifier simple ? simple.getName() : name;
        if (named != null) {
            return FhirModel.URI.equals(named.getNamespaceURI())
                    ? FhirModel.INSTANCE.resolveType(named.getLocalPart())
                    : systemType(named.getLocalPart());
        }
        return switch (specifier) {
            case org.hl7.elm.r1.ListTypeSpecifier unused -> List.class;
            case org.hl7.elm.r1.ChoiceTypeSpecifier unused -> Object.class;
            case org.hl7.elm.r1.TupleTypeSpecifier unused ->
                    org.opencds.cqf.cql.engine.runtime.Tuple.class;
            case org.hl7.elm.r1.IntervalTypeSpecifier unused ->
                    org.opencds.cqf.cql.engine.runtime.Interval.class;
            case null, default -> throw new UnsupportedCqlException("a type specifier");
        };
    }

    private static Class<?> systemType(String name) throws UnsupportedCqlException {
        return switch (name) {
            case "Any" -> Object.class;
            case "Boolean" -> Boolean.class;
            case "Integer" -> Integer.class;
            case "Decimal" -> BigDecimal.class;
            case "String" -> String.class;
            case "Date" -> org.opencds.cqf.cql.engine.runtime.Date.class;
            case "DateTime" -> org.opencds.cqf.cql.engine.runtime.DateTime.class;
            case "Quantity" -> org.opencds.cqf.cql.engine.runtime.Quantity.class;
            case "Code" -> Code.class;
            case "Concept" -> Concept.class;
            default -> throw new UnsupportedCqlException("the type System." + name);
        };
    }
}
