package org.osteon.pathway;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.model.CompiledLibrary;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;

/// Compiled CQL libraries, shared by all evaluations.
final class CqlLibraries {
    private final ElmLibraries elm;
    private final LibraryManager manager = withoutModels();
    private final Map<String, Map<String, ExpressionDef>> expressions = new ConcurrentHashMap<>();
    private @Nullable LibraryManager managerOfAll;

    CqlLibraries(Map<String, Library> libraries) {
        this(new ElmLibraries.Whole(new LinkedHashMap<>(libraries)));
        libraries.values().forEach(CqlLibraries::sortStatements);
    }

    /// @param elm their definitions sorted by name
    CqlLibraries(ElmLibraries elm) {
        this.elm = elm;
    }

    /// The engine looks definitions up by binary search and takes it for granted that they are
    /// sorted.
    static void sortStatements(Library library) {
        if (library.getStatements() != null) {
            library.getStatements()
                    .getDef()
                    .sort(Comparator.comparing(definition -> String.valueOf(definition.getName())));
        }
    }

    /// One that knows no models of data. Each new one looks for some in every jar that the thread
    /// sees, which takes as long as a small assessment.
    private static LibraryManager withoutModels() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return new LibraryManager(new ModelManager(), CqlCompiler.options());
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /// For operators of the engine, which look nothing up.
    LibraryManager manager() {
        return manager;
    }

    /// For the engine itself, which looks up whatever is asked: all of it is read.
    synchronized LibraryManager managerOfAll() {
        LibraryManager all = managerOfAll;
        if (all == null) {
            all = new LibraryManager(new ModelManager(), CqlCompiler.options());
            for (String name : elm.names()) {
                elm.definitions(name).forEach(elm::read);
                for (Library library : elm.library(name).stream().toList()) {
                    CompiledLibrary compiled = new CompiledLibrary();
                    compiled.setIdentifier(library.getIdentifier());
                    compiled.setLibrary(library);
                    all.getCompiledLibraries().put(library.getIdentifier(), compiled);
                }
            }
            managerOfAll = all;
        }
        return all;
    }

    Set<String> names() {
        return elm.names();
    }

    Optional<Library> library(String name) {
        return elm.library(name);
    }

    /// The definitions of a library, functions among them.
    List<ExpressionDef> definitions(String libraryName) {
        return elm.definitions(libraryName);
    }

    /// How many parameters a library has.
    int parameters(String libraryName) {
        return elm.parameters(libraryName);
    }

    /// The same definition, with what it says.
    <T extends ExpressionDef> T read(T definition) {
        elm.read(definition);
        return definition;
    }

    /// Whether it is known that all of it can be compiled to a [CqlProgram].
    boolean areCompilable() {
        return elm.isCompilable();
    }

    /// The expressions (not functions) that a library defines, by name.
    Map<String, ExpressionDef> expressions(String libraryName) {
        return expressions.computeIfAbsent(libraryName, this::found);
    }

    private Map<String, ExpressionDef> found(String libraryName) {
        Map<String, ExpressionDef> found = new HashMap<>();
        for (ExpressionDef definition : elm.definitions(libraryName)) {
            if (!(definition instanceof FunctionDef)) {
                found.put(String.valueOf(definition.getName()), definition);
            }
        }
        return Collections.unmodifiableMap(found);
    }
}
