package org.osteon.app.http.fhir;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;

/// A search whose pages are read from the store when they are asked for.
final class StoreSearch extends PagesOnDemand {
    private final StoredResources resources;
    private final ResourceQuery query;

    StoreSearch(StoredResources resources, ResourceQuery query) {
        super(resources.now());
        this.resources = resources;
        this.query = query;
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        if (to <= from) {
            return List.of();
        }
        return page(from, to - from).resources().stream().map(resources::parsed).toList();
    }

    private Page page(int offset, int limit) {
        return resources.search(query.offset(offset).limit(limit));
    }

    @Override
    public Integer size() {
        return (int) Math.min(resources.count(query), Integer.MAX_VALUE);
    }
}
