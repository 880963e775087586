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

    /// A report of a fixed day asks for more than this to be followed to it (outcomes, 16: CIBMTR,
    /// centres with less than 90 % complete follow-up are not reported).
    private static final double FOLLOWED = 0.9;

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

    /// A warning where the state on a day is not known of many: early events are known, late ones
    /// are not.
    static List<String> followed(int all, int known, int day) {
        return known >= FOLLOWED * all
                ? List.of()
                : List.of(
                        "Of "
                                + known
                                + " of "
                                + all
                                + " it is known how they stood on day "
                                + day
                                + ", fewer than 90 %. Who had the event early is known, who was not"
                                + " followed is left out: risks are too high here. An earlier"
                                + " day, or Cox regression, uses everybody.");
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
