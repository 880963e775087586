package org.osteon.pathway;

import org.hl7.elm.r1.Combine;
import org.hl7.elm.r1.Length;
import org.hl7.elm.r1.PositionOf;
import org.hl7.elm.r1.Substring;
import org.opencds.cqf.cql.engine.elm.executing.CombineEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.LengthEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.PositionOfEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.SubstringEvaluator;

/// Compiles what CQL does with texts.
final class CqlTexts {
    private final CqlCompilation body;

    CqlTexts(CqlCompilation body) {
        this.body = body;
    }

    CqlNode combine(Combine combine) throws UnsupportedCqlException {
        CqlNode source = body.node(combine.getSource());
        CqlNode separator =
                combine.getSeparator() == null
                        ? CqlCompilation.constant("")
                        : body.node(combine.getSeparator());
        return frame ->
                CombineEvaluator.combine(source.value(frame), (String) separator.value(frame));
    }

    /// Of null it depends on the operand's type.
    CqlNode length(Length length) throws UnsupportedCqlException {
        CqlNode operand = body.node(length.getOperand());
        return frame ->
                LengthEvaluator.internalEvaluate(operand.value(frame), length, frame.run().state());
    }

    CqlNode substring(Substring part) throws UnsupportedCqlException {
        CqlNode text = body.node(part.getStringToSub());
        CqlNode start = body.node(part.getStartIndex());
        CqlNode length =
                part.getLength() == null
                        ? CqlCompilation.constant(null)
                        : body.node(part.getLength());
        return frame ->
                SubstringEvaluator.substring(
                        text.value(frame), start.value(frame), length.value(frame));
    }

    CqlNode position(PositionOf position) throws UnsupportedCqlException {
        CqlNode pattern = body.node(position.getPattern());
        CqlNode text = body.node(position.getString());
        return frame -> PositionOfEvaluator.positionOf(pattern.value(frame), text.value(frame));
    }
}
