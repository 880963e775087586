package org.osteon.records.worklist;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.workflow.desk.WorklistEntry;

/// A chart's place on the list: what is known of it, and how old that is.
final class ListedChart {
    private final String id;
    private volatile long revision;
    private volatile @Nullable ChartLines lines;

    ListedChart(String id, long revision) {
        this.id = id;
        this.revision = revision;
    }

    String id() {
        return id;
    }

    /// The store's revision, as far as it has been heard of.
    long revision() {
        return revision;
    }

    Optional<ChartLines> lines() {
        return Optional.ofNullable(lines);
    }

    /// What the list shows: the last answer, or that there is none yet.
    List<WorklistEntry> entries() {
        ChartLines known = lines;
        return known == null ? List.of(WorklistEntry.waiting(id)) : known.entries();
    }

    boolean isCurrent(LocalDate day, Ground ground) {
        ChartLines known = lines;
        return known != null && known.isCurrent(revision, day, ground);
    }

    /// Whether the chart changed after its lines were made.
    boolean hasChanged() {
        ChartLines known = lines;
        return known != null && known.revision() != revision;
    }

    /// The store has the chart in this revision.
    void seen(long now) {
        revision = Math.max(revision, now);
    }

    /// It has been looked at. An assessment of an older revision than what is known is dropped.
    synchronized void know(ChartLines made) {
        ChartLines known = lines;
        if (known == null || made.revision() >= known.revision()) {
            seen(made.revision());
            lines = made;
        }
    }

    /// How soon it should be looked at again.
    Urgency urgency(LocalDate day) {
        ChartLines known = lines;
        if (known == null) {
            return Urgency.NEW;
        }
        return hasChanged()
                ? Urgency.CHANGED
                : known.entries().stream()
                        .map(entry -> Urgency.of(entry, day))
                        .min(Comparator.naturalOrder())
                        .orElse(Urgency.REST);
    }
}
