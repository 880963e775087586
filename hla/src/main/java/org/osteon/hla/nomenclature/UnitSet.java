package org.osteon.hla.nomenclature;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/// An unchanging set of small non-negative numbers: units of a locus, kept as bits.
public final class UnitSet {
    private static final UnitSet EMPTY = new UnitSet(new long[0]);

    private final long[] words;

    private UnitSet(long[] words) {
        this.words = words;
    }

    public static UnitSet empty() {
        return EMPTY;
    }

    public static UnitSet of(int... members) {
        var bits = new BitSet();
        for (int member : members) {
            bits.set(member);
        }
        return of(bits);
    }

    public static UnitSet of(BitSet bits) {
        return bits.isEmpty() ? EMPTY : new UnitSet(bits.toLongArray());
    }

    /// The members `from` (included) to `to` (excluded).
    public static UnitSet range(int from, int to) {
        var bits = new BitSet();
        bits.set(from, to);
        return of(bits);
    }

    public boolean contains(int member) {
        int word = member >> 6;
        return word < words.length && (words[word] & (1L << member)) != 0;
    }

    public boolean intersects(UnitSet other) {
        int shared = Math.min(words.length, other.words.length);
        for (int i = 0; i < shared; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    public boolean containsAll(UnitSet other) {
        for (int i = 0; i < other.words.length; i++) {
            if ((other.words[i] & ~word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    public UnitSet and(UnitSet other) {
        var bits = toBitSet();
        bits.and(other.toBitSet());
        return of(bits);
    }

    public UnitSet or(UnitSet other) {
        var bits = toBitSet();
        bits.or(other.toBitSet());
        return of(bits);
    }

    public boolean isEmpty() {
        return words.length == 0;
    }

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
                return (i << 6) + Long.numberOfTrailingZeros(words[i]);
            }
        }
        return -1;
    }

    public void forEach(IntConsumer action) {
        for (int i = 0; i < words.length; i++) {
            for (long rest = words[i]; rest != 0; rest &= rest - 1) {
                action.accept((i << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    public int[] toArray() {
        return toBitSet().stream().toArray();
    }

    public BitSet toBitSet() {
        return BitSet.valueOf(words);
    }

    /// The number of 64-bit words in use.
    public int wordCount() {
        return words.length;
    }

    /// Members 64·i to 64·i+63 as bits; 0 beyond the last member.
    public long word(int i) {
        return i < words.length ? words[i] : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitSet that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return toBitSet().toString();
    }
}
