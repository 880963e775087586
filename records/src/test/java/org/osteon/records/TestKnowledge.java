package org.osteon.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.pathway.KnowledgeBase;

/// Knowledge as a site has it, and a small one made for tests.
public final class TestKnowledge {
    /// The five therapies.
    public static final Path DELIVERED = Path.of("..", "knowledge");

    /// The small one, as files.
    public static final Path SMALL = Path.of("..", "app", "src", "test", "resources", "knowledge");

    /// What the rules were compiled to by the build.
    private static final Path COMPILED = Path.of("..", "pathway", "target", "elm");

    private static final Map<Path, KnowledgeBase> LOADED = new ConcurrentHashMap<>();

    private TestKnowledge() {}

    /// What is delivered.
    public static KnowledgeBase delivered() {
        return load(DELIVERED);
    }

    /// The small one.
    public static KnowledgeBase small() {
        return load(SMALL);
    }

    /// Compiling the rules takes longer than what most tests do with them: once for all that change
    /// nothing.
    private static KnowledgeBase load(Path folder) {
        return LOADED.computeIfAbsent(folder, TestKnowledge::read);
    }

    private static KnowledgeBase read(Path folder) {
        try {
            return KnowledgeBase.load(folder, COMPILED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
