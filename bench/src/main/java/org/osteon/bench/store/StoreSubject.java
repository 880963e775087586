package org.osteon.bench.store;

import java.time.Instant;
import java.util.List;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// Osteon's store, on either database.
record StoreSubject(String name, ChartStore store) implements Subject {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Attribution BY = new Attribution("bench", NOW, "import");

    @Override
    public void append(String chart, List<Change> changes) {
        if (!(store.append(chart, BY, changes) instanceof Appended.Recorded)) {
            throw new IllegalStateException("not recorded: " + chart);
        }
    }

    @Override
    public byte[] read(String chart) {
        return store.chart(chart).orElseThrow().utf8();
    }
}
