package org.osteon.pathway;

import java.io.IOException;
import java.nio.file.Path;

/// The build's step from rules as clinicians read them to rules that start at once. Ends with exit
/// code 1, and says what is wrong and where, where the knowledge is broken.
final class KnowledgeCompiler {
    private KnowledgeCompiler() {}

    /// Compiles.
    ///
    /// @param arguments the knowledge folder, and the folder for what comes of it
    public static void main(String[] arguments) throws IOException {
        Path knowledge = Path.of(arguments[0]);
        Path elm = Path.of(arguments[1]);
        try {
            KnowledgeBase.compile(knowledge, elm);
            KnowledgeBase.prepare(knowledge, elm);
        } catch (BrokenKnowledgeException e) {
            e.problems().forEach(problem -> System.err.println("[ERROR] " + problem));
            System.err.println("[ERROR] The knowledge in " + knowledge.normalize() + " is broken.");
            System.exit(1);
        }
    }
}
