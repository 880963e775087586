package org.osteon.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osteon.pathway.KnowledgeBase;

/// Run by the build: the delivered knowledge and its compiled rules as one file within the jar, so
/// that a cluster needs nothing but the jar.
final class KnowledgePack {
    /// The file's name beside this class.
    static final String NAME = "knowledge.zip";

    private KnowledgePack() {}

    /// Packs it.
    ///
    /// @param args the knowledge folder, the folder of its compiled rules, and the file to write
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path elm = Path.of(args[1]);
        Path file = Path.of(args[2]);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, KnowledgeParcel.of(KnowledgeBase.load(folder, elm), elm).zip());
    }
}
