package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.util.FhirTerser;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Change;
import org.osteon.store.ImportReceipt;
import org.osteon.store.StoredResource;

/// Bundles of changes: a transaction is applied whole or not at all, in a batch each entry for
/// itself. A transaction changes the chart of one patient: that is the unit the store keeps whole.
public final class TransactionProvider {
    private final FhirContext context;
    private final StoredResources resources;
    private final ResourceWriting writing;

    TransactionProvider(FhirContext context, StoredResources resources, ResourceWriting writing) {
        this.context = context;
        this.resources = resources;
        this.writing = writing;
    }

    /// Applies a Bundle of type `transaction` or `batch`.
    @Transaction
    public Bundle transaction(@TransactionParam Bundle input, HttpServletRequest request) {
        return switch (input.getType()) {
            case TRANSACTION -> whole(input, request);
            case BATCH -> each(input, request);
            case null, default ->
                    throw new Problem(
                            ProblemKind.UNUSABLE,
                            "a Bundle of type transaction or batch is expected, not "
                                    + (input.getType() == null
                                            ? "none"
                                            : input.getType().toCode()));
        };
    }

    private Bundle whole(Bundle input, HttpServletRequest request) {
        resolve(input.getEntry());
        List<Bundle.BundleEntryComponent> inOrder = new ArrayList<>(input.getEntry());
        inOrder.sort(Comparator.comparingInt(TransactionProvider::rank));
        Map<Bundle.BundleEntryComponent, ResourceWriting.Placed> placed = new HashMap<>();
        List<ResourceWriting.Placed> batch = new ArrayList<>();
        for (Bundle.BundleEntryComponent entry : inOrder) {
            Optional<ResourceWriting.Placed> change = change(entry);
            if (change.isPresent()) {
                placed.put(entry, change.get());
                batch.add(change.get());
            }
        }
        Set<String> charts =
                batch.stream()
                        .map(ResourceWriting.Placed::chart)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (charts.size() > 1) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "a transaction changes the chart of one patient, not of "
                            + charts.size()
                            + " ("
                            + String.join(", ", charts)
                            + "); send one Bundle for each, or a batch");
        }
        batch.forEach(one -> writing.requirePatient(one, batch));
        Map<Change, ImportReceipt.Outcome> outcomes = new HashMap<>();
        if (!batch.isEmpty()) {
            List<Change> changes = batch.stream().map(ResourceWriting.Placed::change).toList();
            List<ImportReceipt.Outcome> applied =
                    writing.append(charts.iterator().next(), changes, "transaction", request)
                            .outcomes();
            for (int i = 0; i < changes.size(); i++) {
                outcomes.put(changes.get(i), applied.get(i));
            }
        }
        Bundle output = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
        for (Bundle.BundleEntryComponent entry : input.getEntry()) {
            ResourceWriting.Placed change = placed.get(entry);
            respond(
                    output.addEntry(),
                    entry,
                    change == null ? null : outcomes.get(change.change()));
        }
        return output;
    }

    private Bundle each(Bundle input, HttpServletRequest request) {
        Bundle output = new Bundle().setType(Bundle.BundleType.BATCHRESPONSE);
        for (Bundle.BundleEntryComponent entry : input.getEntry()) {
            Bundle.BundleEntryComponent answer = output.addEntry();
            try {
                if (isCreation(entry)) {
                    entry.setFullUrl("urn:uuid:" + UUID.randomUUID());
                }
                resolve(List.of(entry));
                Optional<ResourceWriting.Placed> change = change(entry);
                ImportReceipt.Outcome outcome = null;
                if (change.isPresent()) {
                    writing.requirePatient(change.get(), List.of(change.get()));
                    outcome =
                            writing.append(
                                            change.get().chart(),
                                            List.of(change.get().change()),
                                            "batch",
                                            request)
                                    .outcomes()
                                    .getFirst();
                }
                respond(answer, entry, outcome);
            } catch (Problem | IllegalArgumentException e) {
                refused(answer, FhirProblems.of(e));
            }
        }
        return output;
    }

    private static void refused(Bundle.BundleEntryComponent answer, Problem problem) {
        answer.getResponse()
                .setStatus(String.valueOf(ProblemAnswer.of(problem.kind()).status().value()))
                .setOutcome(FhirProblems.outcome(problem));
    }

    /// Gives new resources their ids, and replaces what refers to them by these.
    private void resolve(List<Bundle.BundleEntryComponent> entries) {
        Map<String, String> byUrl = new HashMap<>();
        for (Bundle.BundleEntryComponent entry : entries) {
            Resource resource = entry.getResource();
            if (resource == null) {
                continue;
            }
            String id =
                    isCreation(entry)
                            ? UUID.randomUUID().toString()
                            : new IdType(entry.getRequest().getUrl()).getIdPart();
            if (id == null) {
                throw new Problem(
                        ProblemKind.UNUSABLE,
                        "'" + entry.getRequest().getUrl() + "' is not of the form Type/id");
            }
            resource.setId(new IdType(resource.fhirType(), id));
            if (entry.hasFullUrl()) {
                byUrl.put(entry.getFullUrl(), resource.fhirType() + "/" + id);
            }
        }
        FhirTerser terser = context.newTerser();
        for (Bundle.BundleEntryComponent entry : entries) {
            if (entry.getResource() != null) {
                for (Reference reference :
                        terser.getAllPopulatedChildElementsOfType(
                                entry.getResource(), Reference.class)) {
                    String resolved = byUrl.get(reference.getReference());
                    if (resolved != null) {
                        reference.setReference(resolved);
                    }
                }
            }
        }
    }

    private static boolean isCreation(Bundle.BundleEntryComponent entry) {
        return entry.getRequest().getMethod() == Bundle.HTTPVerb.POST;
    }

    /// Deletions first, then creations, then updates, as FHIR has it.
    private static int rank(Bundle.BundleEntryComponent entry) {
        return switch (entry.getRequest().getMethod()) {
            case DELETE -> 0;
            case POST -> 1;
            case PUT -> 2;
            case null, default -> 3;
        };
    }

    private Optional<ResourceWriting.Placed> change(Bundle.BundleEntryComponent entry) {
        Bundle.BundleEntryRequestComponent request = entry.getRequest();
        if (request.hasIfNoneExist() || String.valueOf(request.getUrl()).contains("?")) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "conditional writes and searches within a Bundle are not supported: "
                            + request.getUrl());
        }
        return switch (request.getMethod()) {
            case POST ->
                    Optional.of(
                            writing.creation(
                                    resource(entry), resource(entry).getIdElement().getIdPart()));
            case PUT -> Optional.of(writing.update(idOf(request), resource(entry)));
            case DELETE -> writing.deletion(idOf(request), "");
            case GET -> Optional.empty();
            case null, default ->
                    throw new Problem(
                            ProblemKind.UNUSABLE,
                            "an entry's request is a GET, POST, PUT or DELETE");
        };
    }

    private static Resource resource(Bundle.BundleEntryComponent entry) {
        if (entry.getResource() == null) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    entry.getRequest().getMethod() + " needs a resource in the entry");
        }
        return entry.getResource();
    }

    private static IdType idOf(Bundle.BundleEntryRequestComponent request) {
        IdType id = new IdType(request.getUrl());
        if (!id.hasResourceType() || !id.hasIdPart()) {
            throw new Problem(
                    ProblemKind.UNUSABLE, "'" + request.getUrl() + "' is not of the form Type/id");
        }
        if (!request.hasIfMatch()) {
            return id.toUnqualifiedVersionless();
        }
        String version = request.getIfMatch().replaceAll("^W/|\"", "");
        return id.withVersion(version);
    }

    private void respond(
            Bundle.BundleEntryComponent answer,
            Bundle.BundleEntryComponent entry,
            ImportReceipt.@Nullable Outcome outcome) {
        Bundle.BundleEntryResponseComponent response = answer.getResponse();
        if (outcome != null) {
            response.setStatus(
                            switch (outcome.effect()) {
                                case CREATED -> "201 Created";
                                case UPDATED, UNCHANGED -> "200 OK";
                                case DELETED -> "204 No Content";
                            })
                    .setLocation(outcome.resource() + "/_history/" + outcome.version())
                    .setEtag("W/\"" + outcome.version() + "\"");
        } else if (entry.getRequest().getMethod() == Bundle.HTTPVerb.GET) {
            IdType id = new IdType(entry.getRequest().getUrl());
            if (!id.hasResourceType() || !id.hasIdPart()) {
                throw new Problem(
                        ProblemKind.UNUSABLE,
                        "within a Bundle, resources are read by Type/id, not by "
                                + entry.getRequest().getUrl());
            }
            StoredResource stored =
                    resources.latest(id).orElseThrow(() -> FhirProblems.missing(id));
            if (stored.deleted()) {
                throw FhirProblems.gone(id);
            }
            answer.setResource((Resource) resources.parsed(stored));
            response.setStatus("200 OK").setEtag("W/\"" + stored.version() + "\"");
        } else {
            response.setStatus("204 No Content");
        }
    }
}
