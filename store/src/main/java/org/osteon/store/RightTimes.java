package org.osteon.store;

import java.util.ArrayList;
import java.util.List;

/// When entries can have been recorded, where the clock was wrong for a while. Their order is
/// certain, their times are what the clock said: where a later entry bears an earlier time, the
/// clock was wrong in one of the two stretches. The one that the clock came into, or left, by a
/// jump is the wrong one. Its entries count from the next right time on (the last ones from the one
/// before), so that a mistake of the clock hides neither what came before it nor what comes after.
final class RightTimes {
    private final long[] times;
    private final List<Integer> right = new ArrayList<>();

    private RightTimes(long[] times) {
        this.times = times;
    }

    /// The times from which on entries count as known; they never decrease.
    ///
    /// @param times what the clock said, in the order of the entries
    static long[] of(long[] times) {
        RightTimes judged = new RightTimes(times);
        for (int i = 0; i < times.length; i++) {
            judged.add(i);
        }
        return judged.times();
    }

    private void add(int entry) {
        if (right.isEmpty() || times[entry] >= times[right.getLast()]) {
            right.add(entry);
            return;
        }
        int first = firstAfter(times[entry]);
        if (laterIsRight(entry, first)) {
            right.subList(first, right.size()).clear();
            right.add(entry);
        }
    }

    /// Where the right times later than this one begin.
    private int firstAfter(long time) {
        int first = right.size();
        while (first > 0 && times[right.get(first - 1)] > time) {
            first--;
        }
        return first;
    }

    /// Whether the clock was wrong before an entry and not at it.
    private boolean laterIsRight(int entry, int first) {
        long depth = times[right.getLast()] - times[entry];
        boolean cameByJump = times[right.get(first)] - times[entry] >= depth / 2;
        if (cameByJump && first > 0) {
            return true;
        }
        return !isLeftByJump(entry, depth) && cameByJump;
    }

    /// Whether the clock, after an entry, jumped back to where it had been before.
    private boolean isLeftByJump(int entry, long depth) {
        for (int i = entry + 1; i < times.length; i++) {
            if (times[i] >= times[right.getLast()]) {
                return times[i] - times[i - 1] >= depth / 2;
            }
        }
        return false;
    }

    private long[] times() {
        long[] known = new long[times.length];
        int next = 0;
        for (int i = 0; i < times.length; i++) {
            if (next < right.size() && right.get(next) < i) {
                next++;
            }
            known[i] = times[right.get(Math.min(next, right.size() - 1))];
        }
        return known;
    }
}
