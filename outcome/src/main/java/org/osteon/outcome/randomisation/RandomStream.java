package org.osteon.outcome.randomisation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A stream of random numbers that is the same everywhere and for ever: SplitMix64 (Steele, Lea and
/// Flood 2014), started from the first eight bytes of SHA-256 over the trial's seed and the name of
/// the stream. Streams of different strata do not depend on each other, so the order of enrolment
/// elsewhere never matters.
public final class RandomStream {
    private long state;

    /// The stream of that name.
    public RandomStream(long seed, String name) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((seed + "\n" + name).getBytes(StandardCharsets.UTF_8));
            state = ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /// The next 64 bits.
    public long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /// A whole number from 0 to bound - 1, each equally likely: draws that would favour small
    /// numbers are repeated.
    public int below(int bound) {
        long limit = Long.MAX_VALUE - Long.MAX_VALUE % bound;
        while (true) {
            long draw = next() >>> 1;
            if (draw < limit) {
                return (int) (draw % bound);
            }
        }
    }

    /// A number in [0, 1) with 53 random bits.
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }
}
