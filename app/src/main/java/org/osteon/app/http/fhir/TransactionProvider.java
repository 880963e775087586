package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Change;
import org.osteon.store.ImportReceipt;
import org.osteon.store.StoredResource;

/// Bundles of changes: a transaction is applied whole or not at all, in a batch each entry for
/// itself. A transaction changes the chart of one patient: that is the unit the store keeps whole.
/// What is read or searched in it is read after what is written.
public final class TransactionProvider {
    private final StoredResources resources;
    private final ResourceWriting writing;
    private final ConditionalWriting conditional;
    private final BundleEntries entries;
    private final BundleSearch searching;

    TransactionProvider(
            StoredResources resources,
            ResourceWriting writing,
            ConditionalWriting conditional,
            BundleEntries entries,
            BundleSearch searching) {
        this.resources = resources;
        this.writing = writing;
        this.conditional = conditional;
        this.entries = entries;
        this.searching = searching;
    }

    /// Applies a Bundle of type `transaction` or `batch`.
    @Transaction
    public Bundle transaction(@TransactionParam Bundle input, HttpServletRequest request) {
        return switch (input.getType()) {
            case TRANSACTION ->
                    BundleEntries.restsOnASearch(input.getEntry())
                            ? conditional.alone(() -> whole(input, request))
                            : whole(input, request);
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
        List<BundleEntries.Done> inOrder = entries.read(input.getEntry());
        List<ResourceWriting.Placed> batch = new ArrayList<>();
        for (BundleEntries.Done done : inOrder) {
            done.change().ifPresent(batch::add);
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
        if (batch.stream().map(one -> one.change().resource()).distinct().count() < batch.size()) {
            throw Problem.unusable("a transaction changes each resource once");
        }
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
        Map<Bundle.BundleEntryComponent, Bundle.BundleEntryComponent> answers = new HashMap<>();
        input.getEntry().forEach(entry -> answers.put(entry, output.addEntry()));
        for (BundleEntries.Done done : inOrder) {
            respond(
                    Objects.requireNonNull(answers.get(done.entry())),
                    done,
                    done.change()
                            .map(ResourceWriting.Placed::change)
                            .map(outcomes::get)
                            .orElse(null),
                    request);
        }
        return output;
    }

    private Bundle each(Bundle input, HttpServletRequest request) {
        Bundle output = new Bundle().setType(Bundle.BundleType.BATCHRESPONSE);
        for (Bundle.BundleEntryComponent entry : input.getEntry()) {
            Bundle.BundleEntryComponent answer = output.addEntry();
            try {
                if (BundleEntries.restsOnASearch(List.of(entry))) {
                    conditional.alone(() -> one(answer, entry, request));
                } else {
                    one(answer, entry, request);
                }
            } catch (Problem | IllegalArgumentException e) {
                refused(answer, FhirProblems.of(e));
            }
        }
        return output;
    }

    private Bundle.BundleEntryComponent one(
            Bundle.BundleEntryComponent answer,
            Bundle.BundleEntryComponent entry,
            HttpServletRequest request) {
        BundleEntries.Done done = entries.read(List.of(entry)).getFirst();
        ImportReceipt.Outcome outcome = null;
        if (done.change().isPresent()) {
            ResourceWriting.Placed change = done.change().get();
            writing.requirePatient(change, List.of(change));
            outcome =
                    writing.append(change.chart(), List.of(change.change()), "batch", request)
                            .outcomes()
                            .getFirst();
        }
        respond(answer, done, outcome, request);
        return answer;
    }

    private static void refused(Bundle.BundleEntryComponent answer, Problem problem) {
        answer.getResponse()
                .setStatus(String.valueOf(ProblemAnswer.of(problem.kind()).status().value()))
                .setOutcome(FhirProblems.outcome(problem));
    }

    private void respond(
            Bundle.BundleEntryComponent answer,
            BundleEntries.Done done,
            ImportReceipt.@Nullable Outcome outcome,
            HttpServletRequest request) {
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
        } else if (done.left().isPresent()) {
            StoredResource left = done.left().get();
            response.setStatus("200 OK")
                    .setLocation(left.resource() + "/_history/" + left.version())
                    .setEtag("W/\"" + left.version() + "\"");
        } else if (done.entry().getRequest().getMethod() == Bundle.HTTPVerb.GET) {
            read(answer, String.valueOf(done.entry().getRequest().getUrl()), request);
        } else {
            response.setStatus("204 No Content");
        }
    }

    private void read(Bundle.BundleEntryComponent answer, String url, HttpServletRequest request) {
        Bundle.BundleEntryResponseComponent response = answer.getResponse();
        IdType id = new IdType(url);
        if (url.contains("?") || !id.hasResourceType() || !id.hasIdPart()) {
            String base = ServerAddress.of(request) + FhirConfiguration.PATH;
            answer.setResource(searching.answer(url, base));
            response.setStatus("200 OK");
            return;
        }
        StoredResource stored =
                (id.hasVersionIdPart()
                                ? resources.version(id, "", version(id))
                                : resources.latest(id))
                        .orElseThrow(() -> FhirProblems.missing(id));
        if (stored.deleted()) {
            throw FhirProblems.gone(id);
        }
        answer.setResource((Resource) resources.parsed(stored));
        response.setStatus("200 OK").setEtag("W/\"" + stored.version() + "\"");
    }

    private static long version(IdType id) {
        try {
            return Long.parseLong(id.getVersionIdPart());
        } catch (NumberFormatException _) {
            throw FhirProblems.missing(id);
        }
    }
}
