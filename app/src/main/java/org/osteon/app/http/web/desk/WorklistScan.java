package org.osteon.app.http.web.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// One walk over all lines for one page of them: counts, and the rows of the page. The rows before
/// and on the page are kept in a heap, so that a hundred thousand lines are not sorted for fifty.
final class WorklistScan {
    private final WorklistView view;
    private final List<String> words;
    private final Map<WorklistView.Tab, Integer> tabs = new EnumMap<>(WorklistView.Tab.class);
    private final Map<Attention, Integer> attentions = new EnumMap<>(Attention.class);
    private int total;
    private int found;
    private int page = 1;
    private List<WorklistRow> rows = List.of();

    private WorklistScan(WorklistView view) {
        this.view = view;
        this.words = view.words();
    }

    /// @param size how many rows a page has
    static WorklistScan of(List<WorklistEntry> entries, WorklistView view, int size) {
        WorklistScan scan = new WorklistScan(view);
        Comparator<WorklistRow> order = view.sort().order();
        PriorityQueue<WorklistRow> first = new PriorityQueue<>(order.reversed());
        long wanted = (long) Math.max(1, view.page()) * size;
        for (WorklistEntry entry : entries) {
            if (!scan.isAsked(entry)) {
                continue;
            }
            scan.countTabs(entry);
            WorklistRow row = WorklistRow.of(entry, view, scan::isAsked);
            if (scan.isRow(row)) {
                scan.found++;
                if (first.size() < wanted) {
                    first.add(row);
                } else if (order.compare(row, first.element()) < 0) {
                    first.remove();
                    first.add(row);
                }
            }
        }
        scan.take(first, order, size);
        return scan;
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

    private void countTabs(WorklistEntry entry) {
        tabs.merge(WorklistView.Tab.ALL, 1, Integer::sum);
        for (WorklistView.Tab tab : WorklistView.Tab.OF_TASKS) {
            for (Task task : entry.tasks()) {
                if (view.isIn(tab, task)) {
                    tabs.merge(tab, 1, Integer::sum);
                    break;
                }
            }
        }
    }

    /// Counts it, if it is one of those asked for: whether it belongs to what is needed.
    private boolean isRow(WorklistRow row) {
        boolean isOne =
                (view.showsEverybody() || row.lead() != null)
                        && (view.severity().isEmpty()
                                || view.severity().equals(row.priority().word()));
        if (!isOne) {
            return false;
        }
        total++;
        attentions.merge(row.entry().attention(), 1, Integer::sum);
        return view.attention().isEmpty() || view.attention().equals(row.entry().attention().id());
    }

    private void take(PriorityQueue<WorklistRow> first, Comparator<WorklistRow> order, int size) {
        List<WorklistRow> sorted = new ArrayList<>(first);
        sorted.sort(order);
        page = Math.clamp(view.page(), 1, Math.max(1, (found + size - 1) / size));
        rows = List.copyOf(sorted.subList((page - 1) * size, Math.min(found, page * size)));
    }

    /// How many patients have a task that belongs to a tab.
    int count(WorklistView.Tab tab) {
        return tabs.getOrDefault(tab, 0);
    }

    /// How many rows need this.
    int count(Attention attention) {
        return attentions.getOrDefault(attention, 0);
    }

    /// How many rows there are, whatever they need.
    int total() {
        return total;
    }

    /// How many rows there are of what is needed.
    int found() {
        return found;
    }

    /// The page, one that there is.
    int page() {
        return page;
    }

    /// Its rows.
    List<WorklistRow> rows() {
        return rows;
    }
}
