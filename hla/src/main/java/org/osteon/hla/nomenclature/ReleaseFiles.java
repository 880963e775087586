package org.osteon.hla.nomenclature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the files of one release lie, by their published path such as `wmda/hla_nom.txt`.
@FunctionalInterface
public interface ReleaseFiles {
    /// The folder of the release that comes with this library, inside its resources.
    String DELIVERED = "ipd-imgt-hla-3.58.0";

    /// The bytes of a file, or empty when the release has no such file.
    Optional<byte[]> read(String path) throws IOException;

    /// A folder as published: it has `wmda/` inside.
    static ReleaseFiles folder(Path folder) {
        return path -> {
            var file = folder.resolve(path);
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readAllBytes(file))
                    : Optional.empty();
        };
    }

    /// The release delivered with this library, unmodified.
    static ReleaseFiles delivered() {
        return path -> {
            try (InputStream in =
                    ReleaseFiles.class.getResourceAsStream(
                            "/org/osteon/hla/" + DELIVERED + "/" + path)) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        };
    }

    /// The text of a file that the release must have.
    default String text(String path) throws IOException {
        return new String(
                read(path)
                        .orElseThrow(() ->
                                new IOException(
                                        "the release has no file "
                                                + path
                                                + "; a folder as published by"
                                                + " IPD-IMGT/HLA is expected, with wmda/"
                                                + " inside")),
                StandardCharsets.UTF_8);
    }

    /// The text of a file, or nothing when the release has none.
    default String optionalText(String path) throws IOException {
        return read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
}
