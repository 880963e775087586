package org.osteon.pathway;

import java.util.List;
import org.hl7.elm.r1.And;
import org.hl7.elm.r1.Case;
import org.hl7.elm.r1.CaseItem;
import org.hl7.elm.r1.Coalesce;
import org.hl7.elm.r1.If;
import org.hl7.elm.r1.Implies;
import org.hl7.elm.r1.Or;
import org.opencds.cqf.cql.engine.elm.executing.EquivalentEvaluator;

/// Compiles CQL's three-valued logic and its choices. An operand is evaluated only where the ones
/// before it have not settled the answer.
final class CqlLogic {
    private final CqlCompilation body;

    CqlLogic(CqlCompilation body) {
        this.body = body;
    }

    CqlNode and(And and) throws UnsupportedCqlException {
        CqlNode[] operands = body.nodes(and.getOperand());
        return frame -> {
            Object left = operands[0].value(frame);
            if (Boolean.FALSE.equals(left)) {
                return false;
            }
            Object right = operands[1].value(frame);
            return Boolean.FALSE.equals(right) ? false : left == null ? null : right;
        };
    }

    CqlNode or(Or or) throws UnsupportedCqlException {
        CqlNode[] operands = body.nodes(or.getOperand());
        return frame -> {
            Object left = operands[0].value(frame);
            if (Boolean.TRUE.equals(left)) {
                return true;
            }
            Object right = operands[1].value(frame);
            return Boolean.TRUE.equals(right) ? true : left == null ? null : right;
        };
    }

    CqlNode implies(Implies implies) throws UnsupportedCqlException {
        CqlNode[] operands = body.nodes(implies.getOperand());
        return frame -> {
            Object left = operands[0].value(frame);
            if (Boolean.FALSE.equals(left)) {
                return true;
            }
            Object right = operands[1].value(frame);
            return left != null ? right : Boolean.TRUE.equals(right) ? true : null;
        };
    }

    CqlNode choice(If choice) throws UnsupportedCqlException {
        CqlNode condition = body.node(choice.getCondition());
        CqlNode then = body.node(choice.getThen());
        CqlNode otherwise = body.node(choice.getElse());
        return frame ->
                Boolean.TRUE.equals(condition.value(frame))
                        ? then.value(frame)
                        : otherwise.value(frame);
    }

    CqlNode cases(Case cases) throws UnsupportedCqlException {
        List<CaseItem> items = cases.getCaseItem();
        CqlNode comparand = cases.getComparand() == null ? null : body.node(cases.getComparand());
        CqlNode[] whens = body.nodes(items.stream().map(CaseItem::getWhen).toList());
        CqlNode[] thens = body.nodes(items.stream().map(CaseItem::getThen).toList());
        CqlNode otherwise = body.node(cases.getElse());
        return frame -> {
            Object compared = comparand == null ? null : comparand.value(frame);
            for (int i = 0; i < whens.length; i++) {
                Object when = whens[i].value(frame);
                boolean holds =
                        comparand == null
                                ? Boolean.TRUE.equals(when)
                                : Boolean.TRUE.equals(
                                        EquivalentEvaluator.equivalent(
                                                compared, when, frame.run().state()));
                if (holds) {
                    return thens[i].value(frame);
                }
            }
            return otherwise.value(frame);
        };
    }

    CqlNode coalesce(Coalesce coalesce) throws UnsupportedCqlException {
        CqlNode[] operands = body.nodes(coalesce.getOperand());
        if (operands.length == 1) {
            return frame -> {
                if (operands[0].value(frame) instanceof Iterable<?> items) {
                    for (Object item : items) {
                        if (item != null) {
                            return item;
                        }
                    }
                }
                return null;
            };
        }
        return frame -> {
            for (CqlNode operand : operands) {
                Object value = operand.value(frame);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }
}
