package org.osteon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// One delivered pathway in a folder of knowledge of its own, for commands that load what they are
/// told to: compiling one takes a fifth of the time.
public final class OnePathway {
    private static final Path DELIVERED = Path.of("..", "knowledge");

    private OnePathway() {}

    /// Copies a pathway with what all pathways share.
    ///
    /// @return the folder of knowledge
    public static Path copied(Path folder, String pathway) throws IOException {
        Path knowledge = folder.resolve("knowledge-of-" + pathway);
        copy(DELIVERED.resolve("common"), knowledge.resolve("common"));
        copy(DELIVERED.resolve(pathway), knowledge.resolve(pathway));
        // Its rules may use lists that stand beside another.
        try (Stream<Path> others = Files.list(DELIVERED)) {
            for (Path other : others.toList()) {
                Path lists = other.resolve("valuesets");
                if (!other.endsWith("common") && !other.endsWith(pathway) && Files.exists(lists)) {
                    copy(lists, knowledge.resolve("common/valuesets"));
                }
            }
        }
        return knowledge;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!from.relativize(file).startsWith("cases")) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
