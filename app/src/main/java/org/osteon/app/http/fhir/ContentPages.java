package org.osteon.app.http.fhir;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.osteon.records.charts.ChartContents;
import org.osteon.records.charts.Records;

/// A chart page by page; each page reads what stands on it.
final class ContentPages extends PagesOnDemand implements PageCursor.Source {
    private final StoredResources resources;
    private final PageCursor.Chart asked;
    private final ChartContents contents;

    ContentPages(StoredResources resources, Records records, PageCursor.Chart asked) {
        super(Date.from(asked.at()));
        this.resources = resources;
        this.asked = asked;
        this.contents =
                records.contents(
                        asked.chart(),
                        asked.revision(),
                        (type, recorded) ->
                                (asked.since() == null || !recorded.isBefore(asked.since()))
                                        && (asked.types().isEmpty()
                                                || asked.types().contains(type)));
    }

    @Override
    public PageCursor cursor() {
        return asked;
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
