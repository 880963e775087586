package org.osteon.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A program that does what it is told on its standard input, a line each, and says what came of
/// it: `keep CHART` adds a chart of [#RESOURCES] resources, `read CHART` reads one, `able CHART`
/// says whether anything can be written.
///
/// Arguments: location of the store.
final class AskedProcess {
    static final int RESOURCES = 20;

    private AskedProcess() {}

    /// Prints `READY`, then for each line `done`, `missing` or the kind of problem.
    public static void main(String[] arguments) throws IOException {
        try (ChartStore store = ChartStore.open(arguments[0]);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            say("READY");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(done(store, line.substring(0, 4), line.substring(5)));
            }
        }
    }

    private static void say(String words) {
        System.out.println(words);
        System.out.flush();
    }

    private static String done(ChartStore store, String what, String chart) {
        try {
            return switch (what) {
                case "keep" ->
                        store.append(
                                                chart,
                                                new Attribution("test", Instant.EPOCH, "import"),
                                                changes())
                                        instanceof Appended.Recorded
                                ? "done"
                                : "not recorded";
                case "able" ->
                        store.trouble().map(one -> one.getClass().getSimpleName()).orElse("done");
                case "read" -> store.chart(chart).isPresent() ? "done" : "missing";
                default -> "what?";
            };
        } catch (StoreException e) {
            return e.problem().getClass().getSimpleName();
        }
    }

    private static List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < RESOURCES; i++) {
            changes.add(
                    Change.put(
                            "Observation",
                            "o" + i,
                            "{\"resourceType\":\"Observation\",\"id\":\"o%d\",\"note\":\"%s\"}"
                                    .formatted(i, "x".repeat(2_000))));
        }
        return changes;
    }
}
