package org.osteon.pathway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;

/// Libraries as the compiler of CQL wrote them, by name. What a definition says may be read later
/// than that there is one.
interface ElmLibraries {
    /// The names of all of them.
    Set<String> names();

    /// The library of a name, with all its definitions.
    Optional<Library> library(String name);

    /// The definitions of a library, functions among them, by name; always the same objects.
    List<ExpressionDef> definitions(String name);

    /// How many parameters a library has.
    int parameters(String name);

    /// Sees to it that a definition says what it says.
    void read(ExpressionDef definition);

    /// Whether it is known that all of it can be compiled to a [CqlProgram].
    boolean isCompilable();

    /// Libraries that were read as a whole.
    record Whole(Map<String, Library> all) implements ElmLibraries {
        @Override
        public Set<String> names() {
            return all.keySet();
        }

        @Override
        public Optional<Library> library(String name) {
            return Optional.ofNullable(all.get(name));
        }

        @Override
        public List<ExpressionDef> definitions(String name) {
            return library(name)
                    .map(Library::getStatements)
                    .map(statements -> statements.getDef())
                    .orElse(List.of());
        }

        @Override
        public int parameters(String name) {
            return library(name)
                    .map(Library::getParameters)
                    .map(parameters -> parameters.getDef().size())
                    .orElse(0);
        }

        @Override
        public void read(ExpressionDef definition) {
            // All of it is there.
        }

        @Override
        public boolean isCompilable() {
            return false;
        }
    }
}
