package org.osteon.app.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.CalendarDay;

/// The day of an option `--as-of`.
public final class AsOf {
    private AsOf() {}

    /// The day that was given, or today where none was.
    ///
    /// @throws org.osteon.records.words.Problem where it is no day
    public static LocalDate day(@Nullable String given) {
        return given == null ? LocalDate.now(ZoneId.systemDefault()) : CalendarDay.parse(given);
    }
}
