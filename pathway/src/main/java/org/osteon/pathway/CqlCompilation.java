package org.osteon.pathway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.cqframework.cql.cql2elm.tracking.Trackable;
import org.hl7.cql.model.ListType;
import org.hl7.elm.r1.After;
import org.hl7.elm.r1.AggregateExpression;
import org.hl7.elm.r1.AliasRef;
import org.hl7.elm.r1.And;
import org.hl7.elm.r1.As;
import org.hl7.elm.r1.Before;
import org.hl7.elm.r1.BinaryExpression;
import org.hl7.elm.r1.Case;
import org.hl7.elm.r1.Coalesce;
import org.hl7.elm.r1.CodeRef;
import org.hl7.elm.r1.Combine;
import org.hl7.elm.r1.Contains;
import org.hl7.elm.r1.DateTimeComponentFrom;
import org.hl7.elm.r1.DateTimePrecision;
import org.hl7.elm.r1.DifferenceBetween;
import org.hl7.elm.r1.DurationBetween;
import org.hl7.elm.r1.Exists;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.ExpressionRef;
import org.hl7.elm.r1.First;
import org.hl7.elm.r1.FunctionRef;
import org.hl7.elm.r1.If;
import org.hl7.elm.r1.Implies;
import org.hl7.elm.r1.In;
import org.hl7.elm.r1.InValueSet;
import org.hl7.elm.r1.Instance;
import org.hl7.elm.r1.InstanceElement;
import org.hl7.elm.r1.Interval;
import org.hl7.elm.r1.Is;
import org.hl7.elm.r1.Last;
import org.hl7.elm.r1.Length;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.Literal;
import org.hl7.elm.r1.NaryExpression;
import org.hl7.elm.r1.Negate;
import org.hl7.elm.r1.Null;
import org.hl7.elm.r1.OperandRef;
import org.hl7.elm.r1.Or;
import org.hl7.elm.r1.ParameterDef;
import org.hl7.elm.r1.ParameterRef;
import org.hl7.elm.r1.PositionOf;
import org.hl7.elm.r1.Property;
import org.hl7.elm.r1.Quantity;
import org.hl7.elm.r1.Query;
import org.hl7.elm.r1.QueryLetRef;
import org.hl7.elm.r1.Retrieve;
import org.hl7.elm.r1.Round;
import org.hl7.elm.r1.SameAs;
import org.hl7.elm.r1.Substring;
import org.hl7.elm.r1.Today;
import org.hl7.elm.r1.Tuple;
import org.hl7.elm.r1.TupleElement;
import org.hl7.elm.r1.UnaryExpression;
import org.hl7.elm.r1.Union;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.ContainsEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.DifferenceBetweenEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.DurationBetweenEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.InEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.RoundEvaluator;
import org.opencds.cqf.cql.engine.elm.executing.TodayEvaluator;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;

/// Compiles one body of CQL: an expression, or a function with its operands.
final class CqlCompilation {
    private static final String SYSTEM = "urn:hl7-org:elm-types:r1";

    private final CqlProgram program;
    private final Library library;
    private final Map<String, Integer> slotByName = new HashMap<>();
    private int slots;
    private boolean readsOperandsOnly = true;

    CqlCompilation(CqlProgram program, Library library) {
        this.program = program;
        this.library = library;
    }

    int slots() {
        return slots;
    }

    /// Whether what was compiled up to now asks nothing of the chart, of the day or of the pathway
    /// but what its operands hold.
    boolean readsOperandsOnly() {
        return readsOperandsOnly;
    }

    /// Gives an operand, alias or let its place. An inner one of the same name hides the outer.
    int operand(String name) {
        int slot = slots++;
        slotByName.put(name, slot);
        return slot;
    }

    /// Something that is compiled by itself, in a frame of its own whose first slot holds an item.
    ///
    /// @param asksNothing whether it reads nothing but the item
    record Alone(CqlNode node, int slots, boolean asksNothing) {}

    /// Something in which a name does not occur.
    ///
    /// @param asksNothing whether it reads nothing but what the frame holds
    record Without(CqlNode node, boolean asksNothing) {}

    /// An expression of an item and nothing else; empty where it is not.
    Optional<Alone> alone(Expression expression, String item) {
        CqlCompilation own = new CqlCompilation(program, library);
        own.operand(item);
        try {
            CqlNode node = own.node(expression);
            return Optional.of(new Alone(node, own.slots, own.readsOperandsOnly));
        } catch (UnsupportedCqlException e) {
            return Optional.empty();
        }
    }

    /// An expression in which a name does not occur; empty where it does.
    Optional<Without> without(String name, Expression expression) {
        Integer slot = slotByName.remove(name);
        boolean before = readsOperandsOnly;
        readsOperandsOnly = true;
        try {
            return Optional.of(new Without(node(expression), readsOperandsOnly));
        } catch (UnsupportedCqlException e) {
            return Optional.empty();
        } finally {
            readsOperandsOnly &= before;
            if (slot != null) {
                slotByName.put(name, slot);
            }
        }
    }

    /// Whether an expression reads nothing but what the frame holds.
    boolean asksNothing(Expression expression) {
        boolean before = readsOperandsOnly;
        readsOperandsOnly = true;
        try {
            CqlNode unused = node(expression);
            return readsOperandsOnly;
        } catch (UnsupportedCqlException e) {
            return false;
        } finally {
            readsOperandsOnly &= before;
        }
    }

    /// The whole number that an expression is, or the definition that it names.
    OptionalInt wholeNumber(Expression expression) {
        return CqlLiterals.wholeNumber(program, library, expression);
    }

    /// The numbers of a filter that asks this of an item.
    CqlFilter.Numbers filter(Expression of) {
        return CqlFilter.Numbers.of(program, library, of);
    }

    private int slotOf(@Nullable String name) throws UnsupportedCqlException {
        Integer slot = slotByName.get(name);
        if (slot == null) {
            throw new UnsupportedCqlException("the name " + name);
        }
        return slot;
    }

    CqlNode node(@Nullable Expression expression) throws UnsupportedCqlException {
        return switch (expression) {
            case null -> throw new UnsupportedCqlException("an empty expression");
            case Literal literal -> new CqlLiterals().literal(literal);
            case Null unused -> constant(null);
            case Quantity quantity -> new CqlLiterals().quantity(quantity);
            case org.hl7.elm.r1.Date date -> new CqlMoments(this).date(date);
            case After after -> new CqlMoments(this).after(after);
            case Before before -> new CqlMoments(this).before(before);
            case SameAs same -> new CqlMoments(this).same(same);
            case FunctionRef call -> call(call);
            case ExpressionRef reference -> reference(reference);
            case ParameterRef parameter -> parameter(parameter);
            case OperandRef operand -> local(slotOf(operand.getName()));
            case AliasRef alias -> local(slotOf(alias.getName()));
            case QueryLetRef let -> local(slotOf(let.getName()));
            case Property property -> property(property);
            case And and -> new CqlLogic(this).and(and);
            case Or or -> new CqlLogic(this).or(or);
            case Implies implies -> new CqlLogic(this).implies(implies);
            case If choice -> new CqlLogic(this).choice(choice);
            case Case cases -> new CqlLogic(this).cases(cases);
            case Coalesce coalesce -> new CqlLogic(this).coalesce(coalesce);
            case org.hl7.elm.r1.List list -> list(list.getElement());
            case Tuple tuple -> tuple(tuple);
            case Instance instance -> instance(instance);
            case Interval interval -> interval(interval);
            case Retrieve retrieve -> {
                readsOperandsOnly = false;
                yield terminology().retrieve(retrieve);
            }
            case Query query -> new CqlQuery(this, query).node();
            case CodeRef code -> constant(terminology().code(code));
            case InValueSet member -> terminology().inValueSet(member);
            case As as -> new CqlTypes(this).as(as);
            case Is is -> new CqlTypes(this).is(is);
            case In in -> in(in);
            case Contains contains -> contains(contains);
            case DifferenceBetween between ->
                    new CqlMoments(this)
                            .between(
                                    between,
                                    between.getPrecision(),
                                    DifferenceBetweenEvaluator::difference);
            case DurationBetween between ->
                    new CqlMoments(this)
                            .between(
                                    between,
                                    between.getPrecision(),
                                    DurationBetweenEvaluator::duration);
            case DateTimeComponentFrom component -> new CqlMoments(this).component(component);
            case Round round -> round(round);
            case Combine combine -> new CqlTexts(this).combine(combine);
            case Length length -> new CqlTexts(this).length(length);
            case Union union -> union(union);
            case Negate negate when CqlLiterals.isLeastInteger(negate) ->
                    constant(Integer.MIN_VALUE);
            case Substring part -> new CqlTexts(this).substring(part);
            case PositionOf position -> new CqlTexts(this).position(position);
            case Today unused -> {
                readsOperandsOnly = false;
                yield frame -> TodayEvaluator.today(frame.run().state());
            }
            case First first
                    when first.getSource() instanceof Query query && CqlQuery.isSearch(query) ->
                    new CqlQuery(this, query).first();
            case Last last
                    when last.getSource() instanceof Query query
                            && CqlQuery.isSearchFromItsEnd(query) ->
                    new CqlQuery(this, query).last();
            case Exists exists
                    when exists.getOperand() instanceof Query query && CqlQuery.isSearch(query) ->
                    new CqlQuery(this, query).exists();
            case First first -> unary(first, first.getSource());
            case Last last -> unary(last, last.getSource());
            case AggregateExpression aggregate -> unary(aggregate, aggregate.getSource());
            case UnaryExpression unary -> unary(unary, unary.getOperand());
            case BinaryExpression binary -> binary(binary, binary.getOperand());
            case NaryExpression nary -> binary(nary, nary.getOperand());
            default -> throw unsupported(expression);
        };
    }

    private CqlTerminology terminology() {
        return new CqlTerminology(this, program, library);
    }

    static UnsupportedCqlException unsupported(Object construct) {
        return new UnsupportedCqlException(construct.getClass().getSimpleName());
    }

    static CqlNode constant(@Nullable Object value) {
        return unused -> value;
    }

    private static CqlNode local(int slot) {
        return frame -> frame.slots()[slot];
    }

    private CqlNode reference(ExpressionRef reference) throws UnsupportedCqlException {
        readsOperandsOnly = false;
        Library home = program.home(library, reference.getLibraryName());
        int number = program.number(program.expression(home, String.valueOf(reference.getName())));
        return frame -> frame.run().expression(number);
    }

    private CqlNode parameter(ParameterRef reference) throws UnsupportedCqlException {
        readsOperandsOnly = false;
        Library home = program.home(library, reference.getLibraryName());
        if (home.getParameters() != null) {
            for (ParameterDef parameter : home.getParameters().getDef()) {
                if (Objects.equals(parameter.getName(), reference.getName())) {
                    if (CqlProgram.PATHWAY_PARAMETER.equals(parameter.getName())) {
                        return frame -> frame.run().pathwayId();
                    }
                    int number = program.number(home, parameter);
                    return frame -> frame.run().expression(number);
                }
            }
        }
        throw unsupported(reference);
    }

    private CqlNode call(FunctionRef call) throws UnsupportedCqlException {
        CqlProgram.Function function = program.function(library, call);
        readsOperandsOnly &= function.readsOperandsOnly();
        CqlNode[] operands = nodes(call.getOperand());
        return frame -> {
            @Nullable Object[] arguments = new @Nullable Object[operands.length];
            for (int i = 0; i < operands.length; i++) {
                arguments[i] = operands[i].value(frame);
            }
            return function.call(frame.run(), arguments);
        };
    }

    CqlNode[] nodes(List<? extends Expression> expressions) throws UnsupportedCqlException {
        CqlNode[] nodes = new CqlNode[expressions.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = node(expressions.get(i));
        }
        return nodes;
    }

    private CqlNode property(Property property) throws UnsupportedCqlException {
        String path = String.valueOf(property.getPath()).intern();
        CqlNode source =
                property.getSource() == null
                        ? local(slotOf(property.getScope()))
                        : node(property.getSource());
        return frame -> {
            Object target = source.value(frame);
            return switch (target) {
                case null -> null;
                case FhirObject object -> object.get(path);
                case FhirPrimitive primitive -> FhirModel.INSTANCE.resolvePath(primitive, path);
                case org.opencds.cqf.cql.engine.runtime.Tuple tuple -> tuple.getElement(path);
                default -> frame.run().state().getEnvironment().resolvePath(target, path);
            };
        };
    }

    private CqlNode list(List<? extends Expression> elements) throws UnsupportedCqlException {
        CqlNode[] nodes = nodes(elements);
        return frame -> {
            List<@Nullable Object> values = new ArrayList<>(nodes.length);
            for (CqlNode node : nodes) {
                values.add(node.value(frame));
            }
            return values;
        };
    }

    private CqlNode tuple(Tuple tuple) throws UnsupportedCqlException {
        List<TupleElement> elements = tuple.getElement();
        CqlNode[] nodes = nodes(elements.stream().map(TupleElement::getValue).toList());
        String[] names =
                elements.stream()
                        .map(element -> String.valueOf(element.getName()))
                        .toArray(String[]::new);
        return frame -> {
            LinkedHashMap<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < nodes.length; i++) {
                values.put(names[i], nodes[i].value(frame));
            }
            return new org.opencds.cqf.cql.engine.runtime.Tuple().withElements(values);
        };
    }

    private CqlNode instance(Instance instance) throws UnsupportedCqlException {
        QName type = Objects.requireNonNull(instance.getClassType());
        if (!SYSTEM.equals(type.getNamespaceURI())) {
            throw unsupported(instance);
        }
        List<InstanceElement> elements = instance.getElement();
        CqlNode[] nodes = nodes(elements.stream().map(InstanceElement::getValue).toList());
        String[] names =
                elements.stream()
                        .map(element -> String.valueOf(element.getName()))
                        .toArray(String[]::new);
        return frame -> {
            var environment = frame.run().state().getEnvironment();
            Object made = environment.createInstance(type);
            for (int i = 0; i < nodes.length; i++) {
                environment.setValue(made, names[i], nodes[i].value(frame));
            }
            return made;
        };
    }

    private CqlNode interval(Interval interval) throws UnsupportedCqlException {
        if (interval.getLowClosedExpression() != null
                || interval.getHighClosedExpression() != null) {
            throw unsupported(interval);
        }
        CqlNode low = node(interval.getLow());
        CqlNode high = node(interval.getHigh());
        boolean lowClosed = Boolean.TRUE.equals(interval.isLowClosed());
        boolean highClosed = Boolean.TRUE.equals(interval.isHighClosed());
        return frame -> {
            Object from = low.value(frame);
            Object to = high.value(frame);
            return from == null && to == null
                    ? null
                    : new org.opencds.cqf.cql.engine.runtime.Interval(
                            from, lowClosed, to, highClosed, frame.run().state());
        };
    }

    private CqlNode in(In in) throws UnsupportedCqlException {
        CqlNode[] operands = nodes(in.getOperand());
        String precision = precision(in.getPrecision());
        return frame -> {
            Object left = operands[0].value(frame);
            Object right = operands[1].value(frame);
            Boolean resource = CqlOperators.containsResource(left, right, frame.run());
            return resource != null
                    ? resource
                    : InEvaluator.internalEvaluate(left, right, precision, frame.run().state());
        };
    }

    private CqlNode contains(Contains contains) throws UnsupportedCqlException {
        CqlNode[] operands = nodes(contains.getOperand());
        String precision = precision(contains.getPrecision());
        return frame -> {
            Object left = operands[0].value(frame);
            Object right = operands[1].value(frame);
            Boolean resource = CqlOperators.containsResource(right, left, frame.run());
            return resource != null
                    ? resource
                    : ContainsEvaluator.internalEvaluate(
                            left, right, contains, precision, frame.run().state());
        };
    }

    static @Nullable String precision(@Nullable DateTimePrecision precision) {
        return precision == null ? null : precision.value();
    }

    private CqlNode round(Round round) throws UnsupportedCqlException {
        CqlNode operand = node(round.getOperand());
        CqlNode precision =
                round.getPrecision() == null ? constant(null) : node(round.getPrecision());
        return frame -> RoundEvaluator.round(operand.value(frame), precision.value(frame));
    }

    /// Of two nulls it depends on their type, where that is known.
    private CqlNode union(Union union) throws UnsupportedCqlException {
        boolean isOfLists =
                Stream.concat(Stream.of(union), union.getOperand().stream())
                        .anyMatch(one -> Trackable.INSTANCE.getResultType(one) instanceof ListType);
        CqlNode two = binary(union, union.getOperand());
        if (!isOfLists || union.getOperand().size() != 2) {
            return two;
        }
        CqlNode[] operands = nodes(union.getOperand());
        CqlOperators.Binary operator = Objects.requireNonNull(CqlOperators.binary(union));
        return frame -> {
            Object left = operands[0].value(frame);
            Object right = operands[1].value(frame);
            return left == null && right == null
                    ? List.of()
                    : operator.apply(left, right, frame.run().state());
        };
    }

    private CqlNode unary(Expression expression, @Nullable Expression operand)
            throws UnsupportedCqlException {
        CqlOperators.Unary operator = CqlOperators.unary(expression);
        if (operator == null) {
            throw unsupported(expression);
        }
        CqlNode node = node(operand);
        return frame -> operator.apply(node.value(frame), frame.run().state());
    }

    private CqlNode binary(Expression expression, List<? extends Expression> operands)
            throws UnsupportedCqlException {
        CqlOperators.Binary operator = CqlOperators.binary(expression);
        if (operator == null || operands.size() < 2) {
            throw unsupported(expression);
        }
        CqlNode[] nodes = nodes(operands);
        if (nodes.length > 2) {
            return frame -> {
                Object value = nodes[0].value(frame);
                for (int i = 1; i < nodes.length; i++) {
                    value = operator.apply(value, nodes[i].value(frame), frame.run().state());
                }
                return value;
            };
        }
        return frame ->
                operator.apply(nodes[0].value(frame), nodes[1].value(frame), frame.run().state());
    }
}
