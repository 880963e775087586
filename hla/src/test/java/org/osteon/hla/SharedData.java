package org.osteon.hla;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.TypingReader;

/// Validation data that lies beside the project and is not part of it. Where it is missing, tests
/// are skipped.
public final class SharedData {
    private static @Nullable TypingReader reader;

    private SharedData() {}

    /// A file or folder under `../shared/data/hla`, or a skipped test.
    public static Path path(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("osteon")) && at.getParent() != null) {
                var found = at.getParent().resolve("shared/data/hla").resolve(name);
                assumeTrue(Files.exists(found), "skipped: no ../shared/data/hla/" + name);
                return found;
            }
        }
        assumeTrue(false, "skipped: the project root was not found");
        throw new IllegalStateException("unreachable");
    }

    public static List<String> lines(String name) {
        var file = path(name);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The delivered release with the delivered codes, read once for all tests.
    public static synchronized TypingReader reader() {
        if (reader == null) {
            try {
                reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return reader;
    }
}
