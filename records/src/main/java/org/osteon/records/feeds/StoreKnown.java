package org.osteon.records.feeds;

import java.util.List;
import java.util.Optional;
import org.osteon.feeds.Identifier;
import org.osteon.feeds.Known;
import org.osteon.records.charts.FeedRecords;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;

/// What the store knows.
final class StoreKnown implements Known {
    private final FeedRecords records;

    StoreKnown(FeedRecords records) {
        this.records = records;
    }

    @Override
    public List<Held> bearing(String type, Identifier identifier) {
        return records.bearing(type, identifier.system(), identifier.value()).stream()
                .map(StoreKnown::held)
                .toList();
    }

    @Override
    public Optional<Held> resource(String chart, String type, String id) {
        return records.resource(chart, new ResourceId(type, id)).map(StoreKnown::held);
    }

    @Override
    public List<Held> all(String chart) {
        return records.chart(chart).stream()
                .flatMap(one -> one.resources().stream())
                .map(StoreKnown::held)
                .toList();
    }

    private static Held held(StoredResource one) {
        return new Held(
                one.chart(), one.resource().type(), one.resource().id(), one.json(), one.version());
    }
}
