package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.store.StoredResource;

/// The versions of a resource page by page. The address of a page says where it begins (`_offset`);
/// HAPI then asks for all of this, and so it holds what stands on that page.
final class VersionPages extends PagesOnDemand {
    static final String OFFSET = "_offset";

    private final StoredResources resources;
    private final List<StoredResource> page;
    private final int size;

    /// @param all of them, newest first
    VersionPages(StoredResources resources, List<StoredResource> all, RequestDetails request) {
        super(resources.now());
        this.resources = resources;
        this.size = all.size();
        Integer offset = number(request, OFFSET);
        Integer count = number(request, "_count");
        if (offset == null) {
            this.page = all;
        } else {
            int from = Math.min(offset, size);
            this.page =
                    all.subList(from, count == null ? size : Math.min(size - from, count) + from);
        }
    }

    private static @Nullable Integer number(RequestDetails request, String name) {
        String[] values = request.getParameters().get(name);
        if (values == null) {
            return null;
        }
        if (values.length != 1 || !values[0].matches("\\d{1,9}")) {
            throw Problem.unusable(name + "=" + String.join(",", values) + " is not understood");
        }
        return Integer.valueOf(values[0]);
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        return page.subList(Math.min(from, page.size()), Math.min(to, page.size())).stream()
                .map(resources::shown)
                .toList();
    }

    @Override
    public Integer size() {
        return size;
    }
}
