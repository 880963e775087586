package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.access.Scopes;
import org.osteon.records.charts.Visits;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// A search whose pages are read from the store when they are asked for, with what comes with them.
final class StoreSearch extends PagesOnDemand {
    private final StoredResources resources;
    private final Inclusions inclusions;
    private final ResourceQuery query;
    private final Inclusions.Wanted around;
    private volatile @Nullable Counted counted;

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
                resources.search(query.offset(from).limit(to - from).counted(total())).resources();
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
        return (int) Math.min(total(), Integer.MAX_VALUE);
    }

    /// Counted once for whoever asks for the pages; another person may see more or less.
    private long total() {
        Optional<Asker> asker =
                Visits.current()
                        .map(visit -> new Asker(visit.person(), visit.role(), visit.scopes()));
        Counted known = counted;
        if (known == null || !known.asker().equals(asker)) {
            known = new Counted(asker, resources.count(query));
            counted = known;
        }
        return known.total();
    }

    private record Asker(Person person, Role role, Optional<Scopes> scopes) {}

    private record Counted(Optional<Asker> asker, long total) {}
}
