package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Store: a changed byte in the file is found, or changes nothing that can be read.
class ChangedByteTest {
    private static final int FLIPS = 80;

    @TempDir Path folder;

    @Test
    void a_flipped_byte_anywhere_in_the_file_is_found_or_of_no_effect() throws IOException {
        Path file = folder.resolve("charts.db");
        List<String> written;
        try (ChartStore store = ChartStore.open(file)) {
            for (int chart = 0; chart < 4; chart++) {
                for (String value : List.of("1.1", "1.2")) {
                    store.append(
                            "p" + chart,
                            StoreTest.at(StoreTest.MONDAY),
                            List.of(
                                    StoreTest.creatinine(value),
                                    StoreTest.resource("Condition", "c" + value, "")));
                }
            }
            written = everything(store);
        }
        byte[] bytes = Files.readAllBytes(file);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int found = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            int at = random.nextInt(bytes.length);
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Path copy = Files.write(folder.resolve("copy-" + flip + ".db"), changed);
            if (foundChanged(copy)) {
                found++;
            } else {
                try (ChartStore store = ChartStore.open(copy)) {
                    assertThat(everything(store))
                            .as("byte %d, seed %d", at, seed)
                            .isEqualTo(written);
                }
            }
        }
        assertThat(found).as("of %d flips, seed %d", FLIPS, seed).isPositive();
    }

    private static boolean foundChanged(Path file) {
        try (ChartStore store = ChartStore.open(file)) {
            return store.verify() instanceof Verification.Broken;
        } catch (StoreException _) {
            return true;
        }
    }

    /// All that the store can be asked for.
    private static List<String> everything(ChartStore store) {
        List<String> all = new ArrayList<>();
        for (ChartListing chart : store.charts(0, 100)) {
            all.add(chart.toString());
            store.chart(chart.id()).orElseThrow().forEach(r -> all.add(r + r.json()));
            store.chart(chart.id(), StoreTest.MONDAY).orElseThrow().forEach(r -> all.add(r.json()));
            store.history(chart.id(), 0, 100).forEach(r -> all.add(r + r.json()));
            store.read(chart.id(), StoreTest.creatinine()).ifPresent(r -> all.add(r.json()));
        }
        for (String type : List.of("Observation", "Condition")) {
            store.search(ResourceQuery.of(type)).resources().forEach(r -> all.add(r.toString()));
        }
        store.search(ResourceQuery.of("Observation").with("code", "2160-0"))
                .resources()
                .forEach(r -> all.add(r.toString()));
        store.auditSince(0, 100).forEach(entry -> all.add(entry.toString()));
        return all;
    }
}
