package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.access.Scopes;
import org.osteon.chart.Sha256;
import org.osteon.records.charts.Visits;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// A search whose pages are read from the store when they are asked for, with what comes with them.
final class StoreSearch extends PagesOnDemand implements PageCursor.Source {
    private final StoredResources resources;
    private final Inclusions inclusions;
    private final ResourceQuery query;
    private final Inclusions.Wanted around;
    private final PageCursor.Search asked;
    private volatile Counted counted;

    StoreSearch(
            StoredResources resources,
            Inclusions inclusions,
            ResourceQuery query,
            Inclusions.Wanted around,
            PageCursor.Search asked) {
        super(Date.from(asked.at()));
        this.resources = resources;
        this.inclusions = inclusions;
        this.query = query;
        this.around = around;
        this.asked = asked;
        this.counted = new Counted(asked.asker(), asked.total());
    }

    /// Searches for what was asked, or goes on with it.
    static IBundleProvider of(
            StoredResources resources, SearchReading reading, PageCursor.Search asked) {
        SearchReading.Asked read =
                reading.read(asked.type(), SealedPages.arrays(asked.parameters()));
        return read.query()
                .<IBundleProvider>map(query ->
                        new StoreSearch(
                                resources, reading.inclusions(), query, read.around(), asked))
                .orElseGet(() -> new SimpleBundleProvider(List.of()));
    }

    @Override
    public PageCursor cursor() {
        long total = total();
        return new PageCursor.Search(
                asked.type(), asked.parameters(), asked.at(), total, counted.asker());
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
        String asker = asker();
        Counted known = counted;
        if (!known.asker().equals(asker)) {
            known = new Counted(asker, resources.count(query));
            counted = known;
        }
        return known.total();
    }

    private static String asker() {
        return Visits.current()
                .map(visit ->
                        Sha256.hex(
                                visit.person().id()
                                        + "\n"
                                        + visit.role().code()
                                        + "\n"
                                        + visit.scopes().map(Scopes::all)))
                .orElse("nobody");
    }

    private record Counted(String asker, long total) {}
}
