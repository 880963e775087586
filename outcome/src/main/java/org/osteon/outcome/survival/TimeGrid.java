package org.osteon.outcome.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The distinct times of a data set in ascending order and, for each row, the slot of its time. All
/// estimators walk slots instead of sorting rows: whole days are slotted by counting, real times by
/// one radix sort of their bits.
///
/// Real times closer than 1.5e-8, absolute or relative to their mean, are one time, as in the
/// reference package.
public final class TimeGrid {
    private static final double SAME = 1.4901161193847656e-8;
    private static final int COUNTING_LIMIT = 1 << 24;

    private final double[] times;
    private final int[] slot;
    private final int @Nullable [] entrySlot;

    private TimeGrid(double[] times, int[] slot, int @Nullable [] entrySlot) {
        this.times = times;
        this.slot = slot;
        this.entrySlot = entrySlot;
    }

    /// The grid of all observed times.
    public static TimeGrid of(EventTimes data) {
        double[] time = data.times();
        int[] slot = new int[time.length];
        double[] distinct = wholeDays(time) ? slotDays(time, slot) : slotReal(time, slot);
        double[] entries = data.entries();
        return new TimeGrid(distinct, slot, entries == null ? null : entrySlots(distinct, entries));
    }

    private static boolean wholeDays(double[] time) {
        int limit = (int) Math.min(COUNTING_LIMIT, 8L * time.length + 4096);
        for (double t : time) {
            if (t >= limit || t != (int) t) {
                return false;
            }
        }
        return true;
    }

    private static double[] slotDays(double[] time, int[] slot) {
        int max = 0;
        for (int i = 0; i < time.length; i++) {
            slot[i] = (int) time[i];
            max = Math.max(max, slot[i]);
        }
        int[] position = new int[max + 1];
        for (int day : slot) {
            position[day] = 1;
        }
        int count = 0;
        double[] distinct = new double[max + 1];
        for (int day = 0; day <= max; day++) {
            if (position[day] == 1) {
                distinct[count] = day;
                position[day] = count++;
            }
        }
        for (int i = 0; i < slot.length; i++) {
            slot[i] = position[slot[i]];
        }
        return Arrays.copyOf(distinct, count);
    }

    private static double[] slotReal(double[] time, int[] slot) {
        int n = time.length;
        int[] order = RadixOrder.ascending(time);
        double[] distinct = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            double t = time[order[i]];
            if (count == 0 || t != distinct[count - 1]) {
                distinct[count++] = t;
            }
            slot[order[i]] = count - 1;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += distinct[i];
        }
        double mean = sum / count;
        int[] merged = new int[count];
        int kept = 0;
        double previous = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double step = distinct[i] - previous;
            previous = distinct[i];
            if (step > SAME && step / mean > SAME) {
                distinct[kept++] = distinct[i];
            }
            merged[i] = kept - 1;
        }
        if (kept < count) {
            for (int i = 0; i < n; i++) {
                slot[i] = merged[slot[i]];
            }
        }
        return Arrays.copyOf(distinct, kept);
    }

    /// The first slot at which someone entering then is at risk: the first time after the entry.
    private static int[] entrySlots(double[] distinct, double[] entries) {
        int[] slots = new int[entries.length];
        for (int i = 0; i < entries.length; i++) {
            double after = entries[i] + SAME * Math.max(1, Math.abs(entries[i]));
            int at = Arrays.binarySearch(distinct, after);
            slots[i] = at >= 0 ? at + 1 : -at - 1;
        }
        return slots;
    }

    /// The number of distinct times.
    public int size() {
        return times.length;
    }

    /// The time of a slot.
    public double time(int index) {
        return times[index];
    }

    /// The slot of a row's time.
    public int slot(int row) {
        return slot[row];
    }

    /// The first slot at which the row is at risk.
    public int entrySlot(int row) {
        return entrySlot == null ? 0 : entrySlot[row];
    }

    /// Whether rows enter late.
    public boolean hasEntry() {
        return entrySlot != null;
    }

    /// The number of rows.
    public int rows() {
        return slot.length;
    }

    /// The last slot with a time at or before `t`, -1 when there is none.
    public int lastAtOrBefore(double t) {
        return lastAtOrBefore(times, t);
    }

    /// The last index with a value at or before `t` in an ascending array, -1 when there is none.
    public static int lastAtOrBefore(double[] ascending, double t) {
        int at = Arrays.binarySearch(ascending, t);
        return at >= 0 ? at : -at - 2;
    }

    /// The rows ordered by slot, ascending; rows of one slot keep their order.
    public int[] rowsBySlot() {
        int[] start = new int[times.length + 1];
        for (int s : slot) {
            start[s + 1]++;
        }
        for (int s = 0; s < times.length; s++) {
            start[s + 1] += start[s];
        }
        int[] order = new int[slot.length];
        for (int i = 0; i < slot.length; i++) {
            order[start[slot[i]]++] = i;
        }
        return order;
    }
}
