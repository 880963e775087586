package org.osteon.pathway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cqframework.cql.elm.serializing.ElmJsonLibraryReader;
import org.cqframework.cql.elm.serializing.ElmJsonLibraryWriter;
import org.hl7.elm.r1.Library;

/// Compiled libraries as files: a folder with one ELM file per library, and a hash of the CQL they
/// come from.
final class ElmFiles {
    private static final String HASH = "cql.sha256";

    private ElmFiles() {}

    static void write(
            Path folder, List<CqlCompiler.CqlSource> sources, Map<String, Library> libraries)
            throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Library> library : libraries.entrySet()) {
            Files.writeString(
                    folder.resolve(library.getKey() + ".elm.json"),
                    new ElmJsonLibraryWriter().writeAsString(library.getValue()));
        }
        Files.writeString(folder.resolve(HASH), hash(sources));
    }

    /// The libraries, where the folder holds what these sources compile to.
    static Optional<Map<String, Library>> read(Path folder, List<CqlCompiler.CqlSource> sources)
            throws IOException {
        Path hash = folder.resolve(HASH);
        if (!Files.exists(hash) || !Files.readString(hash).equals(hash(sources))) {
            return Optional.empty();
        }
        Map<String, Library> libraries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".elm.json")).sorted().toList()) {
                Library library = new ElmJsonLibraryReader().read(Files.readString(file));
                String name = file.getFileName().toString();
                libraries.put(name.substring(0, name.length() - ".elm.json".length()), library);
            }
        }
        return Optional.of(libraries);
    }

    private static String hash(List<CqlCompiler.CqlSource> sources) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CqlCompiler.CqlSource source : sources) {
                digest.update(source.file().getBytes(StandardCharsets.UTF_8));
                digest.update(source.text().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
