package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How long a card has stood in its column, against the goal (records, 5.6).
///
/// @param days in the column, 0 on the day it came; empty: nobody knows since when
/// @param goal in how many days it should have left
record Ageing(Optional<Integer> days, int goal) {
    /// Empty where there is no goal.
    ///
    /// @param since the day on which the card came
    static Optional<Ageing> of(Optional<Integer> goal, Optional<LocalDate> since, LocalDate today) {
        return goal.map(days ->
                new Ageing(since.map(day -> (int) ChronoUnit.DAYS.between(day, today)), days));
    }

    /// How it is drawn: within the goal, over it, or nobody knows.
    String state() {
        return days.map(count -> count > goal ? "over" : "within").orElse("unknown");
    }

    String words() {
        return days.map(Ageing::inWords).orElse("Here since when is not known")
                + ", goal "
                + goal
                + (state().equals("over") ? " exceeded" : "");
    }

    private static String inWords(int count) {
        return switch (count) {
            case 0 -> "Here since today";
            case 1 -> "Here for 1 day";
            default -> "Here for " + count + " days";
        };
    }
}
