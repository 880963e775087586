package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.primitive.InstantDt;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.jspecify.annotations.Nullable;
import org.osteon.store.StoredResource;

/// A chart page by page. Each page is read anew, so that a large chart is not held while a client
/// thinks about asking for more.
final class ChartPages implements IBundleProvider {
    private final StoredResources resources;
    private final Supplier<List<StoredResource>> chart;
    private final Date published;
    private final int size;

    /// @param chart reads the chart as it was known at one instant: the same each time
    ChartPages(StoredResources resources, Supplier<List<StoredResource>> chart) {
        this.resources = resources;
        this.chart = chart;
        this.published = resources.now();
        this.size = chart.get().size();
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        List<StoredResource> all = chart.get();
        return all.subList(Math.min(from, all.size()), Math.min(to, all.size())).stream()
                .map(resources::parsed)
                .toList();
    }

    @Override
    public Integer size() {
        return size;
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
