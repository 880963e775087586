package org.osteon.pathway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cqframework.cql.elm.serializing.ElmJsonLibraryReader;
import org.cqframework.cql.elm.serializing.ElmJsonLibraryWriter;
import org.hl7.elm.r1.Library;
import org.osteon.chart.Sha256;

/// Compiled libraries as files: a folder with one ELM file per library, and a hash of each CQL file
/// that they come from. Serves whatever has the same files, or some of them with all they include.
final class ElmFiles {
    private static final String HASHES = "cql.sha256";
    private static final String ENDING = ".elm.json";

    private ElmFiles() {}

    static void write(
            Path folder, List<CqlCompiler.CqlSource> sources, Map<String, Library> libraries)
            throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(HASHES));
        for (Map.Entry<String, Library> library : libraries.entrySet()) {
            Files.writeString(
                    folder.resolve(library.getKey() + ENDING),
                    new ElmJsonLibraryWriter().writeAsString(library.getValue()));
        }
        // Last, so that a folder that was not finished serves nothing.
        Files.write(
                folder.resolve(HASHES),
                sources.stream().map(source -> hash(source) + " " + source.name()).toList());
    }

    /// Whether the folder holds what these sources compile to.
    static boolean serves(Path folder, List<CqlCompiler.CqlSource> sources) throws IOException {
        return others(folder, sources).isPresent();
    }

    /// Those that the folder holds beside what these sources compile to; empty where it does not
    /// hold that.
    private static Optional<Set<String>> others(Path folder, List<CqlCompiler.CqlSource> sources)
            throws IOException {
        Path hashes = folder.resolve(HASHES);
        if (!Files.exists(hashes)) {
            return Optional.empty();
        }
        Set<String> there = new HashSet<>(Files.readAllLines(hashes));
        Set<String> others = new HashSet<>();
        there.forEach(line -> others.add(line.substring(line.indexOf(' ') + 1)));
        for (CqlCompiler.CqlSource source : sources) {
            if (!there.contains(hash(source) + " " + source.name())) {
                return Optional.empty();
            }
            others.remove(source.name());
        }
        // Where one that is included is missing, the compiler says where.
        return sources.stream()
                        .anyMatch(source -> source.includes().stream().anyMatch(others::contains))
                ? Optional.empty()
                : Optional.of(others);
    }

    /// The libraries, where the folder holds what these sources compile to.
    static Optional<Map<String, Library>> read(Path folder, List<CqlCompiler.CqlSource> sources)
            throws IOException {
        Optional<Set<String>> others = others(folder, sources);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Library> libraries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList()) {
                String name = file.getFileName().toString();
                String library = name.substring(0, name.length() - ENDING.length());
                // What is no source of ours, the standard's helpers, is there for all.
                if (!others.get().contains(library)) {
                    libraries.put(library, new ElmJsonLibraryReader().read(Files.readString(file)));
                }
            }
        }
        return Optional.of(libraries);
    }

    private static String hash(CqlCompiler.CqlSource source) {
        return Sha256.hex(source.file() + source.text());
    }
}
