package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.reading.SiteMapException;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// Which knowledge is applied.
public final class KnowledgeOption {
    @Option(
            names = "--knowledge",
            paramLabel = "DIR",
            description =
                    "folder of pathways to use instead of the one that comes with Osteon: a"
                            + " folder per pathway, and common")
    private @Nullable Path folder;

    @Option(
            names = "--maps",
            paramLabel = "DIR",
            description =
                    "folder of the site's maps: FHIR ConceptMaps (*.json) from its own codes and"
                            + " words, and units.csv; default: the environment's OSTEON_MAPS, else"
                            + " .osteon/maps in the project's folder where there is one")
    private @Nullable Path maps;

    /// Loads it.
    public KnowledgeBase load() throws IOException {
        return load(Set.of());
    }

    /// Loads some pathways of it, where it has them; else all.
    ///
    /// @param pathways by their ids; none: all
    public KnowledgeBase load(Set<String> pathways) throws IOException {
        return withMaps(base(pathways), mapsFolder());
    }

    /// Loads it for the demonstration: where no maps are named, with those of the made-up site, in
    /// a folder where the pages may write.
    public KnowledgeBase loadForDemo() throws IOException {
        Path made = folder().resolve("common/demo/maps");
        return withMaps(
                base(Set.of()),
                isMapped() || !Files.isDirectory(made)
                        ? mapsFolder()
                        : copied(made, Installation.here().storeFolder().resolve("demo-maps")));
    }

    private static Path copied(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private KnowledgeBase base(Set<String> pathways) throws IOException {
        if (folder == null) {
            return Installation.here().knowledge(pathways);
        }
        if (!Files.isDirectory(folder)) {
            throw Problem.unusable("no such knowledge folder: " + folder);
        }
        return Installation.here().knowledge(folder, pathways);
    }

    private static KnowledgeBase withMaps(KnowledgeBase base, @Nullable Path mapped)
            throws IOException {
        if (mapped == null) {
            return base;
        }
        try {
            return base.withMaps(mapped);
        } catch (SiteMapException e) {
            throw Problem.unusable("the site's maps: " + e.getMessage());
        }
    }

    private @Nullable Path mapsFolder() {
        if (!isMapped()) {
            Path standard = Installation.here().mapsFolder();
            return Files.isDirectory(standard) ? standard : null;
        }
        Path given = maps == null ? Path.of(environment()) : maps;
        if (!Files.isDirectory(given)) {
            throw Problem.unusable("no such folder of maps: " + given);
        }
        return given;
    }

    private boolean isMapped() {
        return maps != null || !environment().isBlank();
    }

    private static String environment() {
        return Objects.requireNonNullElse(System.getenv("OSTEON_MAPS"), "");
    }

    /// Where it lies.
    public Path folder() {
        return folder == null ? Installation.here().knowledgeFolder() : folder;
    }
}
