package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.SessionCookie;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.bulk.BulkJob;
import org.osteon.records.bulk.BulkRequest;
import org.osteon.records.people.Sessions;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoredResource;

/// Bulk Data: asks for an export. What comes of it is told at [BulkServlet].
public final class BulkProvider {
    static final String EXPORT = "$export";
    private static final Set<String> FORMATS =
            Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");
    private static final int ACCEPTED = 202;
    private static final String RETRY_SECONDS = "60";

    private final BulkExports exports;
    private final StoredResources resources;
    private final Sessions sessions;

    BulkProvider(BulkExports exports, StoredResources resources, Sessions sessions) {
        this.exports = exports;
        this.resources = resources;
        this.sessions = sessions;
    }

    /// Who asks from a browser gave their password a short while ago, as for whatever else leaves
    /// the house; a program has shown a token.
    private void requireConfirmed(HttpServletRequest request) {
        boolean confirmed =
                request.getHeader("Authorization") != null
                        || SessionCookie.of(request)
                                .flatMap(sessions::current)
                                .filter(sessions::isConfirmed)
                                .isPresent();
        if (!confirmed) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Your password again",
                    "Taking charts out asks for your password once more. Nothing was begun.",
                    "Give it at /confirm, then ask once more.");
        }
    }

    /// Of everybody.
    @Operation(name = EXPORT, idempotent = true, manualResponse = true)
    @Description("All charts as NDJSON (Bulk Data 2)")
    public void ofAll(
            @OperationParam(name = "_outputFormat", max = 1) @Nullable StringType format,
            @OperationParam(name = "_since", max = 1) @Nullable InstantType since,
            @OperationParam(name = "_type") @Nullable List<StringType> types,
            @OperationParam(name = "_typeFilter") @Nullable List<StringType> filters,
            @OperationParam(name = "includeAssociatedData") @Nullable List<StringType> associated,
            HttpServletRequest request,
            HttpServletResponse response) {
        begin(
                new Wanted(true, List.of(), format, since, types, filters, associated),
                request,
                response);
    }

    /// Of everybody, or of those who are named.
    @Operation(name = EXPORT, type = Patient.class, idempotent = true, manualResponse = true)
    @Description("Charts of patients as NDJSON (Bulk Data 2)")
    public void ofPatients(
            @OperationParam(name = "_outputFormat", max = 1) @Nullable StringType format,
            @OperationParam(name = "_since", max = 1) @Nullable InstantType since,
            @OperationParam(name = "_type") @Nullable List<StringType> types,
            @OperationParam(name = "_typeFilter") @Nullable List<StringType> filters,
            @OperationParam(name = "includeAssociatedData") @Nullable List<StringType> associated,
            @OperationParam(name = "patient") @Nullable List<Reference> patients,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<String> named = patients == null ? List.of() : ids(patients.stream());
        begin(
                new Wanted(
                        patients == null || patients.isEmpty(),
                        named,
                        format,
                        since,
                        types,
                        filters,
                        associated),
                request,
                response);
    }

    /// Of the members of a group.
    @Operation(name = EXPORT, type = Group.class, idempotent = true, manualResponse = true)
    @Description("Charts of a group as NDJSON (Bulk Data 2)")
    public void ofGroup(
            @IdParam IdType id,
            @OperationParam(name = "_outputFormat", max = 1) @Nullable StringType format,
            @OperationParam(name = "_since", max = 1) @Nullable InstantType since,
            @OperationParam(name = "_type") @Nullable List<StringType> types,
            @OperationParam(name = "_typeFilter") @Nullable List<StringType> filters,
            @OperationParam(name = "includeAssociatedData") @Nullable List<StringType> associated,
            @OperationParam(name = "patient") @Nullable List<Reference> patients,
            HttpServletRequest request,
            HttpServletResponse response) {
        StoredResource stored =
                resources
                        .latest(id)
                        .filter(one -> !one.deleted())
                        .orElseThrow(() -> FhirProblems.missing(id));
        List<String> members =
                ids(
                        ((Group) resources.parsed(stored))
                                .getMember().stream()
                                        .filter(one -> !one.getInactive())
                                        .map(Group.GroupMemberComponent::getEntity));
        List<String> named = patients == null ? members : ids(patients.stream());
        for (String one : named) {
            if (!members.contains(one)) {
                throw Problem.unusable("Patient/" + one + " is no member of " + id.getValue());
            }
        }
        begin(
                new Wanted(false, named, format, since, types, filters, associated),
                request,
                response);
    }

    private static List<String> ids(Stream<Reference> patients) {
        List<String> ids = new ArrayList<>();
        for (Reference one : patients.toList()) {
            IdType id = new IdType(one.getReference());
            if (id.hasIdPart()
                    && (!id.hasResourceType() || id.getResourceType().equals("Patient"))) {
                ids.add(id.getIdPart());
            }
        }
        return ids;
    }

    /// What was asked for.
    private record Wanted(
            boolean everybody,
            List<String> patients,
            @Nullable StringType format,
            @Nullable InstantType since,
            @Nullable List<StringType> types,
            @Nullable List<StringType> filters,
            @Nullable List<StringType> associated) {}

    private void begin(Wanted wanted, HttpServletRequest request, HttpServletResponse response) {
        List<String> preferred = Collections.list(request.getHeaders("Prefer"));
        if (!Preferences.isAsynchronous(preferred)) {
            throw Problem.unusable(
                    "an export is made while nobody waits for it: send the header"
                            + " Prefer: respond-async");
        }
        if (wanted.format() != null && !FORMATS.contains(wanted.format().getValue())) {
            throw Problem.unusable(
                    "_outputFormat is application/fhir+ndjson, not " + wanted.format().getValue());
        }
        boolean lenient = Preferences.isLenient(preferred);
        List<String> types = types(wanted, lenient);
        BulkRequest.Provenance provenance = provenance(wanted, lenient);
        requireConfirmed(request);
        BulkJob job = job(wanted, types, provenance, request, response);
        response.setStatus(ACCEPTED);
        response.setHeader(
                "Content-Location", ServerAddress.of(request) + BulkServlet.PATH + "/" + job.id());
    }

    /// With `handling=lenient` a type that there is not is passed over, as a parameter is: nothing
    /// more goes out by it. A filter that cannot be held to is never passed over.
    private static List<String> types(Wanted wanted, boolean lenient) {
        List<String> named = words(wanted.types());
        List<String> types = named.stream().filter(TypeProvider::isType).toList();
        if (types.size() == named.size() || (lenient && !types.isEmpty())) {
            return types;
        }
        String unknown =
                named.stream().filter(one -> !TypeProvider.isType(one)).findFirst().orElseThrow();
        throw Problem.unusable("_type '" + unknown + "' is no type of FHIR R4");
    }

    private static BulkRequest.Provenance provenance(Wanted wanted, boolean lenient) {
        BulkRequest.Provenance provenance = BulkRequest.Provenance.NONE;
        for (String word : words(wanted.associated())) {
            Optional<BulkRequest.Provenance> known = BulkRequest.Provenance.of(word);
            if (known.isEmpty() && !lenient) {
                throw Problem.unusable(
                        "includeAssociatedData is LatestProvenanceResources or"
                                + " RelevantProvenanceResources, not "
                                + word);
            }
            provenance = known.orElse(provenance);
        }
        return provenance;
    }

    private BulkJob job(
            Wanted wanted,
            List<String> types,
            BulkRequest.Provenance provenance,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            return exports.ask(
                    new BulkRequest(
                            address(request),
                            wanted.everybody(),
                            wanted.patients(),
                            types,
                            words(wanted.filters()),
                            since(wanted.since()),
                            provenance));
        } catch (Problem e) {
            if (e.kind() == ProblemKind.BUSY) {
                response.setHeader("Retry-After", RETRY_SECONDS);
            }
            throw e;
        }
    }

    private static @Nullable Instant since(@Nullable InstantType since) {
        return since == null || since.getValue() == null ? null : since.getValue().toInstant();
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return ServerAddress.of(request)
                + request.getRequestURI()
                + (query == null ? "" : "?" + query);
    }

    private static List<String> words(@Nullable List<StringType> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .filter(one -> one.getValue() != null)
                        .flatMap(one -> Stream.of(one.getValue().split(",", -1)))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }
}
