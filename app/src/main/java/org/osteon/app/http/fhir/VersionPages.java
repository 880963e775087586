package org.osteon.app.http.fhir;

import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.store.StoredResource;

/// The versions of a resource page by page. Each page is read anew, so that they are not held while
/// a client thinks about asking for more.
final class VersionPages extends PagesOnDemand {
    private final StoredResources resources;
    private final Supplier<List<StoredResource>> versions;
    private final int size;

    /// @param versions reads them
    VersionPages(StoredResources resources, Supplier<List<StoredResource>> versions) {
        super(resources.now());
        this.resources = resources;
        this.versions = versions;
        this.size = versions.get().size();
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        List<StoredResource> all = versions.get();
        return all.subList(Math.min(from, all.size()), Math.min(to, all.size())).stream()
                .map(resources::shown)
                .toList();
    }

    @Override
    public Integer size() {
        return size;
    }
}
