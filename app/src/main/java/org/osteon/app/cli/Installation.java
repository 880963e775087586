package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osteon.app.knowledge.KnowledgeVersions;
import org.osteon.pathway.KnowledgeBase;

/// Where this Osteon is installed, and what came with it. The launcher tells the place in
/// `OSTEON_HOME`.
///
/// @param home the project's folder
public record Installation(Path home) {

    /// The one that is running.
    public static Installation here() {
        String home = System.getenv("OSTEON_HOME");
        return new Installation(Path.of(home == null ? "" : home).toAbsolutePath().normalize());
    }

    /// The pathways that came with it.
    ///
    /// @throws IOException where they cannot be read
    public KnowledgeBase knowledge() throws IOException {
        if (!Files.isDirectory(knowledgeFolder())) {
            throw new IOException(
                    "the knowledge folder is missing: "
                            + knowledgeFolder()
                            + "; start Osteon with the launcher ./osteon");
        }
        return KnowledgeBase.load(knowledgeFolder(), elmFolder());
    }

    /// The folder with the pathways.
    public Path knowledgeFolder() {
        return home.resolve("knowledge");
    }

    /// The folder with the compiled rules, made by the build.
    public Path elmFolder() {
        return home.resolve("app/target/osteon/elm");
    }

    /// The file of a store that is kept with the installation.
    public Path store(String name) {
        return storeFolder().resolve(name + ".db");
    }

    /// The folder of the stores that are kept with the installation.
    public Path storeFolder() {
        return home.resolve(".osteon");
    }

    /// The folder of the site's maps that is used where no other is named.
    public Path mapsFolder() {
        return storeFolder().resolve("maps");
    }

    /// The states of the knowledge that were applied here.
    public KnowledgeVersions versions() {
        return new KnowledgeVersions(storeFolder().resolve("knowledge"));
    }

    /// Keeps the state that is applied. Outside of an installation there is nowhere to keep it.
    ///
    /// @throws IOException where it cannot be written
    public void keep(KnowledgeBase applied) throws IOException {
        if (Files.isDirectory(knowledgeFolder())) {
            versions().keep(applied);
        }
    }
}
