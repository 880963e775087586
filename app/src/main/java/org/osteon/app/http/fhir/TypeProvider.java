package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.History;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.annotation.Validate;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.ValidationModeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceAndListParam;
import ca.uhn.fhir.rest.param.TokenAndListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// What can be done with the resources of one type; the same for all.
public final class TypeProvider implements IResourceProvider {
    private final Class<? extends IBaseResource> type;
    private final StoredResources resources;
    private final ResourceWriting writing;
    private final ResourceValidation validation;

    TypeProvider(
            Class<? extends IBaseResource> type,
            StoredResources resources,
            ResourceWriting writing,
            ResourceValidation validation) {
        this.type = type;
        this.resources = resources;
        this.writing = writing;
        this.validation = validation;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    /// Whether FHIR defines the parameter for the type, and the store can search by it.
    static boolean isSearchable(FhirContext context, String type, String parameter) {
        RuntimeResourceDefinition definition = context.getResourceDefinition(type);
        return parameter.startsWith("_")
                || definition.getSearchParam(parameter) != null
                || (parameter.equals("subject") && definition.getSearchParam("patient") != null);
    }

    /// Whether FHIR R4 has such a type.
    static boolean isType(String word) {
        return FhirContext.forR4Cached().getResourceTypes().contains(word);
    }

    /// Read and vread.
    @Read(version = true)
    public IBaseResource read(@IdParam IdType id) {
        Optional<StoredResource> found =
                id.hasVersionIdPart() ? resources.version(id, version(id)) : resources.latest(id);
        StoredResource stored = found.orElseThrow(() -> FhirProblems.missing(id));
        if (stored.deleted()) {
            throw new Problem(
                    ProblemKind.GONE, stored.resource() + " was deleted at " + stored.recorded());
        }
        return resources.parsed(stored);
    }

    private static long version(IdType id) {
        try {
            return Long.parseLong(id.getVersionIdPart());
        } catch (NumberFormatException _) {
            throw FhirProblems.missing(id);
        }
    }

    /// All versions, newest first.
    @History
    public IBundleProvider history(@IdParam IdType id) {
        List<StoredResource> versions = resources.history(id);
        if (versions.isEmpty()) {
            throw FhirProblems.missing(id);
        }
        return new ChartPages(resources, () -> resources.history(id));
    }

    /// Create.
    @Create
    public MethodOutcome create(
            @ResourceParam IBaseResource resource,
            @ConditionalUrlParam @Nullable String condition,
            HttpServletRequest request) {
        refuse(condition);
        return writing.create(resource, request);
    }

    /// Update, or create under a given id; with `If-Match` on top of that version only.
    @Update
    public MethodOutcome update(
            @IdParam IdType id,
            @ResourceParam IBaseResource resource,
            @ConditionalUrlParam @Nullable String condition,
            HttpServletRequest request) {
        refuse(condition);
        return writing.update(id, resource, request);
    }

    /// Delete; what is not there is deleted already.
    @Delete
    public MethodOutcome delete(
            @IdParam IdType id,
            @ConditionalUrlParam @Nullable String condition,
            HttpServletRequest request) {
        refuse(condition);
        return writing.delete(id, request);
    }

    private static void refuse(@Nullable String condition) {
        if (condition != null) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "conditional writes are not supported; search for "
                            + condition
                            + " and write to the id");
        }
    }

    /// `$validate`.
    @Validate
    public MethodOutcome validate(
            @ResourceParam IBaseResource resource,
            @Validate.Mode @Nullable ValidationModeEnum mode,
            @Validate.Profile @Nullable String profile) {
        return validation.validate(resource, profile);
    }

    /// Search.
    @Search
    public IBundleProvider search(
            @OptionalParam(name = "_id") @Nullable TokenAndListParam ids,
            @OptionalParam(name = "_lastUpdated") @Nullable DateRangeParam recorded,
            @OptionalParam(name = "patient") @Nullable ReferenceAndListParam patient,
            @OptionalParam(name = "subject") @Nullable ReferenceAndListParam subject,
            @OptionalParam(name = "date") @Nullable DateRangeParam date,
            @OptionalParam(name = "code") @Nullable TokenAndListParam code,
            @OptionalParam(name = "status") @Nullable TokenAndListParam status,
            @OptionalParam(name = "category") @Nullable TokenAndListParam category,
            @OptionalParam(name = "clinical-status") @Nullable TokenAndListParam clinicalStatus,
            @OptionalParam(name = "verification-status")
                    @Nullable TokenAndListParam verificationStatus,
            @OptionalParam(name = "intent") @Nullable TokenAndListParam intent,
            @OptionalParam(name = "gender") @Nullable TokenAndListParam gender,
            @OptionalParam(name = "identifier") @Nullable TokenAndListParam identifier,
            @Sort @Nullable SortSpec sort) {
        String name = type.getSimpleName();
        ResourceQuery query = ResourceQuery.of(name);
        query = with(query, "code", code);
        query = with(query, "status", status);
        query = with(query, "category", category);
        query = with(query, "clinical-status", clinicalStatus);
        query = with(query, "verification-status", verificationStatus);
        query = with(query, "intent", intent);
        query = with(query, "gender", gender);
        query = with(query, "identifier", identifier);
        query =
                query.dated(DateBounds.span(date))
                        .recorded(DateBounds.span(recorded))
                        .order(order(sort));
        Set<String> charts = patients(patient, null);
        charts = patients(subject, charts);
        if (charts != null) {
            query = query.inChart(charts.toArray(String[]::new));
        }
        Set<String> wanted = ids(ids);
        if (wanted != null) {
            query = query.withId(wanted.toArray(String[]::new));
        }
        boolean none = (charts != null && charts.isEmpty()) || (wanted != null && wanted.isEmpty());
        return none ? new SimpleBundleProvider(List.of()) : new StoreSearch(resources, query);
    }

    private static ResourceQuery with(
            ResourceQuery query, String parameter, @Nullable TokenAndListParam conditions) {
        ResourceQuery narrowed = query;
        if (conditions != null) {
            for (var alternatives : conditions.getValuesAsQueryTokens()) {
                narrowed =
                        narrowed.with(
                                parameter,
                                alternatives.getValuesAsQueryTokens().stream()
                                        .map(TypeProvider::token)
                                        .toArray(String[]::new));
            }
        }
        return narrowed;
    }

    private static String token(TokenParam token) {
        if (token.getModifier() != null) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "the modifier " + token.getModifier().getValue() + " is not supported");
        }
        if (token.getMissing() != null) {
            throw new Problem(ProblemKind.UNUSABLE, "the modifier :missing is not supported");
        }
        String code = token.getValue() == null ? "" : token.getValue();
        return token.getSystem() == null ? code : token.getSystem() + "|" + code;
    }

    private static ResourceQuery.Order order(@Nullable SortSpec sort) {
        if (sort == null) {
            return ResourceQuery.Order.AS_ENTERED;
        }
        boolean descending = sort.getOrder() == SortOrderEnum.DESC;
        if (descending && sort.getChain() == null) {
            if (sort.getParamName().equals("date")) {
                return ResourceQuery.Order.NEWEST_FIRST;
            }
            if (sort.getParamName().equals("_lastUpdated")) {
                return ResourceQuery.Order.LAST_RECORDED_FIRST;
            }
        }
        throw new Problem(
                ProblemKind.UNUSABLE,
                "results can be sorted by -date or by -_lastUpdated, not by "
                        + (descending ? "-" : "")
                        + sort.getParamName());
    }

    /// All conditions must hold, each by one of its patients.
    private static @Nullable Set<String> patients(
            @Nullable ReferenceAndListParam conditions, @Nullable Set<String> before) {
        Set<String> found = before;
        if (conditions != null) {
            for (var alternatives : conditions.getValuesAsQueryTokens()) {
                Set<String> named = new HashSet<>();
                for (var reference : alternatives.getValuesAsQueryTokens()) {
                    if (reference.getChain() != null) {
                        throw new Problem(
                                ProblemKind.UNUSABLE, "chained searches are not supported");
                    }
                    if (!reference.hasResourceType()
                            || reference.getResourceType().equals("Patient")) {
                        named.add(reference.getIdPart());
                    }
                }
                if (found != null) {
                    named.retainAll(found);
                }
                found = named;
            }
        }
        return found;
    }

    private static @Nullable Set<String> ids(@Nullable TokenAndListParam conditions) {
        Set<String> found = null;
        if (conditions != null) {
            for (var alternatives : conditions.getValuesAsQueryTokens()) {
                Set<String> named = new HashSet<>();
                alternatives.getValuesAsQueryTokens().forEach(id -> named.add(id.getValue()));
                if (found != null) {
                    named.retainAll(found);
                }
                found = named;
            }
        }
        return found;
    }
}
