package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.primitive.InstantDt;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.jspecify.annotations.Nullable;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;

/// A search whose pages are read from the store when they are asked for.
final class StoreSearch implements IBundleProvider {
    private final StoredResources resources;
    private final ResourceQuery query;
    private final Date published;

    StoreSearch(StoredResources resources, ResourceQuery query) {
        this.resources = resources;
        this.query = query;
        this.published = resources.now();
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

    @Override
    public IPrimitiveType<Date> getPublished() {
        return new InstantDt(published);
    }

    @Override
    public @Nullable Integer preferredPageSize() {
        return null;
    }

    @Override
    public @Nullable String getUuid() {
        return null;
    }
}
