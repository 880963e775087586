package org.osteon.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.pathway.KnowledgeBase;

/// Knowledge that no test changes, loaded once for all of them: compiling the rules takes longer
/// than what most tests do with them.
public final class LoadedKnowledge {
    /// What the rules were compiled to by the build.
    private static final Path COMPILED = Path.of("..", "pathway", "target", "elm");

    private static final Map<Path, KnowledgeBase> LOADED = new ConcurrentHashMap<>();

    private LoadedKnowledge() {}

    /// The knowledge of a folder.
    public static KnowledgeBase of(Path folder) {
        return LOADED.computeIfAbsent(folder.toAbsolutePath().normalize(), LoadedKnowledge::load);
    }

    private static KnowledgeBase load(Path folder) {
        try {
            return KnowledgeBase.load(folder, COMPILED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
