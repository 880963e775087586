package org.osteon.pathway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Lines come as they were written, however the stream hands them out.
class CaseLinesTest {
    private static List<String> read(InputStream stream) throws IOException {
        List<String> read = new ArrayList<>();
        try (CaseLines lines = new CaseLines(stream)) {
            while (lines.hasNext()) {
                CaseLines.Line line = lines.next();
                read.add(line.number() + ":" + new String(line.json(), StandardCharsets.UTF_8));
            }
        }
        return read;
    }

    private static InputStream of(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void empty_lines_are_passed_over_and_counted_and_the_last_needs_no_end() throws IOException {
        assertThat(read(of("a\n\n \t\r\nb\r\nc"))).containsExactly("1:a", "4:b\r", "5:c");
        assertThat(read(of(""))).isEmpty();
        assertThat(read(of("\n\n"))).isEmpty();
        assertThat(read(of("a"))).containsExactly("1:a");
    }

    @Test
    void lines_of_every_length_come_whole() throws IOException {
        Random random = new Random(1);
        List<String> written = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            int length = i % 7 == 0 ? (1 << 16) + random.nextInt(5) - 2 : random.nextInt(30_000);
            String line = String.valueOf((char) ('a' + i % 26)).repeat(1 + length);
            written.add(i + ":" + line);
            text.append(line).append('\n');
        }

        assertThat(read(of(text.toString()))).isEqualTo(written);
        assertThat(read(inPieces(text.toString(), random))).isEqualTo(written);
        assertThat(read(new ByteArrayInputStream(packed(text.toString())))).isEqualTo(written);
    }

    @Test
    void what_stands_before_a_broken_place_is_handed_on() throws IOException {
        String text = "first\nsecond\nthird\n".repeat(40_000);
        byte[] packed = packed(text);
        byte[] broken = Arrays.copyOf(packed, packed.length / 2);
        List<String> whole = read(new ByteArrayInputStream(packed));

        List<String> read = new ArrayList<>();
        try (CaseLines lines = new CaseLines(new ByteArrayInputStream(broken))) {
            assertThatThrownBy(
                            () -> {
                                while (lines.hasNext()) {
                                    CaseLines.Line line = lines.next();
                                    read.add(
                                            line.number()
                                                    + ":"
                                                    + new String(
                                                            line.json(), StandardCharsets.UTF_8));
                                }
                            })
                    .isInstanceOf(UnusableChartException.class)
                    .hasMessageContaining("line " + (read.size() + 1) + " cannot be read");
        }
        assertThat(read).isEqualTo(whole.subList(0, read.size()));
        assertThat(read.size()).isGreaterThan(40_000);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /// A stream that gives a few bytes at a time, as a pipe does.
    private static InputStream inPieces(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 1 + random.nextInt(5_000)));
            }
        };
    }
}
