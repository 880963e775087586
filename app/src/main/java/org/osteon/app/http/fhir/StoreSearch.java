package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// A search whose pages are read from the store when they are asked for, with what comes with them.
final class StoreSearch extends PagesOnDemand {
    private final StoredResources resources;
    private final Inclusions inclusions;
    private final ResourceQuery query;
    private final Inclusions.Wanted around;

    StoreSearch(
            StoredResources resources,
            Inclusions inclusions,
            ResourceQuery query,
            Inclusions.Wanted around) {
        super(resources.now());
        this.resources = resources;
        this.inclusions = inclusions;
        this.query = query;
        this.around = around;
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        if (to <= from) {
            return List.of();
        }
        List<StoredResource> page =
                resources.search(query.offset(from).limit(to - from)).resources();
        List<IBaseResource> all = new ArrayList<>();
        page.stream().map(resources::shown).map(StoreSearch::found).forEach(all::add);
        if (!around.isNone()) {
            all.addAll(inclusions.with(page, around));
        }
        return all;
    }

    private static IBaseResource found(IBaseResource one) {
        if (ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get(one) == null) {
            ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(one, BundleEntrySearchModeEnum.MATCH);
        }
        return one;
    }

    @Override
    public Integer size() {
        return (int) Math.min(resources.count(query), Integer.MAX_VALUE);
    }
}
