package org.osteon.bench.store;

import java.time.Clock;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// An intake in which nothing may be rejected: what is measured is the whole of it.
public final class StrictIntake {
    private StrictIntake() {}

    /// One into a store.
    public static Intake into(ChartStore store) {
        return new Intake(
                store,
                "bench",
                Clock.systemUTC(),
                new IntakeReport(rejected -> {
                    throw new IllegalStateException(rejected.toString());
                }),
                _ -> {});
    }
}
