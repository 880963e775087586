package org.osteon.records.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.osteon.records.TestKnowledge;

/// The made-up knowledge of the tests, to be changed by one.
public final class MadeUpKnowledge {
    private MadeUpKnowledge() {}

    /// Copies it.
    ///
    /// @return the folder that it is in now
    public static Path copiedInto(Path folder) throws IOException {
        Path from = TestKnowledge.SMALL;
        Path knowledge = folder.resolve("knowledge");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = knowledge.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return knowledge;
    }
}
