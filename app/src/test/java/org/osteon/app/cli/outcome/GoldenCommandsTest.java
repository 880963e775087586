package org.osteon.app.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The JSON of the commands against the results of R for every required reference case (C10, H12,
/// K1, K2, K7, K14, I7).
class GoldenCommandsTest {
    /// Names of coefficients that R gives to terms we name otherwise, and R's own flag of
    /// convergence.
    private static final Set<String> NAMES_ONLY = Set.of("converged");

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> worked_examples_and_synthetic_cohorts_agree_with_r() {
        return tests(Golden.bundled());
    }

    @TestFactory
    Stream<DynamicTest> published_data_sets_agree_with_r() {
        assumeTrue(Golden.present(), "no reference results beside the project: " + Golden.ROOT);
        return tests(Golden.published());
    }

    private Stream<DynamicTest> tests(List<Golden.Case> cases) {
        return cases.stream()
                .filter(golden -> !golden.id().endsWith("-kenw"))
                .map(golden -> DynamicTest.dynamicTest(golden.id(), () -> check(golden)));
    }

    private void check(Golden.Case golden) throws IOException {
        boolean namedByR =
                golden.id().startsWith("ancova") || golden.id().equals("landmark100-bmt137-agvhd");
        Set<String> ignored = namedByR ? Set.of("converged", "coefNames") : NAMES_ONLY;
        assertThat(
                        Golden.differences(
                                golden.expect(),
                                new GoldenCommands(golden, folder).result(),
                                tolerance(golden),
                                ignored))
                .isEmpty();
    }

    /// Where R itself reports that it stopped before its maximum, its last digits are not those of
    /// the maximum.
    private static double tolerance(Golden.Case golden) {
        boolean stopped =
                golden.expect().has("converged") && !golden.expect().get("converged").asBoolean();
        return stopped ? Math.max(golden.tolerance(), 1e-7) : golden.tolerance();
    }
}
