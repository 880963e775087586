package org.osteon.hla.nomenclature;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/// An unchanging set of small non-negative numbers: units of a locus, kept as bits.
public final class UnitSet {
    private static final UnitSet EMPTY = new UnitSet(0, new long[0]);

    /// The number of leading words that hold no member and are not kept: members of a typing lie
    /// close together.
    private final int skipped;

    private final long[] words;

    private UnitSet(int skipped, long[] words) {
        this.skipped = skipped;
        this.words = words;
    }

    /// The set without a member.
    public static UnitSet empty() {
        return EMPTY;
    }

    /// A set of these numbers, each 0 or above.
    public static UnitSet of(int... members) {
        var bits = new BitSet();
        for (int member : members) {
            bits.set(member);
        }
        return of(bits);
    }

    /// A set of the bits that are on.
    public static UnitSet of(BitSet bits) {
        if (bits.isEmpty()) {
            return EMPTY;
        }
        int skipped = bits.nextSetBit(0) >> 6;
        long[] all = bits.toLongArray();
        return new UnitSet(
                skipped, skipped == 0 ? all : Arrays.copyOfRange(all, skipped, all.length));
    }

    /// The members `from` (included) to `to` (excluded).
    public static UnitSet range(int from, int to) {
        var bits = new BitSet();
        bits.set(from, to);
        return of(bits);
    }

    /// Whether a number is a member.
    public boolean contains(int member) {
        return (word(member >> 6) & (1L << member)) != 0;
    }

    /// Whether the two have a member in common.
    public boolean intersects(UnitSet other) {
        int from = Math.max(skipped, other.skipped);
        int to = Math.min(wordCount(), other.wordCount());
        for (int i = from; i < to; i++) {
            if ((words[i - skipped] & other.words[i - other.skipped]) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether every member of the other is one of this.
    public boolean containsAll(UnitSet other) {
        for (int i = other.skipped; i < other.wordCount(); i++) {
            if ((other.word(i) & ~word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The members of both.
    public UnitSet and(UnitSet other) {
        var bits = toBitSet();
        bits.and(other.toBitSet());
        return of(bits);
    }

    /// The members of either.
    public UnitSet or(UnitSet other) {
        var bits = toBitSet();
        bits.or(other.toBitSet());
        return of(bits);
    }

    /// Whether there is no member.
    public boolean isEmpty() {
        return words.length == 0;
    }

    /// How many members there are.
    public int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /// The smallest member, or -1.
    public int first() {
        for (int i = 0; i < words.length; i++) {
            if (words[i] != 0) {
                return ((skipped + i) << 6) + Long.numberOfTrailingZeros(words[i]);
            }
        }
        return -1;
    }

    /// Visits the members, rising.
    public void forEach(IntConsumer action) {
        for (int i = 0; i < words.length; i++) {
            for (long rest = words[i]; rest != 0; rest &= rest - 1) {
                action.accept(((skipped + i) << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    /// The members, rising.
    public int[] toArray() {
        return toBitSet().stream().toArray();
    }

    /// The members as bits; the caller's own.
    public BitSet toBitSet() {
        var bits = new BitSet(wordCount() << 6);
        forEach(bits::set);
        return bits;
    }

    /// One more than the number of the last 64-bit word with a member.
    public int wordCount() {
        return skipped + words.length;
    }

    /// Members 64·i to 64·i+63 as bits; 0 beyond the last member.
    public long word(int i) {
        return i >= skipped && i - skipped < words.length ? words[i - skipped] : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitSet that
                && skipped == that.skipped
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return 31 * skipped + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return toBitSet().toString();
    }
}
