package org.osteon.hla.nomenclature;

import java.util.Comparator;
import java.util.Optional;

/// An allele name of one to four numeric fields, e.g. `DRB1*15:01:01`, possibly cut short. An
/// absent field is 0, as no official field is. Names sort by gene, then by each field as a number,
/// then by suffix: `B*15:112` is after `B*15:11`.
public record AlleleName(Gene gene, int first, int second, int third, int fourth, Suffix suffix)
        implements Comparable<AlleleName> {
    private static final int LARGEST_FIELD = 99_999;

    private static final Comparator<AlleleName> ORDER =
            Comparator.comparing(AlleleName::gene)
                    .thenComparingInt(AlleleName::first)
                    .thenComparingInt(AlleleName::second)
                    .thenComparingInt(AlleleName::third)
                    .thenComparingInt(AlleleName::fourth)
                    .thenComparing(AlleleName::suffix);

    /// Refuses fields below 0, and a field missing between others, with an
    /// `IllegalArgumentException`.
    public AlleleName {
        if (first <= 0 || second < 0 || third < 0 || fourth < 0) {
            throw new IllegalArgumentException("fields are positive numbers, first field " + first);
        }
        if ((second == 0 && third != 0) || (third == 0 && fourth != 0)) {
            throw new IllegalArgumentException("a field is missing between others");
        }
    }

    /// Reads fields and suffix as in `01:01:01:02N`; empty when the text is anything else.
    public static Optional<AlleleName> read(Gene gene, String text) {
        int end = text.length();
        var suffix = Suffix.NONE;
        if (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            var letter = Suffix.of(text.charAt(end - 1));
            if (letter.isEmpty()) {
                return Optional.empty();
            }
            suffix = letter.get();
            end--;
        }
        int[] fields = new int[4];
        int count = 0;
        int at = 0;
        while (at < end) {
            int colon = text.indexOf(':', at);
            int stop = colon < 0 || colon > end ? end : colon;
            int value = number(text, at, stop);
            if (value <= 0 || count == 4 || stop == end - 1) {
                return Optional.empty();
            }
            fields[count++] = value;
            at = stop + 1;
        }
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new AlleleName(gene, fields[0], fields[1], fields[2], fields[3], suffix));
    }

    /// The value of two to five digits, or -1. Only a number below ten has a zero in front.
    private static int number(String text, int from, int to) {
        if (to - from < 2 || to - from > 5 || (to - from > 2 && text.charAt(from) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value > LARGEST_FIELD ? -1 : value;
    }

    /// Fields of the name, 1 to 4.
    public int fieldCount() {
        return fourth != 0 ? 4 : third != 0 ? 3 : second != 0 ? 2 : 1;
    }

    /// This name without suffix, cut to at most `count` fields.
    public AlleleName cut(int count) {
        return new AlleleName(
                gene,
                first,
                count >= 2 ? second : 0,
                count >= 3 ? third : 0,
                count >= 4 ? fourth : 0,
                Suffix.NONE);
    }

    /// The same fields with another suffix.
    public AlleleName with(Suffix other) {
        return new AlleleName(gene, first, second, third, fourth, other);
    }

    /// Whether the leading fields of this name are all the fields of `shorter`, whatever the
    /// suffixes.
    public boolean startsWith(AlleleName shorter) {
        return gene == shorter.gene
                && first == shorter.first
                && (shorter.second == 0 || second == shorter.second)
                && (shorter.third == 0 || third == shorter.third)
                && (shorter.fourth == 0 || fourth == shorter.fourth);
    }

    /// Fields and suffix without the gene, e.g. `15:01:01`.
    public String fields() {
        var text = new StringBuilder(16);
        appendFields(text);
        return text.toString();
    }

    private void appendFields(StringBuilder text) {
        append(text, first);
        if (second != 0) {
            append(text.append(':'), second);
        }
        if (third != 0) {
            append(text.append(':'), third);
        }
        if (fourth != 0) {
            append(text.append(':'), fourth);
        }
        text.append(suffix.letter());
    }

    private static void append(StringBuilder text, int field) {
        if (field < 10) {
            text.append('0');
        }
        text.append(field);
    }

    @Override
    public int compareTo(AlleleName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(24).append(gene.name()).append('*');
        appendFields(text);
        return text.toString();
    }
}
