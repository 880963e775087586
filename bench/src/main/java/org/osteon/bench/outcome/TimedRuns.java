package org.osteon.bench.outcome;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/// Times work on one thread and prints a line of CSV each: method, rows, median seconds of
/// processor time, allocated bytes per row, a value to compare with a peer.
///
/// @param runs how many are timed
record TimedRuns(int runs) {
    void time(String method, int rows, DoubleSupplier work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // Warm-up: as a server that has answered a few requests, not a first call.
        double value = work.getAsDouble();
        long warm = System.nanoTime() + 2_000_000_000L;
        for (int i = 0; i < 200 && System.nanoTime() < warm; i++) {
            value = work.getAsDouble();
        }
        long[] nanos = new long[runs];
        long allocated = 0;
        for (int i = 0; i < runs; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            value = work.getAsDouble();
            nanos[i] = threads.getCurrentThreadCpuTime() - start;
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%.6f,%.0f,%.12g%n",
                method,
                rows,
                nanos[runs / 2] / 1e9,
                (double) allocated / rows,
                value);
    }
}
