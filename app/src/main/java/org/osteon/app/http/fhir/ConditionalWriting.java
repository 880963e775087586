package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.api.MethodOutcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// Writes by a search in place of an id: what is found is what whoever writes could find. One after
/// the other, so that two that come at once do not both find nothing.
final class ConditionalWriting {
    private final ResourceWriting writing;
    private final StoredResources resources;
    private final SearchReading reading;
    private final ReentrantLock oneByOne = new ReentrantLock();

    ConditionalWriting(ResourceWriting writing, StoredResources resources, SearchReading reading) {
        this.writing = writing;
        this.resources = resources;
        this.reading = reading;
    }

    /// Creates it where nothing is found; what is found is left as it is.
    MethodOutcome create(IBaseResource resource, String condition, HttpServletRequest request) {
        return alone(() ->
                found(resource.fhirType(), condition)
                        .map(there ->
                                new MethodOutcome(StoredResources.fullId(there), false)
                                        .setResource(resources.parsed(there)))
                        .orElseGet(() -> writing.create(resource, request)));
    }

    /// Writes over what is found, else creates it: under its own id where it has one.
    ///
    /// @param own the id that the resource has in the body
    MethodOutcome update(
            IBaseResource resource,
            Optional<String> own,
            String condition,
            HttpServletRequest request) {
        return alone(() -> {
            Optional<StoredResource> there = found(resource.fhirType(), condition);
            if (there.isEmpty()) {
                return own.isEmpty()
                        ? writing.create(resource, request)
                        : writing.update(
                                new IdType(resource.fhirType(), own.get()), resource, request);
            }
            String id = there.get().resource().id();
            if (own.isPresent() && !own.get().equals(id)) {
                throw Problem.unusable(
                        condition
                                + " finds "
                                + there.get().resource()
                                + ", and the body is "
                                + own.get());
            }
            return writing.update(
                    new IdType(resource.fhirType(), id, String.valueOf(there.get().version())),
                    resource,
                    request);
        });
    }

    /// Does what rests on what a search finds, while nobody else does.
    <T> T alone(Supplier<T> writes) {
        oneByOne.lock();
        try {
            return writes.get();
        } finally {
            oneByOne.unlock();
        }
    }

    /// The one resource that a search finds; empty where it finds none.
    ///
    /// @throws Problem where it finds several, or says nothing to find any by
    Optional<StoredResource> found(String type, String condition) {
        int mark = condition.indexOf('?');
        if (mark > 0 && !condition.substring(0, mark).replaceFirst(".*/", "").equals(type)) {
            throw Problem.unusable("'" + condition + "' is no search for " + type);
        }
        Map<String, String[]> parameters = SearchReading.parameters(condition.substring(mark + 1));
        parameters.keySet().removeAll(List.of("_format", "_pretty"));
        List<String> others =
                parameters.keySet().stream()
                        .filter(name ->
                                !reading.table()
                                        .of(type)
                                        .containsKey(name.replaceAll("[:.].*", "")))
                        .toList();
        if (parameters.isEmpty() || !others.isEmpty()) {
            throw Problem.unusable(
                    "'"
                            + condition
                            + "' says nothing to find "
                            + type
                            + " by"
                            + (others.isEmpty() ? "" : ": not by " + String.join(", ", others)));
        }
        Optional<ResourceQuery> query = reading.read(type, parameters).query();
        if (query.isEmpty()) {
            return Optional.empty();
        }
        Page page = resources.search(query.get().limit(2));
        if (page.resources().size() > 1) {
            throw new Problem(
                    ProblemKind.UNMET,
                    "'" + condition + "' finds " + page.total() + ", and one or none is expected");
        }
        return page.resources().stream().findFirst();
    }
}
