package org.osteon.workflow;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number as people type it: a decimal point or a comma. `1,000` could be one or a thousand and
/// is neither; powers of ten are for machines.
public final class TypedNumber {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}([.,]\\d{1,10})?");
    private static final Pattern EITHER = Pattern.compile("-?[1-9]\\d{0,2},\\d{3}");

    private TypedNumber() {}

    /// The number; empty where it is none.
    public static Optional<BigDecimal> of(String text) {
        String typed = text.strip();
        return NUMBER.matcher(typed).matches() && !isEither(typed)
                ? Optional.of(new BigDecimal(typed.replace(',', '.')))
                : Optional.empty();
    }

    /// Whether it could be read in two ways.
    public static boolean isEither(String text) {
        return EITHER.matcher(text.strip()).matches();
    }
}
