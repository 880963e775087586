package org.osteon.app.http.fhir;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.records.charts.ChartContents;

/// A chart page by page; each page reads what stands on it.
final class ContentPages extends PagesOnDemand {
    private final StoredResources resources;
    private final ChartContents contents;

    ContentPages(StoredResources resources, ChartContents contents) {
        super(resources.now());
        this.resources = resources;
        this.contents = contents;
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        return contents.page(from, to).stream().map(resources::shown).toList();
    }

    @Override
    public Integer size() {
        return contents.size();
    }
}
