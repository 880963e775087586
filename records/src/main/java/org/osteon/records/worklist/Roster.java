package org.osteon.records.worklist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osteon.records.charts.ChartLog;
import org.osteon.workflow.desk.WorklistEntry;

/// The lines of the list that somebody sees, with the names of those patients: kept from page to
/// page, so that only what was changed in between has to be looked at. Safe for threads.
public final class Roster implements LineSource {
    private static final int KEPT = 10_000;

    private final PatientList list;
    private final Runnable hear;
    private final Function<String, List<WorklistEntry>> lines;

    private static final Comparator<OfChart> BY_CHART = Comparator.comparing(OfChart::chart);

    /// By chart. Close together: whoever searches walks through all of it, and it costs next to
    /// nothing to copy.
    private final List<OfChart> charts = new ArrayList<>();

    private final Deque<Replacement> last = new ArrayDeque<>();
    private final Directory directory = new Directory();
    private long edition = -1;
    private long mark;

    /// @param hear what has to be brought up to date before lines are asked for
    /// @param lines those of a chart as they see them now; none where they do not
    public Roster(PatientList list, Runnable hear, Function<String, List<WorklistEntry>> lines) {
        this.list = list;
        this.hear = hear;
        this.lines = lines;
    }

    /// Everybody.
    public static Roster whole(PatientList list) {
        return new Roster(list, () -> {}, list::of);
    }

    /// Hears what was changed on the list.
    public synchronized void refresh() {
        ChartLog.Changes changes = list.changedSince(edition);
        // In this order: a change is looked at with eyes that have heard of it.
        hear.run();
        if (changes.charts().isPresent()) {
            changes.charts().get().forEach(this::replace);
        } else {
            // Nobody ever leaves the list.
            list.charts().forEach(this::replace);
        }
        edition = changes.edition();
    }

    private void replace(String chart) {
        List<WorklistEntry> now = lines.apply(chart);
        int place = place(chart);
        List<WorklistEntry> before = at(place);
        if (before.equals(now)) {
            return;
        }
        if (now.isEmpty()) {
            charts.remove(place);
        } else if (place >= 0) {
            charts.set(place, OfChart.of(chart, now));
        } else {
            charts.add(-place - 1, OfChart.of(chart, now));
        }
        directory.replace(before, now);
        last.addLast(new Replacement(before, now));
        mark++;
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /// Where a chart is; where it is not, the negative of where it would be, and one less.
    private int place(String chart) {
        return Collections.binarySearch(charts, OfChart.of(chart, List.of()), BY_CHART);
    }

    private List<WorklistEntry> at(int place) {
        return place < 0 ? List.of() : charts.get(place).entries();
    }

    @Override
    public synchronized Lines lines() {
        return new Lines(mark, List.copyOf(charts));
    }

    /// The lines of one chart.
    public synchronized List<WorklistEntry> of(String chart) {
        return at(place(chart));
    }

    @Override
    public synchronized Replaced since(long before) {
        long count = mark - before;
        if (count < 0 || count > last.size()) {
            return new Replaced(mark, Optional.empty());
        }
        return new Replaced(mark, Optional.of(last.stream().skip(last.size() - count).toList()));
    }

    /// The names that these patients have; it goes on being changed.
    public synchronized Directory directory() {
        return directory;
    }
}
