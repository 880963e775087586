package org.osteon.pathway;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Date;

/// The value of an expression in a run, and what it rests on: what it asked the chart for itself,
/// and which other expressions it read, in the order in which it read them.
final class Evaluated {
    private static final Evaluated[] NONE = {};

    private final int number;
    private final BitSet inputs = new BitSet();
    private @Nullable BitSet own;
    private Evaluated[] reads = NONE;
    private int count;
    private @Nullable Object value;

    Evaluated(int number) {
        this.number = number;
    }

    /// One that does not hold any more as it stands: something that it rests on was changed. Where
    /// all that it read says the same as before, so does it.
    ///
    /// @param before what it was
    record Stale(Evaluated before) {}

    int number() {
        return number;
    }

    @Nullable Object value() {
        return value;
    }

    void is(@Nullable Object found) {
        value = found;
    }

    /// All that the chart was asked for, by itself and by what it read.
    BitSet inputs() {
        return inputs;
    }

    /// Whether it asked the chart itself for one of these.
    boolean asked(BitSet some) {
        return own != null && own.intersects(some);
    }

    /// It asks the chart.
    void ask(int place) {
        if (own == null) {
            own = new BitSet();
        }
        own.set(place);
        inputs.set(place);
    }

    /// It asks what another asked, too.
    void askAs(Evaluated other) {
        if (other.own != null) {
            if (own == null) {
                own = new BitSet();
            }
            own.or(other.own);
            inputs.or(other.own);
        }
    }

    /// It reads another expression, for the first time.
    void read(Evaluated other) {
        inputs.or(other.inputs);
        if (count == reads.length) {
            reads = Arrays.copyOf(reads, Math.max(4, 2 * count));
        }
        reads[count++] = other;
    }

    /// What it read, in that order.
    List<Evaluated> reads() {
        return Arrays.asList(reads).subList(0, count);
    }

    /// Whether whoever reads the one value cannot tell it from the other.
    static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case null -> other == null;
            case Boolean truth -> truth.equals(other);
            case String text -> text.equals(other);
            case Integer number -> number.equals(other);
            case BigDecimal number ->
                    other instanceof BigDecimal that
                            && number.scale() == that.scale()
                            && number.compareTo(that) == 0;
            case Date date ->
                    other instanceof Date that
                            && date.getPrecision() == that.getPrecision()
                            && date.getDate() != null
                            && date.getDate().equals(that.getDate());
            case List<?> items -> other instanceof List<?> others && isSame(items, others);
            default -> isTheSame(one, other);
        };
    }

    private static boolean isSame(List<?> items, List<?> others) {
        if (isTheSame(items, others)) {
            return true;
        }
        if (items.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!isSame(items.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // resources and tuples: the same one
    private static boolean isTheSame(Object one, @Nullable Object other) {
        return one == other;
    }
}
