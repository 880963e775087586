package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.knowledge.KnowledgeVersions;

/// Where this Osteon is installed, and what came with it. The launcher tells the places in
/// `OSTEON_HOME`, `OSTEON_APP` and `OSTEON_STATE`.
///
/// @param home what came with it: the project's folder, or where a package was unpacked
/// @param app what the build made
/// @param storeFolder the folder of the stores that are kept with the installation
public record Installation(Path home, Path app, Path storeFolder) {
    private static final Pattern PATHWAY = Pattern.compile("[a-z0-9-]+");

    /// The one that is running.
    public static Installation here() {
        Path home = named("OSTEON_HOME", Path.of(""));
        return new Installation(
                home,
                named("OSTEON_APP", home.resolve("app/target/osteon")),
                named("OSTEON_STATE", home.resolve(".osteon")));
    }

    private static Path named(String variable, Path otherwise) {
        String said = System.getenv(variable);
        return (said == null || said.isBlank() ? otherwise : Path.of(said))
                .toAbsolutePath()
                .normalize();
    }

    /// The pathways that came with it.
    ///
    /// @throws IOException where they cannot be read
    public KnowledgeBase knowledge() throws IOException {
        return knowledge(Set.of());
    }

    /// Some of the pathways that came with it, where they did; else all.
    ///
    /// @param pathways by their ids; none: all
    /// @throws IOException where they cannot be read
    public KnowledgeBase knowledge(Set<String> pathways) throws IOException {
        if (!Files.isDirectory(knowledgeFolder())) {
            throw new IOException(
                    "the knowledge folder is missing: "
                            + knowledgeFolder()
                            + "; start Osteon with the launcher ./osteon");
        }
        return knowledge(knowledgeFolder(), pathways);
    }

    /// The pathways of a folder. Where its rules are those that came with this, they are compiled.
    ///
    /// @throws IOException where they cannot be read
    public KnowledgeBase knowledge(Path folder) throws IOException {
        return knowledge(folder, Set.of());
    }

    /// Some pathways of a folder, where it has them; else all, so that it can be said which there
    /// are.
    ///
    /// @param pathways by their ids; none: all
    /// @throws IOException where they cannot be read
    public KnowledgeBase knowledge(Path folder, Set<String> pathways) throws IOException {
        boolean there =
                pathways.stream()
                        .allMatch(one ->
                                PATHWAY.matcher(one).matches()
                                        && Files.isRegularFile(
                                                folder.resolve(one).resolve("pathway.json")));
        return KnowledgeBase.load(folder, elmFolder(), there ? pathways : Set.of());
    }

    /// The folder with the pathways.
    public Path knowledgeFolder() {
        return home.resolve("knowledge");
    }

    /// The folder with the compiled rules, made by the build.
    public Path elmFolder() {
        return app.resolve("elm");
    }

    /// The file of a store that is kept with the installation.
    public Path store(String name) {
        return storeFolder.resolve(name + ".db");
    }

    /// The folder of the site's maps that is used where no other is named.
    public Path mapsFolder() {
        return storeFolder.resolve("maps");
    }

    /// The states of the knowledge that were applied here.
    public KnowledgeVersions versions() {
        return new KnowledgeVersions(storeFolder.resolve("knowledge"));
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
