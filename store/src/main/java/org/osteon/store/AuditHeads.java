package org.osteon.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Ends of the chain in a file outside the database, a line each: when, the head, its signature.
/// With them a verification finds that a tail was cut off. Copies of the file are worth keeping
/// elsewhere.
final class AuditHeads {
    private final Path file;
    private final AuditKey key;

    AuditHeads(Path file, AuditKey key) {
        this.file = file;
        this.key = key;
    }

    /// Adds a line and waits until it is on disk.
    void add(AuditHead head, Instant at) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file);
        }
        String signature = Base64.getEncoder().encodeToString(key.sign(line(at, head)));
        try (var channel =
                java.nio.channels.FileChannel.open(
                        file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(
                    StandardCharsets.UTF_8.encode(
                            "%s %d:%s %s%n"
                                    .formatted(at, head.sequence(), head.hash(), signature)));
            channel.force(true);
        }
    }

    /// Those that were written; none where there is no file.
    ///
    /// @throws IOException where a line is none, or was not signed by this key
    List<AuditHead> all() throws IOException {
        List<AuditHead> heads = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                heads.add(head(line));
            }
        }
        return heads;
    }

    private AuditHead head(String line) throws IOException {
        try {
            String[] parts = line.split(" ", -1);
            String[] end = parts[1].split(":", -1);
            AuditHead head = new AuditHead(Long.parseLong(end[0]), end[1]);
            if (key.hasSigned(
                    line(Instant.parse(parts[0]), head), Base64.getDecoder().decode(parts[2]))) {
                return head;
            }
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | java.time.DateTimeException _) {
            // Told below, as what it is: none of ours.
        }
        throw new IOException("not a head that this store signed: " + line);
    }

    /// What a signature covers.
    private static Hash line(Instant at, AuditHead head) {
        return new FieldHash()
                .add("head")
                .add(at.toString())
                .add(head.sequence())
                .add(head.hash())
                .result();
    }
}
