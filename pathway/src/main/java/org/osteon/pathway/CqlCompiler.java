package org.osteon.pathway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kotlinx.io.Buffer;
import kotlinx.io.Source;
import kotlinx.io.Utf8Kt;
import org.cqframework.cql.cql2elm.CqlCompilerException;
import org.cqframework.cql.cql2elm.CqlCompilerOptions;
import org.cqframework.cql.cql2elm.CqlTranslator;
import org.cqframework.cql.cql2elm.LibraryBuilder;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.LibrarySourceProvider;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.cqframework.cql.cql2elm.quick.FhirModelInfoProvider;
import org.cqframework.cql.cql2elm.tracking.TrackBack;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.VersionedIdentifier;
import org.jspecify.annotations.Nullable;

/// Compiles CQL libraries to ELM. Any error or warning is a problem of the knowledge.
final class CqlCompiler {

    /// A library as it is written.
    ///
    /// @param file the file's name within the knowledge, for messages
    /// @param name the library's name
    /// @param text the CQL
    record CqlSource(String file, String name, String text) {
        private static final Pattern INCLUDE =
                Pattern.compile("^\\s*include\\s+\"?(\\w+)", Pattern.MULTILINE);

        /// Names of the libraries it includes.
        List<String> includes() {
            return INCLUDE.matcher(text).results().map(match -> match.group(1)).toList();
        }
    }

    /// What came of compiling.
    ///
    /// @param libraries the compiled libraries by name, those they include among them
    /// @param problems what is wrong with the CQL, for its author
    record Compiled(Map<String, Library> libraries, List<KnowledgeProblem> problems) {}

    private CqlCompiler() {}

    static Compiled compile(List<CqlSource> sources) {
        Map<String, CqlSource> byName = new HashMap<>();
        sources.forEach(source -> byName.put(source.name(), source));
        LibraryManager manager = libraryManager(byName);
        Map<String, Library> libraries = new LinkedHashMap<>();
        List<KnowledgeProblem> problems = new ArrayList<>();
        Set<String> broken = new HashSet<>();
        for (CqlSource source : includedFirst(sources, byName)) {
            // What includes a broken library would only echo its errors, compiling it every time.
            if (source.includes().stream().anyMatch(broken::contains)) {
                broken.add(source.name());
                continue;
            }
            CqlTranslator translator = CqlTranslator.fromText(source.text(), manager);
            for (CqlCompilerException exception : translator.getExceptions()) {
                if (exception.getSeverity() != CqlCompilerException.ErrorSeverity.Info) {
                    broken.add(source.name());
                    KnowledgeProblem problem =
                            new KnowledgeProblem(
                                    where(exception, source, byName),
                                    String.valueOf(exception.getMessage()));
                    if (!problems.contains(problem)) {
                        problems.add(problem);
                    }
                }
            }
            translator.getLibraries().forEach((id, library) -> libraries.put(id.getId(), library));
            libraries.put(source.name(), translator.toELM());
        }
        return new Compiled(libraries, problems);
    }

    /// The sources in an order in which each comes after what it includes.
    private static List<CqlSource> includedFirst(
            List<CqlSource> sources, Map<String, CqlSource> byName) {
        Set<CqlSource> ordered = new LinkedHashSet<>();
        sources.forEach(source -> addAfterIncludes(source, byName, ordered, new HashSet<>()));
        return List.copyOf(ordered);
    }

    private static void addAfterIncludes(
            CqlSource source,
            Map<String, CqlSource> byName,
            Set<CqlSource> ordered,
            Set<CqlSource> begun) {
        if (!begun.add(source)) {
            return; // the compiler reports libraries that include each other
        }
        source.includes().stream()
                .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
                .forEach(included -> addAfterIncludes(included, byName, ordered, begun));
        ordered.add(source);
    }

    /// An error may lie in a library that the source includes.
    private static String where(
            CqlCompilerException exception, CqlSource compiled, Map<String, CqlSource> byName) {
        TrackBack locator = exception.getLocator();
        if (locator == null) {
            return compiled.file();
        }
        VersionedIdentifier library = locator.getLibrary();
        CqlSource source =
                library == null ? compiled : byName.getOrDefault(library.getId(), compiled);
        return source.file() + ":" + locator.getStartLine();
    }

    static CqlCompilerOptions options() {
        return new CqlCompilerOptions(
                CqlCompilerException.ErrorSeverity.Info,
                // Overloads are resolved by the compiler, not again at every call.
                LibraryBuilder.SignatureLevel.All,
                CqlCompilerOptions.Options.DisableListDemotion,
                CqlCompilerOptions.Options.DisableListPromotion);
    }

    private static LibraryManager libraryManager(Map<String, CqlSource> sources) {
        ModelManager models = new ModelManager();
        models.getModelInfoLoader().registerModelInfoProvider(new FhirModelInfoProvider());
        LibraryManager manager = new LibraryManager(models, options());
        manager.getLibrarySourceLoader().registerProvider(new FolderSources(sources));
        manager.getLibrarySourceLoader().registerProvider(new FhirLibrarySourceProvider());
        return manager;
    }

    private record FolderSources(Map<String, CqlSource> sources) implements LibrarySourceProvider {
        @Override
        public @Nullable Source getLibrarySource(VersionedIdentifier identifier) {
            CqlSource source = sources.get(identifier.getId());
            if (source == null) {
                return null;
            }
            Buffer buffer = new Buffer();
            Utf8Kt.writeString(buffer, source.text(), 0, source.text().length());
            return buffer;
        }
    }
}
