package org.osteon.pathway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.FunctionRef;
import org.hl7.elm.r1.IncludeDef;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.ParameterDef;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.elm.executing.FunctionRefEvaluator;
import org.osteon.chart.FhirObject;

/// Libraries of CQL compiled to trees of small functions.
///
/// The reference engine walks the ELM, keeps stacks for debugging and looks names up again each
/// time; for the few hundred definitions of a pathway that costs more than the rules themselves.
/// Here names become numbers and nodes become functions once. The operators stay the reference
/// engine's own, and a test holds every expression of every pathway against it. What is not
/// compiled ([UnsupportedCqlException]) runs on the reference engine.
final class CqlProgram {
    /// The parameter by which a library that several pathways share is told the id of the one that
    /// asks.
    static final String PATHWAY_PARAMETER = "Pathway";

    private final CqlLibraries libraries;
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<CqlNode> bodies = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();
    private final IdentityHashMap<FunctionDef, Function> functions = new IdentityHashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<String, Integer> questions = new HashMap<>();
    private int filters;

    private record Pending(int number, Library library, Expression body) {}

    /// A compiled function: its operands come first in the slots of its frame.
    ///
    /// What one says of a resource by that resource alone, such as its day, is asked again and
    /// again: a run remembers it.
    static final class Function {
        private final int number;
        private @Nullable CqlNode body;
        private int slots;
        private boolean readsOperandsOnly;

        private Function(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /// Whether its value rests on its operands and on nothing else of the chart or the day.
        boolean readsOperandsOnly() {
            return readsOperandsOnly;
        }

        @Nullable Object call(CompiledEvaluation run, @Nullable Object[] arguments) {
            return readsOperandsOnly
                            && arguments.length == 1
                            && arguments[0] instanceof FhirObject object
                    ? run.remembered(number, object, () -> evaluated(run, arguments))
                    : evaluated(run, arguments);
        }

        private @Nullable Object evaluated(CompiledEvaluation run, @Nullable Object[] arguments) {
            @Nullable Object[] locals = new @Nullable Object[slots];
            System.arraycopy(arguments, 0, locals, 0, arguments.length);
            return Objects.requireNonNull(body).value(new CqlNode.Frame(run, locals));
        }
    }

    private CqlProgram(CqlLibraries libraries) {
        this.libraries = libraries;
    }

    /// Compiles every expression of these libraries and all that they use.
    static CqlProgram compile(CqlLibraries libraries, Collection<String> names)
            throws UnsupportedCqlException {
        CqlProgram program = new CqlProgram(libraries);
        for (String name : names) {
            Optional<Library> library = libraries.library(name);
            if (library.isPresent()) {
                for (ExpressionDef expression : libraries.expressions(name).values()) {
                    program.number(library.get(), expression);
                }
            }
        }
        program.compilePending();
        return program;
    }

    private void compilePending() throws UnsupportedCqlException {
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            CqlCompilation compilation = new CqlCompilation(this, next.library());
            bodies.set(next.number(), compilation.node(next.body()));
            slots.set(next.number(), compilation.slots());
        }
    }

    int size() {
        return bodies.size();
    }

    CqlNode body(int number) {
        return bodies.get(number);
    }

    /// A number for a filter whose lists are indexed.
    int nextFilter() {
        return filters++;
    }

    int filters() {
        return filters;
    }

    /// The number of what filters ask of an item.
    int questions(String asked) {
        return questions.computeIfAbsent(asked, unused -> questions.size());
    }

    int functions() {
        return functions.size();
    }

    int slots(int number) {
        return slots.get(number);
    }

    String name(int number) {
        return names.get(number);
    }

    int numberOf(ExpressionDef expression) {
        return Objects.requireNonNull(numbers.get(expression));
    }

    /// The number of an expression; compiled later, so that expressions may use each other in any
    /// order.
    int number(Library library, ExpressionDef expression) throws UnsupportedCqlException {
        return number(library, expression, expression.getName(), expression.getExpression());
    }

    int number(Library library, ParameterDef parameter) throws UnsupportedCqlException {
        return number(library, parameter, parameter.getName(), parameter.getDefault());
    }

    private int number(
            Library library, Object definition, @Nullable String name, @Nullable Expression body)
            throws UnsupportedCqlException {
        Integer known = numbers.get(definition);
        if (known != null) {
            return known;
        }
        if (body == null) {
            throw new UnsupportedCqlException("\"" + name + "\" without a body");
        }
        int number = bodies.size();
        numbers.put(definition, number);
        names.add(String.valueOf(name));
        bodies.add(unused -> null);
        slots.add(0);
        pending.add(new Pending(number, library, body));
        return number;
    }

    /// The function that a call means, by the signature that the CQL compiler wrote into the call.
    Function function(Library library, FunctionRef call) throws UnsupportedCqlException {
        Library home = home(library, call.getLibraryName());
        FunctionDef found = null;
        for (ExpressionDef definition : Objects.requireNonNull(home.getStatements()).getDef()) {
            if (definition instanceof FunctionDef candidate
                    && Objects.equals(candidate.getName(), call.getName())
                    && FunctionRefEvaluator.INSTANCE.functionDefOperandsSignatureEqual(
                            candidate, call.getSignature())) {
                found = candidate;
            }
        }
        if (found == null || found.getExpression() == null) {
            throw new UnsupportedCqlException("function " + call.getName());
        }
        Function known = functions.get(found);
        if (known != null) {
            return known;
        }
        Function function = new Function(functions.size());
        functions.put(found, function);
        CqlCompilation compilation = new CqlCompilation(this, home);
        for (var operand : found.getOperand()) {
            compilation.operand(String.valueOf(operand.getName()));
        }
        function.body = compilation.node(found.getExpression());
        function.slots = compilation.slots();
        function.readsOperandsOnly = compilation.readsOperandsOnly();
        return function;
    }

    ExpressionDef expression(Library library, String name) throws UnsupportedCqlException {
        return Objects.requireNonNull(library.getStatements()).getDef().stream()
                .filter(definition -> !(definition instanceof FunctionDef))
                .filter(definition -> name.equals(definition.getName()))
                .findFirst()
                .orElseThrow(() -> new UnsupportedCqlException("\"" + name + "\""));
    }

    /// The library that an alias stands for; the library itself without an alias.
    Library home(Library library, @Nullable String alias) throws UnsupportedCqlException {
        if (alias == null) {
            return library;
        }
        Map<String, String> included = new HashMap<>();
        if (library.getIncludes() != null) {
            for (IncludeDef include : library.getIncludes().getDef()) {
                included.put(
                        String.valueOf(include.getLocalIdentifier()),
                        String.valueOf(include.getPath()));
            }
        }
        String path = included.getOrDefault(alias, alias);
        return libraries
                .library(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow(() -> new UnsupportedCqlException("library " + alias));
    }
}
