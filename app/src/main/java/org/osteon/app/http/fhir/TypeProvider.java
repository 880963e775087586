package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.History;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Patch;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.annotation.Validate;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import ca.uhn.fhir.rest.api.ValidationModeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoredResource;

/// What can be done with the resources of one type; the same for all.
public final class TypeProvider implements IResourceProvider {
    /// Says whose chart is meant, where several have a resource of one name: among the parameters
    /// of a request, and then beside them.
    static final String PATIENT = "patient";

    private static final String IF_NONE_EXIST = "If-None-Exist";

    private final String name;
    private final Class<? extends IBaseResource> type;
    private final StoredResources resources;
    private final ResourceWriting writing;
    private final ConditionalWriting conditional;
    private final Patching patching;
    private final SearchReading reading;
    private final ResourceValidation validation;

    /// @param name of the type as FHIR has it
    TypeProvider(
            String name,
            Class<? extends IBaseResource> type,
            StoredResources resources,
            ResourceWriting writing,
            SearchReading reading,
            ConditionalWriting conditional,
            Patching patching,
            ResourceValidation validation) {
        this.name = name;
        this.type = type;
        this.resources = resources;
        this.writing = writing;
        this.conditional = conditional;
        this.patching = patching;
        this.reading = reading;
        this.validation = validation;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    /// Whether FHIR R4 has such a type.
    static boolean isType(String word) {
        return FhirContext.forR4Cached().getResourceTypes().contains(word);
    }

    /// Read and vread.
    @Read(version = true)
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        String patient = patient(request);
        Optional<StoredResource> found =
                id.hasVersionIdPart()
                        ? resources.version(id, patient, version(id))
                        : resources.latest(id, patient);
        StoredResource stored = found.orElseThrow(() -> FhirProblems.missing(id));
        if (stored.deleted()) {
            throw new Problem(
                    ProblemKind.GONE, stored.resource() + " was deleted at " + stored.recorded());
        }
        return resources.parsed(stored);
    }

    private static String patient(RequestDetails request) {
        return request.getUserData().get(PATIENT) instanceof String id ? id : "";
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
    public IBundleProvider history(@IdParam IdType id, RequestDetails request) {
        String patient = patient(request);
        List<StoredResource> all = resources.history(id, patient);
        if (all.isEmpty()) {
            throw FhirProblems.missing(id);
        }
        return new VersionPages(resources, all, request);
    }

    /// Create; with `If-None-Exist` only where nothing is found by it.
    @Create
    public MethodOutcome create(
            @ResourceParam IBaseResource resource,
            @ConditionalUrlParam @Nullable String condition,
            HttpServletRequest request) {
        if (condition == null && request.getHeader(IF_NONE_EXIST) != null) {
            throw Problem.unusable(
                    IF_NONE_EXIST + " says nothing to find " + resource.fhirType() + " by");
        }
        return condition == null
                ? writing.create(resource, request)
                : conditional.create(resource, condition, request);
    }

    /// Update, or create under a given id; with `If-Match` on top of that version only. By a search
    /// in place of an id: what is found by it, else a new one.
    @Update
    public MethodOutcome update(
            @IdParam IdType id,
            @ResourceParam IBaseResource resource,
            @ConditionalUrlParam @Nullable String condition,
            RequestDetails details,
            HttpServletRequest request) {
        return condition == null
                ? writing.update(id, resource, request)
                : conditional.update(
                        resource, SentBody.id(details.loadRequestContents()), condition, request);
    }

    /// A part of it, by JSON Patch.
    @Patch
    public MethodOutcome patch(
            @IdParam @Nullable IdType id,
            PatchTypeEnum kind,
            @ResourceParam String patch,
            RequestDetails details,
            HttpServletRequest request) {
        return patching.patch(FhirProblems.named(id, name), patient(details), kind, patch, request);
    }

    /// Delete; what is not there is deleted already.
    @Delete
    public MethodOutcome delete(
            @IdParam @Nullable IdType id, RequestDetails details, HttpServletRequest request) {
        return writing.delete(FhirProblems.named(id, name), patient(details), request);
    }

    /// `$validate`.
    @Validate
    public MethodOutcome validate(
            @ResourceParam IBaseResource resource,
            @Validate.Mode @Nullable ValidationModeEnum mode,
            @Validate.Profile @Nullable String profile) {
        return validation.validate(resource, profile);
    }

    /// Search: what the parameters mean is read in one place.
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return StoreSearch.of(
                resources,
                reading,
                new PageCursor.Search(
                        name,
                        SealedPages.lists(request.getParameters()),
                        resources.now().toInstant(),
                        0,
                        ""));
    }
}
