package org.osteon.app.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osteon.chart.Resource;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.workflow.Write;

/// Writes what somebody did to a chart: all of it or nothing, and only on top of what it was
/// decided on.
public final class ChartWriting {
    private final ChartStore store;

    /// Into this store.
    public ChartWriting(ChartStore store) {
        this.store = store;
    }

    /// Whether it is kept; not where somebody else was quicker.
    public boolean keep(String chart, Attribution attribution, List<Write> writes) {
        List<Change> changes = new ArrayList<>();
        for (Write write : writes) {
            Change.Put put =
                    new Change.Put(
                            new ResourceId(write.type(), write.id()),
                            write.json(),
                            OptionalLong.empty());
            if (write.inPlaceOf().isEmpty()) {
                changes.add(put);
            } else {
                Optional<Long> version = version(chart, write, write.inPlaceOf().get());
                if (version.isEmpty()) {
                    return false;
                }
                changes.add(put.expecting(version.get()));
            }
        }
        return switch (store.append(chart, attribution, changes)) {
            case Appended.Recorded _ -> true;
            case Appended.Conflict _ -> false;
            case Appended.Refused(var refusals) ->
                    throw new IllegalStateException("the store refused " + refusals);
        };
    }

    private Optional<Long> version(String chart, Write write, Resource before) {
        return store.read(chart, new ResourceId(write.type(), write.id()))
                .filter(now -> !now.deleted() && now.json().equals(before.json()))
                .map(StoredResource::version);
    }
}
