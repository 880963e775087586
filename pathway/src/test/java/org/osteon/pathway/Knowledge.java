package org.osteon.pathway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The delivered knowledge and its worked cases, loaded once for all tests.
final class Knowledge {
    /// Of the project, seen from the module's folder, where tests run.
    private static final Path ROOT = Path.of("..");

    static final KnowledgeBase BASE = load();

    private Knowledge() {}

    private static KnowledgeBase load() {
        try {
            return KnowledgeBase.load(ROOT.resolve("knowledge"), Path.of("target", "elm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The cases that stand beside a pathway.
    static List<WorkedCase> ownCases(Pathway pathway) {
        return cases(ownFolder(pathway));
    }

    /// Those that the specification gives, where it lies beside the project.
    static List<WorkedCase> givenCases(Pathway pathway) {
        return cases(givenFolder(pathway));
    }

    static List<WorkedCase> allCases(Pathway pathway) {
        List<WorkedCase> all = new ArrayList<>(ownCases(pathway));
        all.addAll(givenCases(pathway));
        return all;
    }

    /// All of all pathways.
    static List<WorkedCase> allCases() {
        return BASE.pathways().stream().flatMap(pathway -> allCases(pathway).stream()).toList();
    }

    static Pathway pathwayOf(WorkedCase one) {
        return BASE.pathway(one.pathway()).orElseThrow();
    }

    private static Path ownFolder(Pathway pathway) {
        return ROOT.resolve("knowledge").resolve(pathway.id()).resolve("cases");
    }

    private static Path givenFolder(Pathway pathway) {
        return ROOT.resolve("../shared/cases").resolve(pathway.id());
    }

    static boolean hasGivenCases() {
        return Files.isDirectory(ROOT.resolve("../shared/cases"));
    }

    private static List<WorkedCase> cases(Path folder) {
        try {
            return WorkedCase.in(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
