package org.osteon.app.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.words.Problem;
import org.osteon.workflow.forms.FormLibrary;
import picocli.CommandLine.Option;

/// A site's own forms, beside those that are delivered.
public final class FormsOption {
    /// What a site completes beside forms: numbers of its registry, clocks that its law sets.
    private static final List<String> BESIDE = List.of("registry", "regions");

    @Option(
            names = "--forms",
            paramLabel = "DIR",
            description =
                    "folder of the site's own forms (*.json), with their cases in its folder"
                            + " cases; one with the address of a delivered form takes its place;"
                            + " its folders registry and regions complete what is delivered")
    private @Nullable Path folder;

    /// The forms of a knowledge base, and the site's.
    ///
    /// @throws Problem where there is no such folder
    public FormLibrary library(KnowledgeBase knowledge) throws IOException {
        return FormLibrary.of(knowledge, texts());
    }

    /// Where it lies; empty where none was given.
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    private Map<String, String> texts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (folder == null) {
            return texts;
        }
        if (!Files.isDirectory(folder)) {
            throw Problem.unusable("no such folder of forms: " + folder);
        }
        put(folder, texts);
        for (String more : BESIDE) {
            if (Files.isDirectory(folder.resolve(more))) {
                put(folder.resolve(more), texts);
            }
        }
        return texts;
    }

    private static void put(Path from, Map<String, String> texts) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            for (Path file : all) {
                texts.put(file.toString(), text(file));
            }
        }
    }

    /// One that is no text is named among the forms that cannot be used.
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException _) {
            return "not UTF-8";
        }
    }
}
