package org.osteon.app.http.web.desk;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.osteon.records.worklist.LetterPairs;
import org.osteon.records.worklist.LineSource;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// The list as somebody asks for it: counts, and its first rows. All lines are walked once; from
/// then on it is kept right by what is replaced. Of a hundred thousand rows only as many as are
/// looked at are held in order: whatever is not among them comes after all that are. Safe for
/// threads.
final class WorklistScan {
    private final WorklistView view;
    private final int leastHeld;
    private final List<String> words;
    private final LetterPairs pairs;
    private final Comparator<WorklistRow> order;
    private final Map<WorklistView.Tab, Integer> tabs = new EnumMap<>(WorklistView.Tab.class);
    private final Map<Attention, Integer> attentions = new EnumMap<>(Attention.class);
    private final TreeSet<WorklistRow> first;
    private int total;
    private int found;
    private int held;
    private long mark = -1;

    /// @param leastHeld how many rows are held in order at least
    WorklistScan(WorklistView view, int leastHeld) {
        this.view = view;
        this.leastHeld = leastHeld;
        this.words = view.words();
        this.pairs = LetterPairs.of(words);
        this.order = view.sort().order();
        this.first = new TreeSet<>(order);
    }

    /// A page of it.
    ///
    /// @param tabs how many patients have a task that belongs to a tab
    /// @param attentions how many rows need this
    /// @param total how many rows there are, whatever they need
    /// @param found how many rows there are of what is needed
    /// @param page the page, one that there is
    /// @param rows its rows
    record Page(
            Map<WorklistView.Tab, Integer> tabs,
            Map<Attention, Integer> attentions,
            int total,
            int found,
            int page,
            List<WorklistRow> rows) {
        int count(WorklistView.Tab tab) {
            return tabs.getOrDefault(tab, 0);
        }

        int count(Attention attention) {
            return attentions.getOrDefault(attention, 0);
        }
    }

    /// A page of the list as it is now.
    ///
    /// @param size how many rows a page has
    synchronized Page page(LineSource source, int wanted, int size) {
        long last = (long) Math.max(1, wanted) * size;
        LineSource.Replaced replaced = source.since(mark);
        Optional<List<LineSource.Replacement>> some = replaced.replaced();
        some.ifPresent(all -> all.forEach(this::replace));
        mark = replaced.mark();
        if (some.isEmpty() || first.size() < Math.min(last, found)) {
            read(source, last);
        }
        int page = Math.clamp(wanted, 1, Math.max(1, (found + size - 1) / size));
        return new Page(
                Map.copyOf(tabs),
                Map.copyOf(attentions),
                total,
                found,
                page,
                first.stream().skip((page - 1L) * size).limit(size).toList());
    }

    private void read(LineSource source, long last) {
        tabs.clear();
        attentions.clear();
        first.clear();
        total = 0;
        found = 0;
        // Twice what is asked for, so that rows may leave before all is read again.
        held = Math.toIntExact(Math.max(leastHeld, 2 * last));
        LineSource.Lines lines = source.lines();
        for (LineSource.OfChart chart : lines.charts()) {
            if (chart.pairs().has(pairs)) {
                chart.entries().forEach(this::add);
            }
        }
        mark = lines.mark();
    }

    private void replace(LineSource.Replacement replacement) {
        replacement.before().forEach(this::remove);
        replacement.now().forEach(this::add);
    }

    private void add(WorklistEntry entry) {
        if (!isAsked(entry)) {
            return;
        }
        countTabs(entry, 1);
        WorklistRow row = WorklistRow.of(entry, view, this::isAsked);
        if (count(row, 1)) {
            // All that there were before this one are held, or it comes before one of them.
            if (first.size() == found - 1
                    ? first.size() < held || order.compare(row, first.last()) < 0
                    : !first.isEmpty() && order.compare(row, first.last()) < 0) {
                first.add(row);
                if (first.size() > held) {
                    first.pollLast();
                }
            }
        }
    }

    private void remove(WorklistEntry entry) {
        if (!isAsked(entry)) {
            return;
        }
        countTabs(entry, -1);
        WorklistRow row = WorklistRow.of(entry, view, this::isAsked);
        if (count(row, -1)) {
            first.remove(row);
        }
    }

    private boolean isAsked(WorklistEntry entry) {
        for (String word : words) {
            if (!entry.search().contains(word)) {
                return false;
            }
        }
        return (view.pathway().isEmpty() || view.pathway().equals(entry.pathway()))
                && view.isAt(entry);
    }

    private boolean isAsked(Task task) {
        return view.isIn(view.tab(), task) && view.isDue(task);
    }

    private void countTabs(WorklistEntry entry, int by) {
        count(tabs, WorklistView.Tab.ALL, by);
        for (WorklistView.Tab tab : WorklistView.Tab.OF_TASKS) {
            for (Task task : entry.tasks()) {
                if (view.isIn(tab, task)) {
                    count(tabs, tab, by);
                    break;
                }
            }
        }
    }

    private static <K> void count(Map<K, Integer> counts, K key, int by) {
        counts.merge(key, by, (one, other) -> one + other == 0 ? null : one + other);
    }

    /// Counts it, if it is one of those asked for: whether it belongs to what is needed.
    private boolean count(WorklistRow row, int by) {
        boolean isOne =
                (view.showsEverybody() || row.lead() != null)
                        && (view.severity().isEmpty()
                                || view.severity().equals(row.priority().word()));
        if (!isOne) {
            return false;
        }
        total += by;
        count(attentions, row.entry().attention(), by);
        boolean isNeeded =
                view.attention().isEmpty() || view.attention().equals(row.entry().attention().id());
        found += isNeeded ? by : 0;
        return isNeeded;
    }
}
