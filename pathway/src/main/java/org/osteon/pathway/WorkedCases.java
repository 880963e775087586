package org.osteon.pathway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The worked cases of a folder, in the order of the files' names and within them. A file that
/// cannot be read costs its own cases only.
///
/// @param read those that can be read
/// @param unread of each file that cannot: its path, and why
public record WorkedCases(List<WorkedCase> read, List<String> unread) {
    /// Of the given ones.
    public WorkedCases {
        read = List.copyOf(read);
        unread = List.copyOf(unread);
    }

    /// Those of a pathway in a knowledge folder.
    ///
    /// @throws IOException where the folder cannot be read
    public static WorkedCases of(Path knowledge, Pathway pathway) throws IOException {
        return in(knowledge.resolve(pathway.id()).resolve("cases"));
    }

    /// Those of a folder's files (`*.json`); none where there is no such folder.
    ///
    /// @throws IOException where the folder cannot be read
    public static WorkedCases in(Path folder) throws IOException {
        List<WorkedCase> read = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                    try {
                        read.addAll(CaseFile.cases(file));
                    } catch (IOException e) {
                        unread.add(String.valueOf(e.getMessage()));
                    }
                }
            }
        }
        return new WorkedCases(read, unread);
    }

    /// All of them.
    ///
    /// @throws IOException where a file cannot be read
    List<WorkedCase> all() throws IOException {
        if (!unread.isEmpty()) {
            throw new IOException(String.join("; ", unread));
        }
        return read;
    }
}
