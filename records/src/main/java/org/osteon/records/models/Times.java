package org.osteon.records.models;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;

/// What models of endpoints share: the columns of time and event, and what few events say.
final class Times {
    static final List<String> COLUMNS = List.of("days", "event");
    static final double CONFIDENCE = 0.95;

    /// Fewer events for a coefficient make its limits unreliable (Peduzzi, J Clin Epidemiol
    /// 1995;48:1503).
    private static final int EVENTS_A_COEFFICIENT = 10;

    private Times() {}

    static EventTimes of(Table table) {
        double[] events = table.numbers("event");
        int[] codes = new int[events.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (int) events[i];
        }
        return EventTimes.of(table.numbers("days"), codes);
    }

    /// The covariates as numbers.
    static DesignMatrix design(Terms terms, Table table, @Nullable String reference) {
        if (terms.isEmpty()) {
            throw new UnusableInputException(
                    "no covariate is left that differs between people: tick another");
        }
        return DesignMatrix.of(table, terms.terms(), reference);
    }

    /// A warning where there are few events for so many coefficients.
    static List<String> few(int events, int coefficients) {
        return events >= EVENTS_A_COEFFICIENT * coefficients
                ? List.of()
                : List.of(
                        events
                                + " event"
                                + (events == 1 ? "" : "s")
                                + " for "
                                + coefficients
                                + " coefficient"
                                + (coefficients == 1 ? "" : "s")
                                + ": with fewer than "
                                + EVENTS_A_COEFFICIENT
                                + " each, limits and p are unreliable.");
    }
}
