package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osteon.app.words.Problem;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.reading.SiteMapException;
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
        return withMaps(base());
    }

    private KnowledgeBase base() throws IOException {
        if (folder == null) {
            return Installation.here().knowledge();
        }
        if (!Files.isDirectory(folder)) {
            throw Problem.unusable("no such knowledge folder: " + folder);
        }
        return KnowledgeBase.load(folder);
    }

    private KnowledgeBase withMaps(KnowledgeBase base) throws IOException {
        Path mapped = mapsFolder();
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
        String environment = System.getenv("OSTEON_MAPS");
        if (maps == null && (environment == null || environment.isBlank())) {
            Path standard = Installation.here().mapsFolder();
            return Files.isDirectory(standard) ? standard : null;
        }
        Path given = maps == null ? Path.of(String.valueOf(environment)) : maps;
        if (!Files.isDirectory(given)) {
            throw Problem.unusable("no such folder of maps: " + given);
        }
        return given;
    }

    /// Where it lies.
    public Path folder() {
        return folder == null ? Installation.here().knowledgeFolder() : folder;
    }
}
