package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Interaction;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Visits;

/// What the knowledge calls things, as FHIR: nobody's data, read and found by who may read
/// anything.
///
/// @param <T> CodeSystem or ValueSet
public final class KnowledgeTerms<T extends MetadataResource> implements IResourceProvider {
    private final Class<T> type;
    private final Map<String, T> byId;

    private KnowledgeTerms(Class<T> type, Map<String, T> byId) {
        this.type = type;
        this.byId = byId;
    }

    /// The code systems `urn:osteon:…`.
    static KnowledgeTerms<CodeSystem> codeSystems(KnowledgeBase knowledge) {
        Map<String, CodeSystem> byId = new TreeMap<>();
        OwnCodes.of(knowledge)
                .forEach((name, own) -> {
                    CodeSystem system = new CodeSystem();
                    system.setUrl(own.url())
                            .setName(name.replace("-", "_"))
                            .setTitle("Osteon: " + name)
                            .setStatus(Enumerations.PublicationStatus.ACTIVE)
                            .setDescription(own.purpose());
                    system.setCaseSensitive(true)
                            .setContent(CodeSystem.CodeSystemContentMode.fromCode(own.content()));
                    own.codes()
                            .forEach((code, display) -> {
                                var concept = system.addConcept().setCode(code);
                                if (!display.isEmpty()) {
                                    concept.setDisplay(display);
                                }
                            });
                    system.setId(name);
                    byId.put(name, system);
                });
        return new KnowledgeTerms<>(CodeSystem.class, byId);
    }

    /// The value sets that the rules ask by.
    static KnowledgeTerms<ValueSet> valueSets(FhirContext context, KnowledgeBase knowledge) {
        Map<String, ValueSet> byId = new TreeMap<>();
        knowledge
                .files()
                .forEach((name, text) -> {
                    if (name.contains("/valuesets/")) {
                        var parser = context.newJsonParser();
                        parser.setParserErrorHandler(new LenientErrorHandler(false));
                        ValueSet set = parser.parseResource(ValueSet.class, text);
                        String id = set.getUrl().substring(set.getUrl().lastIndexOf(':') + 1);
                        set.setId(id);
                        byId.put(id, set);
                    }
                });
        return new KnowledgeTerms<>(ValueSet.class, byId);
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    /// Read.
    @Read
    public IBaseResource read(@IdParam IdType id) {
        Visits.requireScope(Interaction.READ, type.getSimpleName());
        T found = byId.get(id.getIdPart());
        if (found == null) {
            throw FhirProblems.missing(id);
        }
        return found;
    }

    /// Search.
    @Search
    public List<T> search(
            @OptionalParam(name = "_id") @Nullable TokenParam id,
            @OptionalParam(name = "url") @Nullable UriParam url) {
        Visits.requireScope(Interaction.SEARCH, type.getSimpleName());
        return byId.values().stream()
                .filter(one -> id == null || one.getIdElement().getIdPart().equals(id.getValue()))
                .filter(one -> url == null || one.getUrl().equals(url.getValue()))
                .toList();
    }
}
