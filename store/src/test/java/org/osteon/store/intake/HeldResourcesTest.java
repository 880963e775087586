package org.osteon.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.store.Change;
import org.osteon.store.intake.HeldResources.Held;

/// Law: what is held comes back as it went in, by chart and in order, wherever it waited; and
/// nothing of it has a name on disk.
class HeldResourcesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000, 100_000_000})
    void what_is_held_comes_back_by_chart_in_its_order(int mostInMemory) throws IOException {
        Random random = new Random(mostInMemory);
        Map<String, List<Held>> expected = new HashMap<>();
        try (HeldResources held = new HeldResources(mostInMemory)) {
            for (int i = 0; i < 3_000; i++) {
                String chart = "p" + random.nextInt(50);
                String text = random.nextInt(20) == 0 ? "\uD83E\uDDB4 ü \uD800" : "ü";
                Change.Put change =
                        Change.put("Observation", "o" + i, text.repeat(random.nextInt(500)));
                Held one =
                        new Held(change, "file" + random.nextInt(9), i, i % 2 == 0 ? "line" : "");
                held.hold(chart, one);
                expected.computeIfAbsent(chart, _ -> new ArrayList<>()).add(one);
                if (i % 700 == 0) {
                    assertThat(held.of(chart).equals(expected.get(chart))).as(chart).isTrue();
                }
            }
            assertThat(held.charts()).isEqualTo(expected.keySet());
            expected.forEach(
                    (chart, all) -> assertThat(held.of(chart).equals(all)).as(chart).isTrue());
            assertThat(held.of("nobody")).isEmpty();
            try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".held"));
            }
        }
    }
}
