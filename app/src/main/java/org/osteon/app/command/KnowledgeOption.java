package org.osteon.app.command;

import org.jspecify.annotations.Nullable;
import org.osteon.app.Installation;
import org.osteon.app.UnusableInputException;
import org.osteon.pathway.KnowledgeBase;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which knowledge is applied.
public final class KnowledgeOption {
    @Option(
            names = "--knowledge",
            paramLabel = "DIR",
            description =
                    "folder of pathways to use instead of the one that comes with Osteon: a"
                            + " folder per pathway, and common")
    private @Nullable Path folder;

    /// Loads it.
    public KnowledgeBase load() throws IOException {
        if (folder == null) {
            return Installation.here().knowledge();
        }
        if (!Files.isDirectory(folder)) {
            throw new UnusableInputException("no such knowledge folder: " + folder);
        }
        return KnowledgeBase.load(folder);
    }

    /// Where it lies.
    public Path folder() {
        return folder == null ? Installation.here().knowledgeFolder() : folder;
    }
}
