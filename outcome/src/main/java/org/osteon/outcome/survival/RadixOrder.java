package org.osteon.outcome.survival;

/// The order of many numbers: their bits, signs put right, sort as whole numbers, eleven at a time.
public final class RadixOrder {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private RadixOrder() {}

    /// The indices of `values` in ascending order; equal values keep their order.
    public static int[] ascending(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[] order = new int[n];
        long all = 0;
        long common = -1L;
        for (int i = 0; i < n; i++) {
            // Adding 0.0 turns a negative zero into a positive one.
            long bits = Double.doubleToRawLongBits(values[i] + 0.0);
            keys[i] = bits ^ ((bits >> 63) | Long.MIN_VALUE);
            order[i] = i;
            all |= keys[i];
            common &= keys[i];
        }
        long differing = all ^ common;
        long[] otherKeys = new long[n];
        int[] otherOrder = new int[n];
        int[] count = new int[BUCKETS];
        for (int shift = 0; shift < 64; shift += BITS) {
            if ((differing >>> shift & (BUCKETS - 1)) == 0) {
                continue;
            }
            java.util.Arrays.fill(count, 0);
            for (long key : keys) {
                count[(int) (key >>> shift) & (BUCKETS - 1)]++;
            }
            int sum = 0;
            for (int b = 0; b < BUCKETS; b++) {
                int size = count[b];
                count[b] = sum;
                sum += size;
            }
            for (int i = 0; i < n; i++) {
                int to = count[(int) (keys[i] >>> shift) & (BUCKETS - 1)]++;
                otherKeys[to] = keys[i];
                otherOrder[to] = order[i];
            }
            long[] k = keys;
            keys = otherKeys;
            otherKeys = k;
            int[] o = order;
            order = otherOrder;
            otherOrder = o;
        }
        return order;
    }
}
