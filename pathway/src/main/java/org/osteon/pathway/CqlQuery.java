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

    /// @param slot where an item stands while it is looked at
    private record Parts(CqlNode items, int slot, Step[] steps, CqlNode returned) {
        boolean keep(@Nullable Object item, CqlNode.Frame frame) {
            frame.slots()[slot] = item;
            for (Step step : steps) {
                if (!step.keeps(frame)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Whether the order of its source is that of its items, so that one of them can be found
    /// without all the others.
    static boolean isSearch(Query query) {
        return query.getSource().size() == 1
                && query.getAggregate() == null
                && query.getSort() == null;
    }

    /// The same from the end: an item that is there twice is not given once, where it stands first.
    static boolean isSearchFromItsEnd(Query query) {
        return isSearch(query) && !isDistinct(query);
    }

    private static boolean isDistinct(Query query) {
        return query.getReturn() != null && Boolean.TRUE.equals(query.getReturn().isDistinct());
    }

    /// The first of its items, or null.
    CqlNode first() throws UnsupportedCqlException {
        Parts parts = parts();
        return frame ->
                parts.items().value(frame) instanceof Iterable<?> list
                        ? found(parts, list, frame)
                        : null;
    }

    /// The last of its items, or null; of one that is searched from its end.
    CqlNode last() throws UnsupportedCqlException {
        Parts parts = parts();
        return frame ->
                parts.items().value(frame) instanceof Iterable<?> list
                        ? found(parts, reversed(list), frame)
                        : null;
    }

    private static @Nullable Object found(Parts parts, Iterable<?> list, CqlNode.Frame frame) {
        for (Object item : list) {
            if (parts.keep(item, frame)) {
                return parts.returned().value(frame);
            }
        }
        return null;
    }

    private static Iterable<?> reversed(Iterable<?> items) {
        if (items instanceof List<?> list) {
            return list.reversed();
        }
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(list::add);
        return list.reversed();
    }

    /// Whether any of its items is there and not null.
    CqlNode exists() throws UnsupportedCqlException {
        Parts parts = parts();
        return frame -> {
            if (parts.items().value(frame) instanceof Iterable<?> list) {
                for (Object item : list) {
                    if (parts.keep(item, frame) && parts.returned().value(frame) != null) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    CqlNode node() throws UnsupportedCqlException {
        if (query.getAggregate() != null) {
            return aggregate(source(), query.getAggregate());
        }
        return collected(parts());
    }

    private Parts parts() throws UnsupportedCqlException {
        Parts source = source();
        return query.getReturn() == null
                ? source
                : new Parts(
                        source.items(),
                        source.slot(),
                        source.steps(),
                        compilation.node(query.getReturn().getExpression()));
    }

    /// The items of the source that are kept, as they are.
    private Parts source() throws UnsupportedCqlException {
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
        return new Parts(items, slot, steps.toArray(Step[]::new), frame -> frame.slots()[slot]);
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

    private CqlNode collected(Parts parts) throws UnsupportedCqlException {
        boolean sorted = query.getSort() != null;
        if (sorted) {
            for (SortByItem by : Objects.requireNonNull(query.getSort()).getBy()) {
                if (by instanceof ByExpression) {
                    throw CqlCompilation.unsupported(by);
                }
            }
        }
        boolean distinct = isDistinct(query);
        return frame -> {
            Object source = parts.items().value(frame);
            if (!(source instanceof Iterable<?> list)) {
                return source != null && parts.keep(source, frame)
                        ? parts.returned().value(frame)
                        : null;
            }
            List<@Nullable Object> result = new ArrayList<>();
            for (Object item : list) {
                if (parts.keep(item, frame)) {
                    result.add(parts.returned().value(frame));
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

    private CqlNode aggregate(Parts parts, AggregateClause aggregate)
            throws UnsupportedCqlException {
        if (Boolean.TRUE.equals(aggregate.isDistinct())) {
            throw CqlCompilation.unsupported(aggregate);
        }
        CqlNode starting = compilation.node(aggregate.getStarting());
        int total = compilation.operand(String.valueOf(aggregate.getIdentifier()));
        CqlNode next = compilation.node(aggregate.getExpression());
        return frame -> {
            Object value = starting.value(frame);
            if (parts.items().value(frame) instanceof Iterable<?> list) {
                for (Object item : list) {
                    if (parts.keep(item, frame)) {
                        frame.slots()[total] = value;
                        value = next.value(frame);
                    }
                }
            }
            return value;
        };
    }
}
