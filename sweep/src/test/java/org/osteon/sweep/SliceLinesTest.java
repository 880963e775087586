package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wherever a file is cut, each line is read once and under its number.
class SliceLinesTest {
    private static final Configuration LOCAL = new Configuration();

    @TempDir Path folder;

    @Test
    void wherever_a_file_is_cut_its_lines_are_the_same() throws IOException {
        Random random = new Random(12);
        for (int round = 0; round < 300; round++) {
            String text = text(random);
            Path file = Files.writeString(folder.resolve(round + ".ndjson"), text);
            List<String> whole = read(List.of(slice(file, 0, text.length())));
            List<Slice> cut = new ArrayList<>();
            long from = 0;
            while (from < text.length()) {
                long to = Math.min(text.length(), from + 1 + random.nextInt(7));
                cut.add(slice(file, from, to));
                from = to;
            }
            assertThat(read(numbered(cut))).as(text).isEqualTo(whole);
            assertThat(whole).as(text).isEqualTo(plain(text));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append("ab\n \r\n".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private static Slice slice(Path file, long from, long to) {
        return new Slice(file.toString(), file.getFileName().toString(), 0, from, to, 0);
    }

    /// As a sweep numbers them: by line ends, which are counted first.
    private static List<Slice> numbered(List<Slice> slices) throws IOException {
        List<Slice> numbered = new ArrayList<>();
        long ends = 0;
        for (Slice slice : slices) {
            numbered.add(slice.after(ends));
            ends += count(slice).ends();
        }
        return numbered;
    }

    private static LineCount count(Slice slice) throws IOException {
        try (InputStream stream = SliceLines.stream(slice, LOCAL)) {
            return LineCount.of(stream, slice.from(), slice.to());
        }
    }

    private static List<String> read(List<Slice> slices) throws IOException {
        List<String> read = new ArrayList<>();
        for (Slice slice : slices) {
            long before = read.size();
            try (SliceLines lines = SliceLines.open(slice, LOCAL)) {
                while (lines.advance()) {
                    read.add(
                            lines.number()
                                    + ":"
                                    + new String(lines.bytes(), StandardCharsets.UTF_8));
                }
            }
            assertThat(read.size() - before).isEqualTo(count(slice).texts());
        }
        return read;
    }

    private static List<String> plain(String text) {
        List<String> plain = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                plain.add((i + 1) + ":" + lines[i]);
            }
        }
        return plain;
    }
}
