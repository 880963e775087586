package org.osteon.hla.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Gene;

/// H3: whatever is typed, reading ends with an answer: no exception, no hang, and an accepted
/// typing reads as itself again. `-Dosteon.fuzz.seconds=600` fuzzes for ten minutes,
/// `-Dosteon.fuzz.seed=…` repeats a run.
class TypingFuzzTest {
    private static final List<Gene> GENES = List.of(Gene.values());

    private static final List<String> PIECES =
            List.of(
                    "A*01:01",
                    "A*02:01:01:01",
                    "B*07:02:01G",
                    "B*08:01P",
                    "C*07:01g",
                    "DRB1*04:XX",
                    "A*02:AC",
                    "B44",
                    "Cw7",
                    "DR17",
                    "NNNN",
                    "UUUU",
                    "NEW",
                    "A*24:09N",
                    "DRB4*",
                    "HLA-",
                    "*",
                    ":",
                    "/",
                    "+",
                    "^",
                    "|",
                    "~",
                    "?",
                    "-",
                    "_",
                    " ",
                    "\t",
                    "0",
                    "99",
                    "0201",
                    "é",
                    "\u0000",
                    "𝄞",
                    "XX",
                    "N",
                    "Q",
                    "ARS",
                    "DQB1",
                    "DPB1*04:01",
                    "MICA*008",
                    "ZZZZZZ",
                    "2147483648",
                    "99999999999999999999",
                    "\n",
                    "\"",
                    "'",
                    ";",
                    "%",
                    "(",
                    "[",
                    "\\");

    @Test
    void no_text_escapes_the_reader() {
        long seed = Long.getLong("osteon.fuzz.seed", 20260101);
        long seconds = Long.getLong("osteon.fuzz.seconds", 1);
        var random = new SplittableRandom(seed);
        var reader = SharedData.reader();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var clock = ManagementFactory.getThreadMXBean();
        long texts = 0;
        while (System.nanoTime() < end) {
            var text = text(random);
            try {
                var gene = GENES.get(random.nextInt(GENES.size()));
                long started = clock.getCurrentThreadCpuTime();
                var position = reader.position(gene, text);
                var typing = reader.glString(text);
                assertThat(clock.getCurrentThreadCpuTime() - started)
                        .as("nanoseconds of processor time")
                        .isLessThan(5_000_000_000L);
                if (position.hasError()) {
                    assertThat(position.value().isUntyped()).isTrue();
                }
                if (!typing.hasError()) {
                    var canonical = typing.value().glString();
                    assertThat(reader.glString(canonical).value().glString()).isEqualTo(canonical);
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", text \"" + text + "\"", e);
            }
            texts++;
        }
        assertThat(texts).isPositive();
        System.out.println("fuzzed " + texts + " texts in " + seconds + " s, seed " + seed);
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        int pieces = 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 8);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextInt(3) == 0) {
                text.append("+/^|~:".charAt(random.nextInt(6)));
            }
        }
        if (random.nextInt(4) == 0 && !text.isEmpty()) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x2FF));
        }
        return text.toString();
    }
}
