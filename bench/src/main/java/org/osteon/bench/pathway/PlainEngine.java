package org.osteon.bench.pathway;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kotlinx.io.Buffer;
import kotlinx.io.Utf8Kt;
import org.cqframework.cql.cql2elm.CqlCompilerException;
import org.cqframework.cql.cql2elm.CqlCompilerOptions;
import org.cqframework.cql.cql2elm.LibraryBuilder;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.LibrarySourceProvider;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.cqframework.cql.cql2elm.quick.FhirModelInfoProvider;
import org.hl7.elm.r1.VersionedIdentifier;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.data.DataProvider;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.EvaluationExpressionRef;
import org.opencds.cqf.cql.engine.execution.EvaluationParams;
import org.opencds.cqf.cql.engine.fhir.model.R4FhirModelResolver;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.opencds.cqf.cql.engine.terminology.CodeSystemInfo;
import org.opencds.cqf.cql.engine.terminology.TerminologyProvider;
import org.opencds.cqf.cql.engine.terminology.ValueSetInfo;

/// The peer: a chart parsed by HAPI, and the knowledge's CQL on the reference engine with its own
/// FHIR model, expression caching on, libraries compiled once, retrieves by type and value set.
final class PlainEngine {
    private final IParser parser;
    private final LibraryManager libraries;
    private final R4FhirModelResolver model = new R4FhirModelResolver();
    private final Terminology terminology = new Terminology();
    private final Map<VersionedIdentifier, List<EvaluationExpressionRef>> expressions =
            new HashMap<>();

    PlainEngine(Path knowledge, Map<String, List<String>> expressionsByLibrary) throws IOException {
        FhirContext context = FhirContext.forR4Cached();
        parser = context.newJsonParser();
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(knowledge)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".cql")) {
                    sources.put(name.substring(0, name.length() - 4), Files.readString(file));
                } else if (name.endsWith(".json") && file.toString().contains("valuesets")) {
                    terminology.add(parser.parseResource(ValueSet.class, Files.readString(file)));
                }
            }
        }
        ModelManager models = new ModelManager();
        models.getModelInfoLoader().registerModelInfoProvider(new FhirModelInfoProvider());
        libraries =
                new LibraryManager(
                        models,
                        new CqlCompilerOptions(
                                CqlCompilerException.ErrorSeverity.Info,
                                LibraryBuilder.SignatureLevel.All,
                                CqlCompilerOptions.Options.DisableListDemotion,
                                CqlCompilerOptions.Options.DisableListPromotion));
        libraries.getLibrarySourceLoader().registerProvider(new Sources(sources));
        libraries.getLibrarySourceLoader().registerProvider(new FhirLibrarySourceProvider());
        expressionsByLibrary.forEach((library, names) ->
                expressions.put(
                        new VersionedIdentifier().withId(library),
                        names.stream().map(EvaluationExpressionRef::new).toList()));
    }

    private record Sources(Map<String, String> texts) implements LibrarySourceProvider {
        @Override
        public kotlinx.io.@Nullable Source getLibrarySource(VersionedIdentifier identifier) {
            String text = texts.get(String.valueOf(identifier.getId()));
            if (text == null) {
                return null;
            }
            Buffer buffer = new Buffer();
            Utf8Kt.writeString(buffer, text, 0, text.length());
            return buffer;
        }
    }

    Bundle parse(byte[] chart) {
        return parser.parseResource(Bundle.class, new String(chart, StandardCharsets.UTF_8));
    }

    /// Evaluates the expressions; gives how many had a value.
    int evaluate(Bundle chart, LocalDate asOf) {
        Map<String, DataProvider> providers = new HashMap<>();
        providers.put(
                "http://hl7.org/fhir",
                new CompositeDataProvider(model, new Retrieve(chart, terminology)));
        CqlEngine engine =
                new CqlEngine(
                        new Environment(libraries, providers, terminology),
                        EnumSet.of(CqlEngine.Options.EnableExpressionCaching));
        var results =
                engine.evaluate(
                        new EvaluationParams(
                                expressions,
                                new kotlin.Pair<>("Patient", "patient"),
                                Map.of(),
                                null,
                                asOf.atStartOfDay(ZoneOffset.UTC)));
        if (results.hasExceptions()) {
            throw new IllegalStateException(results.getExceptions().toString());
        }
        return results.getResults().values().stream()
                .mapToInt(result -> result.getExpressionResults().size())
                .sum();
    }

    private static final class Terminology implements TerminologyProvider {
        private final Map<String, Set<String>> codes = new HashMap<>();
        private final Map<String, List<String>> branches = new HashMap<>();

        void add(ValueSet valueSet) {
            Set<String> listed = new HashSet<>();
            List<String> below = new ArrayList<>();
            for (var include : valueSet.getCompose().getInclude()) {
                include.getConcept()
                        .forEach(concept ->
                                listed.add(include.getSystem() + "|" + concept.getCode()));
                include.getFilter()
                        .forEach(
                                filter -> below.add(include.getSystem() + "|" + filter.getValue()));
            }
            codes.put(valueSet.getUrl(), listed);
            branches.put(valueSet.getUrl(), below);
        }

        boolean contains(String valueSet, @Nullable String system, @Nullable String code) {
            String key = system + "|" + code;
            if (codes.getOrDefault(valueSet, Set.of()).contains(key)) {
                return true;
            }
            for (String branch : branches.getOrDefault(valueSet, List.of())) {
                if (key.startsWith(branch)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean in(Code code, ValueSetInfo valueSet) {
            return contains(String.valueOf(valueSet.getId()), code.getSystem(), code.getCode());
        }

        @Override
        public Iterable<Code> expand(ValueSetInfo valueSet) {
            return List.of();
        }

        @Override
        public @Nullable Code lookup(Code code, CodeSystemInfo codeSystem) {
            return null;
        }
    }

    private static final class Retrieve implements RetrieveProvider {
        private final Map<String, List<Resource>> byType = new HashMap<>();
        private final Terminology terminology;

        Retrieve(Bundle chart, Terminology terminology) {
            this.terminology = terminology;
            chart.getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .forEach(resource ->
                            byType.computeIfAbsent(resource.fhirType(), _ -> new ArrayList<>())
                                    .add(resource));
        }

        @Override
        public Iterable<Object> retrieve(
                @Nullable String context,
                @Nullable String contextPath,
                @Nullable Object contextValue,
                String dataType,
                @Nullable String templateId,
                @Nullable String codePath,
                @Nullable Iterable<Code> codes,
                @Nullable String valueSet,
                @Nullable String datePath,
                @Nullable String dateLowPath,
                @Nullable String dateHighPath,
                @Nullable Interval dateRange) {
            List<Object> found = new ArrayList<>();
            for (Resource resource : byType.getOrDefault(dataType, List.of())) {
                if (valueSet == null || codePath == null || isIn(resource, codePath, valueSet)) {
                    found.add(resource);
                }
            }
            return found;
        }

        private boolean isIn(Resource resource, String codePath, String valueSet) {
            Property property = resource.getNamedProperty(codePath);
            if (property == null) {
                return false;
            }
            for (Base value : property.getValues()) {
                if (value instanceof CodeableConcept concept) {
                    for (Coding coding : concept.getCoding()) {
                        if (terminology.contains(valueSet, coding.getSystem(), coding.getCode())) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }
}
