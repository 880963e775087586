package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoredResource;

/// Changes a part of a resource: read, changed, and written as if it had been sent whole, on top of
/// what was read.
final class Patching {
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
        if (kind != PatchTypeEnum.JSON_PATCH) {
            throw new Problem(
                    ProblemKind.UNKNOWN_TYPE,
                    "a patch is a JSON Patch, with the content type application/json-patch+json");
        }
        StoredResource there =
                resources.latest(id, patient).orElseThrow(() -> FhirProblems.missing(id));
        if (there.deleted()) {
            throw FhirProblems.gone(id);
        }
        String expected = request.getHeader("If-Match");
        String version = String.valueOf(there.version());
        if (expected != null && !expected.replaceAll("^W/|\"", "").strip().equals(version)) {
            throw new Problem(
                    ProblemKind.UNMET,
                    there.resource() + " is at version " + version + ", not at " + expected);
        }
        IBaseResource patched =
                context.newJsonParser().parseResource(JsonPatch.of(patch).applyTo(there.json()));
        if (!patched.fhirType().equals(there.resource().type())
                || !there.resource().id().equals(patched.getIdElement().getIdPart())) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "a patch does not change what it is, nor its id: " + there.resource());
        }
        return writing.update(
                new IdType(there.resource().type(), there.resource().id(), version),
                patched,
                request);
    }
}
