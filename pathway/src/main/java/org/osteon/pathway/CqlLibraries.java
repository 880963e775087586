package org.osteon.pathway;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.model.CompiledLibrary;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.Library;

/// Compiled CQL libraries, shared by all evaluations.
final class CqlLibraries {
    private final Map<String, Library> libraries;
    private final LibraryManager manager;

    CqlLibraries(Map<String, Library> libraries) {
        this.libraries = new LinkedHashMap<>(libraries);
        this.manager = new LibraryManager(new ModelManager(), CqlCompiler.options());
        libraries
                .values()
                .forEach(library -> {
                    sortStatements(library);
                    CompiledLibrary compiled = new CompiledLibrary();
                    compiled.setIdentifier(library.getIdentifier());
                    compiled.setLibrary(library);
                    manager.getCompiledLibraries().put(library.getIdentifier(), compiled);
                });
    }

    /// The engine looks definitions up by binary search and takes it for granted that they are
    /// sorted.
    private static void sortStatements(Library library) {
        if (library.getStatements() != null) {
            library.getStatements()
                    .getDef()
                    .sort(Comparator.comparing(definition -> String.valueOf(definition.getName())));
        }
    }

    LibraryManager manager() {
        return manager;
    }

    Optional<Library> library(String name) {
        return Optional.ofNullable(libraries.get(name));
    }

    /// The expressions (not functions) that a library defines, by name.
    Map<String, ExpressionDef> expressions(String libraryName) {
        Map<String, ExpressionDef> expressions = new HashMap<>();
        library(libraryName)
                .map(Library::getStatements)
                .ifPresent(statements ->
                        statements.getDef().stream()
                                .filter(definition -> !(definition instanceof FunctionDef))
                                .forEach(definition ->
                                        expressions.put(
                                                String.valueOf(definition.getName()), definition)));
        return expressions;
    }
}
