package org.osteon.records.charts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Which charts were changed last, in order, for those who keep something of each of them and need
/// not make all of it again. Safe for threads.
public final class ChartLog {
    private static final int KEPT = 10_000;

    private final Deque<String> last = new ArrayDeque<>();
    private long edition;

    /// A chart was changed.
    public synchronized void add(String chart) {
        last.addLast(chart);
        edition++;
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /// All of them were, or it is not known which.
    public synchronized void addAll() {
        last.clear();
        edition++;
    }

    /// Another one after each change.
    public synchronized long edition() {
        return edition;
    }

    /// What was changed since.
    ///
    /// @param edition the one of now
    /// @param charts empty where there is no telling: then it may be all
    public record Changes(long edition, Optional<Set<String>> charts) {}

    /// What was changed since an edition.
    public synchronized Changes since(long before) {
        long count = edition - before;
        if (count < 0 || count > last.size()) {
            return new Changes(edition, Optional.empty());
        }
        Set<String> changed = new LinkedHashSet<>();
        Iterator<String> newest = last.descendingIterator();
        for (long i = 0; i < count; i++) {
            changed.add(newest.next());
        }
        return new Changes(edition, Optional.of(changed));
    }
}
