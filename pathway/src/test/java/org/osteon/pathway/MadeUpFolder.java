package org.osteon.pathway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The made-up pathway of these tests, to be changed.
final class MadeUpFolder {
    private static final Path MADE_UP = Path.of("src/test/resources/made-up");

    private MadeUpFolder() {}

    /// Copies it.
    static void copyTo(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(MADE_UP)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(MADE_UP.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
