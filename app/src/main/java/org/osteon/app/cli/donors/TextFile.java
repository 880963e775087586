package org.osteon.app.cli.donors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.osteon.records.words.Problem;

/// Text files, packed with gzip or not.
final class TextFile {
    private static final int BUFFER = 1 << 16;

    private TextFile() {}

    static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no such file: " + file);
        }
        InputStream raw = Files.newInputStream(file);
        try {
            InputStream in =
                    file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : raw;
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER);
        } catch (IOException e) {
            raw.close();
            throw Problem.unusable("cannot read " + file + ": " + e.getMessage());
        }
    }

    static List<String> lines(Path file) throws IOException {
        try (var reader = open(file)) {
            return reader.lines().toList();
        }
    }
}
