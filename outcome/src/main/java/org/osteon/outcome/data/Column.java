package org.osteon.outcome.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;

/// One column of a table: numbers (`NaN` = missing) or texts (`null` = missing).
public sealed interface Column {
    /// The name in the header.
    String name();

    /// The number of rows.
    int size();

    /// Whether the field of this row is empty.
    boolean isMissing(int row);

    /// The field as text, `null` when missing. Whole numbers print without a point.
    @Nullable String text(int row);

    /// The field as a number, `NaN` when missing.
    double number(int row);

    /// A column in which every filled field is a number.
    ///
    /// @param values not to be changed by the caller
    record Numbers(String name, double[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public @Nullable String text(int row) {
            return isMissing(row) ? null : plain(values[row]);
        }

        @Override
        public double number(int row) {
            return values[row];
        }
    }

    /// A column with at least one field that is not a plain number (a label such as `006` is a
    /// text).
    ///
    /// @param labels the distinct texts
    /// @param codes for each row the index of its text, -1 = missing; not to be changed by the
    ///   caller
    record Texts(String name, List<String> labels, int[] codes) implements Column {
        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }

        @Override
        public @Nullable String text(int row) {
            return codes[row] < 0 ? null : labels.get(codes[row]);
        }

        @Override
        public double number(int row) {
            if (codes[row] < 0) {
                return Double.NaN;
            }
            String text = labels.get(codes[row]);
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new UnusableInputException(
                        "column '"
                                + name
                                + "' holds '"
                                + text
                                + "' in row "
                                + (row + 1)
                                + " where a number is needed; a category is written C("
                                + name
                                + ")");
            }
        }
    }

    /// A number as a label: `3`, not `3.0`.
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
