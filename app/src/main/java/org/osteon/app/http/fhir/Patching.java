package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoredResource;

/// Changes a part of a resource: read, changed, and written as if it had been sent whole, on top of
/// what was read.
final class Patching {
    private static final String JSON_PATCH = "application/json-patch+json";

    private final FhirContext context;
    private final ResourceWriting writing;
    private final StoredResources resources;

    Patching(FhirContext context, ResourceWriting writing, StoredResources resources) {
        this.context = context;
        this.writing = writing;
        this.resources = resources;
    }

    MethodOutcome patch(
            IdType id,
            String patient,
            PatchTypeEnum kind,
            String patch,
            HttpServletRequest request) {
        Function<String, Resource> change =
                switch (kind) {
                    case JSON_PATCH -> json(patch);
                    case FHIR_PATCH_JSON -> paths(context.newJsonParser(), patch);
                    case FHIR_PATCH_XML -> paths(context.newXmlParser(), patch);
                    default ->
                            throw new Problem(
                                    ProblemKind.UNKNOWN_TYPE,
                                    "a patch is a JSON Patch (application/json-patch+json) or a"
                                            + " FHIRPath Patch (application/fhir+json)");
                };
        Patched patched = patched(id, patient, request.getHeader("If-Match"), change);
        return writing.update(patched.id(), patched.resource(), request);
    }

    /// A patch as an entry of a Bundle: Parameters, or a Binary that is a JSON Patch.
    ResourceWriting.Placed placed(IdType id, @Nullable String expected, Resource patch) {
        Function<String, Resource> change =
                switch (patch) {
                    case Parameters parameters -> paths(parameters);
                    case Binary binary when JSON_PATCH.equals(binary.getContentType()) ->
                            json(new String(binary.getData(), StandardCharsets.UTF_8));
                    default ->
                            throw Problem.unusable(
                                    "the resource of a PATCH is Parameters (FHIRPath Patch), or a"
                                            + " Binary of application/json-patch+json");
                };
        Patched patched = patched(id, "", expected, change);
        return writing.update(patched.id(), patched.resource());
    }

    private Function<String, Resource> json(String patch) {
        JsonPatch steps = JsonPatch.of(patch);
        return text -> read(steps.applyTo(text));
    }

    private Function<String, Resource> paths(IParser parser, String patch) {
        if (!(parser.parseResource(patch) instanceof Parameters parameters)) {
            throw Problem.unusable("a FHIRPath Patch is a resource Parameters");
        }
        return paths(parameters);
    }

    private Function<String, Resource> paths(Parameters parameters) {
        FhirPathPatch steps = FhirPathPatch.of(context, parameters);
        return text -> {
            Resource resource = read(text);
            steps.applyTo(resource);
            return resource;
        };
    }

    private Resource read(String text) {
        return (Resource) context.newJsonParser().parseResource(text);
    }

    /// @param id with the version that it was read at
    private record Patched(IdType id, Resource resource) {}

    private Patched patched(
            IdType id,
            String patient,
            @Nullable String expected,
            Function<String, Resource> change) {
        StoredResource there =
                resources.latest(id, patient).orElseThrow(() -> FhirProblems.missing(id));
        if (there.deleted()) {
            throw FhirProblems.gone(id);
        }
        String version = String.valueOf(there.version());
        if (expected != null && !expected.replaceAll("^W/|\"", "").strip().equals(version)) {
            throw new Problem(
                    ProblemKind.UNMET,
                    there.resource() + " is at version " + version + ", not at " + expected);
        }
        Resource patched = change.apply(there.json());
        if (!patched.fhirType().equals(there.resource().type())
                || !there.resource().id().equals(patched.getIdElement().getIdPart())) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "a patch does not change what it is, nor its id: " + there.resource());
        }
        return new Patched(
                new IdType(there.resource().type(), there.resource().id(), version), patched);
    }
}
