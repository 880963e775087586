package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoredResource;

/// What the entries of a Bundle of changes would do. A search in place of an id, in a request or in
/// a reference, means what it finds before anything of the Bundle is done.
final class BundleEntries {
    private static final Pattern SEARCH = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final FhirContext context;
    private final ResourceWriting writing;
    private final ConditionalWriting conditional;
    private final Patching patching;

    BundleEntries(
            FhirContext context,
            ResourceWriting writing,
            ConditionalWriting conditional,
            Patching patching) {
        this.context = context;
        this.writing = writing;
        this.conditional = conditional;
        this.patching = patching;
    }

    /// What an entry does.
    ///
    /// @param change empty where it changes nothing
    /// @param left what there is already, and so was not created
    record Done(
            Bundle.BundleEntryComponent entry,
            Optional<ResourceWriting.Placed> change,
            Optional<StoredResource> left) {}

    /// Whether what any of them does rests on what a search finds.
    static boolean restsOnASearch(List<Bundle.BundleEntryComponent> entries) {
        return entries.stream()
                .map(Bundle.BundleEntryComponent::getRequest)
                .anyMatch(request ->
                        request.hasIfNoneExist()
                                || (request.getMethod() != Bundle.HTTPVerb.GET
                                        && url(request).contains("?")));
    }

    /// What they do, in the order in which it is done: deletions first, then creations, updates and
    /// patches, as FHIR has it.
    List<Done> read(List<Bundle.BundleEntryComponent> entries) {
        Map<Bundle.BundleEntryComponent, StoredResource> there = new HashMap<>();
        requireDistinct(entries);
        for (Bundle.BundleEntryComponent entry : entries) {
            found(entry).ifPresent(found -> there.put(entry, found));
        }
        resolve(entries, there);
        List<Done> all = new ArrayList<>();
        entries.stream()
                .sorted(Comparator.comparingInt(BundleEntries::rank))
                .forEach(entry -> all.add(done(entry, Optional.ofNullable(there.get(entry)))));
        return all;
    }

    /// Two that would be created if nothing is found would each find nothing, and both be created.
    private static void requireDistinct(List<Bundle.BundleEntryComponent> entries) {
        Set<String> conditions = new HashSet<>();
        for (Bundle.BundleEntryComponent entry : entries) {
            Bundle.BundleEntryRequestComponent request = entry.getRequest();
            String condition =
                    request.hasIfNoneExist()
                            ? request.getIfNoneExist().replaceFirst("^.*\\?", "")
                            : request.getMethod() == Bundle.HTTPVerb.PUT
                                            && url(request).contains("?")
                                    ? url(request).replaceFirst("^.*\\?", "")
                                    : "";
            if (!condition.isEmpty()
                    && !conditions.add(resource(entry).fhirType() + "?" + condition)) {
                throw Problem.unusable(
                        "two entries rest on '" + condition + "'; send what it means once");
            }
        }
    }

    private static int rank(Bundle.BundleEntryComponent entry) {
        return switch (entry.getRequest().getMethod()) {
            case DELETE -> 0;
            case POST -> 1;
            case PUT, PATCH -> 2;
            case null, default -> 3;
        };
    }

    /// What the search of a conditional create or update finds.
    private Optional<StoredResource> found(Bundle.BundleEntryComponent entry) {
        Bundle.BundleEntryRequestComponent request = entry.getRequest();
        Bundle.HTTPVerb method = request.getMethod();
        if (method == Bundle.HTTPVerb.POST && request.hasIfNoneExist()) {
            return conditional.found(resource(entry).fhirType(), request.getIfNoneExist());
        }
        if (method == Bundle.HTTPVerb.GET || !url(request).contains("?")) {
            return Optional.empty();
        }
        if (method != Bundle.HTTPVerb.PUT) {
            throw Problem.unusable(
                    "a " + method + " within a Bundle names what it means: " + url(request));
        }
        return conditional.found(resource(entry).fhirType(), url(request));
    }

    /// Gives new resources their ids, and replaces what refers to them by these.
    private void resolve(
            List<Bundle.BundleEntryComponent> entries,
            Map<Bundle.BundleEntryComponent, StoredResource> there) {
        Map<String, String> byUrl = new HashMap<>();
        for (Bundle.BundleEntryComponent entry : entries) {
            if (!writes(entry)) {
                continue;
            }
            Resource resource = resource(entry);
            requireItsType(entry.getRequest(), resource.fhirType());
            String id = id(entry, Optional.ofNullable(there.get(entry)));
            resource.setId(new IdType(resource.fhirType(), id));
            if (entry.hasFullUrl()) {
                byUrl.put(entry.getFullUrl(), resource.fhirType() + "/" + id);
            }
        }
        Map<String, String> found = new HashMap<>();
        for (Bundle.BundleEntryComponent entry : entries) {
            references(entry)
                    .forEach(reference -> {
                        String named = String.valueOf(reference.getReference());
                        if (byUrl.containsKey(named)) {
                            reference.setReference(byUrl.get(named));
                        } else if (SEARCH.matcher(named).matches()) {
                            reference.setReference(found.computeIfAbsent(named, this::meant));
                        }
                    });
        }
    }

    private Stream<Reference> references(Bundle.BundleEntryComponent entry) {
        return entry.getResource() == null
                ? Stream.empty()
                : context
                        .newTerser()
                        .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)
                        .stream();
    }

    /// The one resource that a reference means by a search.
    private String meant(String reference) {
        String type = reference.substring(0, reference.indexOf('?'));
        if (!context.getResourceTypes().contains(type)) {
            throw Problem.unusable("'" + reference + "': there is no type " + type);
        }
        return conditional
                .found(type, reference)
                .map(one -> one.resource().toString())
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.UNMET,
                                "the reference '" + reference + "' finds nothing here"));
    }

    private static boolean writes(Bundle.BundleEntryComponent entry) {
        return isCreation(entry) || entry.getRequest().getMethod() == Bundle.HTTPVerb.PUT;
    }

    private static boolean isCreation(Bundle.BundleEntryComponent entry) {
        return entry.getRequest().getMethod() == Bundle.HTTPVerb.POST;
    }

    private static void requireItsType(Bundle.BundleEntryRequestComponent request, String type) {
        if (!url(request).replaceFirst("[/?].*", "").equals(type)) {
            throw Problem.unusable(
                    request.getMethod() + " '" + url(request) + "' does not fit a " + type);
        }
    }

    private static String id(Bundle.BundleEntryComponent entry, Optional<StoredResource> there) {
        Bundle.BundleEntryRequestComponent request = entry.getRequest();
        Optional<String> own =
                Optional.ofNullable(resource(entry).getIdElement().getIdPart())
                        .filter(id -> ID.matcher(id).matches());
        if (isCreation(entry)) {
            return there.map(one -> one.resource().id()).orElse(UUID.randomUUID().toString());
        }
        if (!url(request).contains("?")) {
            return idOf(request).getIdPart();
        }
        if (there.isEmpty()) {
            return own.orElse(UUID.randomUUID().toString());
        }
        String id = there.get().resource().id();
        if (own.isPresent() && !own.get().equals(id)) {
            throw Problem.unusable(
                    url(request)
                            + " finds "
                            + there.get().resource()
                            + ", and the body is "
                            + own.get());
        }
        return id;
    }

    private Done done(Bundle.BundleEntryComponent entry, Optional<StoredResource> there) {
        Bundle.BundleEntryRequestComponent request = entry.getRequest();
        return switch (request.getMethod()) {
            case POST ->
                    there.isPresent()
                            ? new Done(entry, Optional.empty(), there)
                            : does(
                                    entry,
                                    writing.creation(
                                            resource(entry),
                                            resource(entry).getIdElement().getIdPart()));
            case PUT -> {
                Resource resource = resource(entry);
                IdType own = new IdType(resource.fhirType(), resource.getIdElement().getIdPart());
                IdType id =
                        url(request).contains("?")
                                ? there.map(one -> own.withVersion(String.valueOf(one.version())))
                                        .orElse(own)
                                : withVersion(request);
                yield does(entry, writing.update(id, resource));
            }
            case PATCH ->
                    does(
                            entry,
                            patching.placed(
                                    idOf(request).toUnqualifiedVersionless(),
                                    request.getIfMatch(),
                                    resource(entry)));
            case DELETE ->
                    new Done(entry, writing.deletion(withVersion(request), ""), Optional.empty());
            case GET -> new Done(entry, Optional.empty(), Optional.empty());
            case null, default ->
                    throw new Problem(
                            ProblemKind.UNUSABLE,
                            "an entry's request is a GET, POST, PUT, PATCH or DELETE");
        };
    }

    private static Done does(Bundle.BundleEntryComponent entry, ResourceWriting.Placed change) {
        return new Done(entry, Optional.of(change), Optional.empty());
    }

    private static String url(Bundle.BundleEntryRequestComponent request) {
        return request.hasUrl() ? request.getUrl() : "";
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
        IdType id = new IdType(url(request));
        if (!id.hasResourceType() || !id.hasIdPart()) {
            throw new Problem(
                    ProblemKind.UNUSABLE, "'" + url(request) + "' is not of the form Type/id");
        }
        return id;
    }

    private static IdType withVersion(Bundle.BundleEntryRequestComponent request) {
        IdType id = idOf(request);
        return request.hasIfMatch()
                ? id.withVersion(request.getIfMatch().replaceAll("^W/|\"", ""))
                : id.toUnqualifiedVersionless();
    }
}
