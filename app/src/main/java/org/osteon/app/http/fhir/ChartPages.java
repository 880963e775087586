package org.osteon.app.http.fhir;

import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.store.StoredResource;

/// A chart page by page. Each page is read anew, so that a large chart is not held while a client
/// thinks about asking for more.
final class ChartPages extends PagesOnDemand {
    private final StoredResources resources;
    private final Supplier<List<StoredResource>> chart;
    private final int size;

    /// @param chart reads the chart as it was known at one instant: the same each time
    ChartPages(StoredResources resources, Supplier<List<StoredResource>> chart) {
        super(resources.now());
        this.resources = resources;
        this.chart = chart;
        this.size = chart.get().size();
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        List<StoredResource> all = chart.get();
        return all.subList(Math.min(from, all.size()), Math.min(to, all.size())).stream()
                .map(resources::shown)
                .toList();
    }

    @Override
    public Integer size() {
        return size;
    }
}
