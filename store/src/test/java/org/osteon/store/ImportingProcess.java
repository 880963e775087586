package org.osteon.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A program that imports charts as fast as it can and prints each receipt, until it is killed.
///
/// Arguments: location of the store, name of the run. Each chart has [#RESOURCES] resources; every
/// second batch changes the chart of the one before.
final class ImportingProcess {
    static final int RESOURCES = 40;

    private ImportingProcess() {}

    /// Prints `READY` when the store is open, then a line `chart sequence` per batch that is on
    /// disk.
    public static void main(String[] arguments) {
        String run = arguments[1];
        try (ChartStore store = ChartStore.open(arguments[0])) {
            System.out.println("READY");
            for (int batch = 0; ; batch++) {
                String chart = run + "-" + batch / 2;
                Appended appended =
                        store.append(
                                chart,
                                new Attribution(run, Instant.EPOCH.plusSeconds(batch), "import"),
                                changes(batch));
                if (appended instanceof Appended.Recorded(var receipt)) {
                    System.out.println(chart + " " + receipt.sequence().orElseThrow());
                    System.out.flush();
                }
            }
        }
    }

    private static List<Change> changes(int batch) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < RESOURCES; i++) {
            changes.add(
                    Change.put(
                            "Observation",
                            "o" + i,
                            "{\"resourceType\":\"Observation\",\"id\":\"o%d\",\"batch\":%d,\"note\":\"%s\"}"
                                    .formatted(i, batch, "x".repeat(500))));
        }
        return changes;
    }
}
