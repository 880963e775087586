package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.elm.r1.AggregateClause;
import org.hl7.elm.r1.AliasRef;
import org.hl7.elm.r1.AliasedQuerySource;
import org.hl7.elm.r1.ByExpression;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.Flatten;
import org.hl7.elm.r1.If;
import org.hl7.elm.r1.LetClause;
import org.hl7.elm.r1.Query;
import org.hl7.elm.r1.QueryLetRef;
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
    /// @param filters what may be looked up rather than walked
    private record Parts(
            CqlNode items, int slot, Step[] steps, List<CqlFilter> filters, CqlNode returned) {
        /// Those of the items that can be kept, in their order.
        Iterable<?> candidates(Iterable<?> all, CqlNode.Frame frame) {
            return !filters.isEmpty()
                            && all instanceof List<?> list
                            && list.size() >= FilterIndex.WORTH_IT
                    ? CqlFilter.candidates(filters, list, frame)
                    : all;
        }

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
                        ? found(parts, parts.candidates(list, frame), frame)
                        : null;
    }

    /// The last of its items, or null; of one that is searched from its end.
    CqlNode last() throws UnsupportedCqlException {
        Parts parts = parts();
        return frame ->
                parts.items().value(frame) instanceof Iterable<?> list
                        ? found(parts, reversed(parts.candidates(list, frame)), frame)
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
                for (Object item : parts.candidates(list, frame)) {
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
                        source.filters(),
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
        List<CqlFilter> filters = List.of();
        if (query.getWhere() != null) {
            CqlNode where = compilation.node(query.getWhere());
            if (steps.isEmpty()) {
                filters =
                        CqlFilter.of(
                                compilation, String.valueOf(source.getAlias()), query.getWhere());
            }
            steps.add(frame -> Boolean.TRUE.equals(where.value(frame)));
        }
        return new Parts(
                items, slot, steps.toArray(Step[]::new), filters, frame -> frame.slots()[slot]);
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
        boolean isPart = query.getReturn() == null && !sorted;
        return frame -> {
            Object source = parts.items().value(frame);
            if (!(source instanceof Iterable<?> list)) {
                return source != null && parts.keep(source, frame)
                        ? parts.returned().value(frame)
                        : null;
            }
            List<@Nullable Object> result =
                    CqlWalk.over(
                            parts.candidates(list, frame),
                            frame,
                            (item, here, kept) -> {
                                if (parts.keep(item, here)) {
                                    kept.add(parts.returned().value(here));
                                }
                            });
            if (isPart && list instanceof ResourceList resources) {
                return resources.left(result);
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
        String name = String.valueOf(aggregate.getIdentifier());
        int total = compilation.operand(name);
        CqlNode next = compilation.node(aggregate.getExpression());
        Optional<Adding> adding = Adding.of(compilation, aggregate.getExpression(), name);
        return frame -> {
            Object value = starting.value(frame);
            // The list that is gathered is nobody else's, so that it may grow in its place.
            List<@Nullable Object> gathered = null;
            if (parts.items().value(frame) instanceof Iterable<?> list) {
                for (Object item : list) {
                    if (!parts.keep(item, frame)) {
                        continue;
                    }
                    frame.slots()[total] = value;
                    if (adding.isPresent() && gathered != null) {
                        adding.get().to(gathered, frame);
                        continue;
                    }
                    value = next.value(frame);
                    if (adding.isPresent() && value instanceof List<?> first) {
                        gathered = new ArrayList<>(first);
                        value = gathered;
                    }
                }
            }
            return value;
        };
    }

    /// A step of an aggregate that leaves the list as it is, or adds something to its end: `if …
    /// then List else Flatten({ List, { … } })`. By itself each step would copy all that is there.
    private record Adding(CqlNode leaves, CqlNode[] added) {
        static Optional<Adding> of(
                CqlCompilation compilation, @Nullable Expression step, String name)
                throws UnsupportedCqlException {
            if (!(step instanceof If choice
                    && isName(choice.getThen(), name)
                    && choice.getElse() instanceof Flatten flatten
                    && flatten.getOperand() instanceof org.hl7.elm.r1.List both
                    && both.getElement().size() == 2
                    && isName(both.getElement().getFirst(), name)
                    && both.getElement().getLast() instanceof org.hl7.elm.r1.List more)) {
                return Optional.empty();
            }
            CqlNode[] added = new CqlNode[more.getElement().size()];
            for (int i = 0; i < added.length; i++) {
                Optional<CqlCompilation.Without> one =
                        compilation.without(name, more.getElement().get(i));
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                added[i] = one.get().node();
            }
            return Optional.of(new Adding(compilation.node(choice.getCondition()), added));
        }

        private static boolean isName(@Nullable Expression expression, String name) {
            return switch (expression) {
                case QueryLetRef let -> name.equals(let.getName());
                case AliasRef alias -> name.equals(alias.getName());
                case null, default -> false;
            };
        }

        void to(List<@Nullable Object> list, CqlNode.Frame frame) {
            if (!Boolean.TRUE.equals(leaves.value(frame))) {
                for (CqlNode one : added) {
                    list.add(one.value(frame));
                }
            }
        }
    }
}
