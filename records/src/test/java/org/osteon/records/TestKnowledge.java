package org.osteon.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.osteon.pathway.KnowledgeBase;

/// Knowledge as a site has it, and a small one made for tests.
public final class TestKnowledge {
    /// The five therapies.
    public static final Path DELIVERED = Path.of("..", "knowledge");

    private static final Path SMALL = Path.of("..", "app", "src", "test", "resources", "knowledge");

    private TestKnowledge() {}

    /// What is delivered.
    public static KnowledgeBase delivered() {
        return load(DELIVERED);
    }

    /// The small one.
    public static KnowledgeBase small() {
        return load(SMALL);
    }

    private static KnowledgeBase load(Path folder) {
        try {
            return KnowledgeBase.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
