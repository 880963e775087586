package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.elm.r1.AggregateClause;
import org.hl7.elm.r1.AliasedQuerySource;
import org.hl7.elm.r1.ByExpression;
import org.hl7.elm.r1.LetClause;
import org.hl7.elm.r1.Query;
import org.hl7.elm.r1.RelationshipClause;
import org.hl7.elm.r1.SortByItem;
import org.hl7.elm.r1.With;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.QueryEvaluator;
import org.opencds.cqf.cql.engine.execution.EvaluationVisitor;

/// Compiles a query over one source: lets, relationships, a filter, what to return or to aggregate,
/// a sort.
final class CqlQuery {
    private static final EvaluationVisitor VISITOR = new EvaluationVisitor();

    private final CqlCompilation compilation;
    private final Query query;

    CqlQuery(CqlCompilation compilation, Query query) {
        this.compilation = compilation;
        this.query = query;
    }

    /// One step for every item: whether the item is kept.
    private interface Step {
        boolean keeps(CqlNode.Frame frame);
    }

    CqlNode node() throws UnsupportedCqlException {
        if (query.getSource().size() != 1) {
            throw CqlCompilation.unsupported(query);
        }
        AliasedQuerySource source = query.getSource().getFirst();
        CqlNode items = compilation.node(source.getExpression());
        int slot = compilation.operand(String.valueOf(source.getAlias()));
        List<Step> steps = new ArrayList<>();
        for (LetClause let : query.getLet()) {
            CqlNode value = compilation.node(let.getExpression());
            int letSlot = compilation.operand(String.valueOf(let.getIdentifier()));
            steps.add(frame -> {
                frame.slots()[letSlot] = value.value(frame);
                return true;
            });
        }
        for (RelationshipClause relationship : query.getRelationship()) {
            steps.add(related(relationship));
        }
        if (query.getWhere() != null) {
            CqlNode where = compilation.node(query.getWhere());
            steps.add(frame -> Boolean.TRUE.equals(where.value(frame)));
        }
        if (query.getAggregate() != null) {
            return aggregate(items, slot, steps, query.getAggregate());
        }
        CqlNode returned =
                query.getReturn() == null
                        ? frame -> frame.slots()[slot]
                        : compilation.node(query.getReturn().getExpression());
        boolean distinct =
                query.getReturn() != null && Boolean.TRUE.equals(query.getReturn().isDistinct());
        return collected(items, slot, steps.toArray(Step[]::new), returned, distinct);
    }

    private Step related(RelationshipClause relationship) throws UnsupportedCqlException {
        CqlNode candidates = compilation.node(relationship.getExpression());
        int slot = compilation.operand(String.valueOf(relationship.getAlias()));
        CqlNode suchThat = compilation.node(relationship.getSuchThat());
        boolean wanted = relationship instanceof With;
        return frame -> {
            if (candidates.value(frame) instanceof Iterable<?> list) {
                for (Object candidate : list) {
                    frame.slots()[slot] = candidate;
                    if (Boolean.TRUE.equals(suchThat.value(frame))) {
                        return wanted;
                    }
                }
            }
            return !wanted;
        };
    }

    private static boolean keeps(Step[] steps, CqlNode.Frame frame) {
        for (Step step : steps) {
            if (!step.keeps(frame)) {
                return false;
            }
        }
        return true;
    }

    private CqlNode collected(
            CqlNode items, int slot, Step[] steps, CqlNode returned, boolean distinct)
            throws UnsupportedCqlException {
        boolean sorted = query.getSort() != null;
        if (sorted) {
            for (SortByItem by : Objects.requireNonNull(query.getSort()).getBy()) {
                if (by instanceof ByExpression) {
                    throw CqlCompilation.unsupported(by);
                }
            }
        }
        return frame -> {
            Object source = items.value(frame);
            if (!(source instanceof Iterable<?> list)) {
                frame.slots()[slot] = source;
                return source != null && keeps(steps, frame) ? returned.value(frame) : null;
            }
            List<@Nullable Object> result = new ArrayList<>();
            for (Object item : list) {
                frame.slots()[slot] = item;
                if (keeps(steps, frame)) {
                    result.add(returned.value(frame));
                }
            }
            List<?> values = distinct ? CqlOperators.distinct(result, frame.run().state()) : result;
            if (sorted) {
                List<@Nullable Object> ordered = new ArrayList<>(values);
                QueryEvaluator.INSTANCE.sortResult(query, ordered, frame.run().state(), VISITOR);
                return ordered;
            }
            return values;
        };
    }

    private CqlNode aggregate(CqlNode items, int slot, List<Step> steps, AggregateClause aggregate)
            throws UnsupportedCqlException {
        if (Boolean.TRUE.equals(aggregate.isDistinct())) {
            throw CqlCompilation.unsupported(aggregate);
        }
        CqlNode starting = compilation.node(aggregate.getStarting());
        int total = compilation.operand(String.valueOf(aggregate.getIdentifier()));
        CqlNode next = compilation.node(aggregate.getExpression());
        Step[] all = steps.toArray(Step[]::new);
        return frame -> {
            Object value = starting.value(frame);
            if (items.value(frame) instanceof Iterable<?> list) {
                for (Object item : list) {
                    frame.slots()[slot] = item;
                    if (keeps(all, frame)) {
                        frame.slots()[total] = value;
                        value = next.value(frame);
                    }
                }
            }
            return value;
        };
    }
}
