package org.osteon.pathway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

    /// Of the expressions of all libraries; the parameters of each have the numbers that follow.
    private final IdentityHashMap<ExpressionDef, Integer> numbers = new IdentityHashMap<>();

    private final Map<String, Integer> firstParameters = new HashMap<>();
    private final List<String> homes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final AtomicReferenceArray<@Nullable Body> bodies;

    // What follows belongs to who compiles, one at a time.
    private final IdentityHashMap<ParameterDef, Integer> parameters = new IdentityHashMap<>();
    private final Map<Integer, Expression> defaults = new HashMap<>();
    private final IdentityHashMap<FunctionDef, Integer> functionNumbers = new IdentityHashMap<>();
    private final IdentityHashMap<FunctionDef, Function> functions = new IdentityHashMap<>();
    private final Map<String, Integer> questions = new HashMap<>();
    private final IdentityHashMap<Library, Map<String, String>> included = new IdentityHashMap<>();
    private final Deque<Integer> pending = new ArrayDeque<>();
    private final Set<Integer> wanted = new HashSet<>();
    private boolean all;
    private int filters;

    /// What was compiled.
    private record Body(CqlNode node, int slots) {}

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
        for (String library : libraries.names()) {
            for (ExpressionDef definition : libraries.definitions(library)) {
                if (definition instanceof FunctionDef function) {
                    functionNumbers.put(function, functionNumbers.size());
                } else {
                    numbers.put(definition, names.size());
                    names.add(String.valueOf(definition.getName()));
                    homes.add(library);
                }
            }
            firstParameters.put(library, names.size());
            for (int i = 0; i < libraries.parameters(library); i++) {
                names.add("");
                homes.add(library);
            }
        }
        this.bodies = new AtomicReferenceArray<>(names.size());
    }

    /// Compiles every expression of these libraries and all that they use. Where it is known that
    /// all of it can be compiled, each is when it is first asked for.
    static CqlProgram compile(CqlLibraries libraries, Collection<String> names)
            throws UnsupportedCqlException {
        CqlProgram program = new CqlProgram(libraries);
        if (!libraries.areCompilable()) {
            program.compileNow(names);
        }
        return program;
    }

    private synchronized void compileNow(Collection<String> libraryNames)
            throws UnsupportedCqlException {
        all = true;
        for (String name : libraryNames) {
            libraries.expressions(name).values().forEach(one -> want(numberOf(one)));
        }
        for (Integer next = pending.poll(); next != null; next = pending.poll()) {
            compile(next);
        }
    }

    /// Where all is compiled at once, this is, too.
    private void want(int number) {
        if (all && wanted.add(number)) {
            pending.add(number);
        }
    }

    /// Another thread may have been first.
    private synchronized Body compiled(int number) {
        try {
            Body there = bodies.get(number);
            return there == null ? compile(number) : there;
        } catch (UnsupportedCqlException e) {
            throw new IllegalStateException(
                    "\"" + names.get(number) + "\" is not compiled: " + e.getMessage(), e);
        }
    }

    private Body compile(int number) throws UnsupportedCqlException {
        Library home =
                libraries
                        .library(homes.get(number))
                        .orElseThrow(
                                () -> new UnsupportedCqlException("library " + homes.get(number)));
        CqlCompilation compilation = new CqlCompilation(this, home);
        Body body = new Body(compilation.node(expression(number)), compilation.slots());
        bodies.set(number, body);
        return body;
    }

    private Expression expression(int number) throws UnsupportedCqlException {
        @Nullable Expression expression = defaults.get(number);
        if (expression == null) {
            ExpressionDef definition =
                    libraries.expressions(homes.get(number)).get(names.get(number));
            expression =
                    definition == null || numberOf(definition) != number
                            ? null
                            : libraries.read(definition).getExpression();
        }
        if (expression == null) {
            throw new UnsupportedCqlException("\"" + names.get(number) + "\" without a body");
        }
        return expression;
    }

    /// How many are compiled.
    int compiled() {
        int count = 0;
        for (int i = 0; i < bodies.length(); i++) {
            count += bodies.get(i) == null ? 0 : 1;
        }
        return count;
    }

    int size() {
        return bodies.length();
    }

    private Body known(int number) {
        Body body = bodies.get(number);
        return body == null ? compiled(number) : body;
    }

    CqlNode body(int number) {
        return known(number).node();
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
        return functionNumbers.size();
    }

    int slots(int number) {
        return known(number).slots();
    }

    String name(int number) {
        return names.get(number);
    }

    int numberOf(ExpressionDef expression) {
        return Objects.requireNonNull(numbers.get(expression));
    }

    /// The number of an expression; compiled later, so that expressions may use each other in any
    /// order.
    int number(ExpressionDef expression) {
        int number = numberOf(expression);
        want(number);
        return number;
    }

    int number(Library library, ParameterDef parameter) throws UnsupportedCqlException {
        Integer known = parameters.get(parameter);
        if (known != null) {
            return known;
        }
        Expression value = parameter.getDefault();
        Integer first = firstParameters.get(name(library));
        if (value == null || first == null) {
            throw new UnsupportedCqlException("\"" + parameter.getName() + "\" without a body");
        }
        int number =
                first + Objects.requireNonNull(library.getParameters()).getDef().indexOf(parameter);
        parameters.put(parameter, number);
        names.set(number, String.valueOf(parameter.getName()));
        defaults.put(number, value);
        want(number);
        return number;
    }

    private static String name(Library library) {
        return library.getIdentifier() == null
                ? ""
                : String.valueOf(library.getIdentifier().getId());
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
        if (found == null || libraries.read(found).getExpression() == null) {
            throw new UnsupportedCqlException("function " + call.getName());
        }
        Function known = functions.get(found);
        if (known != null) {
            return known;
        }
        Function function = new Function(Objects.requireNonNull(functionNumbers.get(found)));
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
        ExpressionDef found = libraries.expressions(name(library)).get(name);
        if (found == null) {
            throw new UnsupportedCqlException("\"" + name + "\"");
        }
        return found;
    }

    /// What a definition of a library is, where it is another word for something.
    @Nullable Expression meaning(Library library, String name) throws UnsupportedCqlException {
        return libraries.read(expression(library, name)).getExpression();
    }

    /// The library that an alias stands for; the library itself without an alias.
    Library home(Library library, @Nullable String alias) throws UnsupportedCqlException {
        if (alias == null) {
            return library;
        }
        String path =
                included.computeIfAbsent(library, CqlProgram::includes).getOrDefault(alias, alias);
        return libraries
                .library(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow(() -> new UnsupportedCqlException("library " + alias));
    }

    private static Map<String, String> includes(Library library) {
        Map<String, String> includes = new HashMap<>();
        if (library.getIncludes() != null) {
            for (IncludeDef include : library.getIncludes().getDef()) {
                includes.put(
                        String.valueOf(include.getLocalIdentifier()),
                        String.valueOf(include.getPath()));
            }
        }
        return includes;
    }
}
