package org.osteon.app.http.web;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.osteon.chart.Gzip;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/// Files that wait for the word to take them in: a few of each person, for half an hour. Nobody
/// sees another's, nobody's push another's out, and what a server that was killed left behind is
/// swept away by the next.
@Component
public final class Uploads implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST_OF_ONE = 5;
    private static final long MOST_BYTES_OF_ONE = 200_000_000;
    private static final long MOST_BYTES = 2_000_000_000;
    private static final long MOST_UNPACKED = 64_000_000;
    private static final String PREFIX = "osteon-upload";

    /// What may be left behind in the temporary folder: by uploads, and by looking at them.
    private static final String LEFT = "osteon-{upload,review}*";

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Path folder;

    /// A file that waits, unpacked.
    public record Waiting(String owner, Path file, String name, Instant since, long bytes) {}

    /// Uploads in the temporary folder, which is swept first.
    public Uploads() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    Uploads(Path folder) {
        this.folder = folder;
        sweep(Instant.now());
    }

    /// Keeps a file under a new ticket, unpacked. Its name keeps the ending that tells its form.
    ///
    /// @param owner whose it is: nobody else is given it
    /// @throws Problem where it is larger than what is taken, or no file of ours
    public synchronized String keep(MultipartFile upload, String owner, InstantSource clock)
            throws IOException {
        forgetOld(clock.instant());
        String name = Optional.ofNullable(upload.getOriginalFilename()).orElse("upload.json");
        String ending =
                name.replaceAll("^[^.]*", "")
                        .replaceAll("[^A-Za-z.]", "")
                        .replaceFirst("(?i)\\.gz$", "");
        Path file = Files.createTempFile(folder, PREFIX, ending.isEmpty() ? ".json" : ending);
        try {
            unpack(upload, name, file);
            long bytes = Files.size(file);
            makeRoom(owner, bytes);
            String ticket = UUID.randomUUID().toString();
            waiting.put(ticket, new Waiting(owner, file, name, clock.instant(), bytes));
            return ticket;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void unpack(MultipartFile upload, String name, Path file) throws IOException {
        try (InputStream stream = opened(upload, name);
                OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 16];
            long bytes = 0;
            for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
                bytes += read;
                if (bytes > MOST_UNPACKED) {
                    throw new Problem(
                            ProblemKind.TOO_LARGE,
                            "The file is too large for this page",
                            name
                                    + " unpacks to more than "
                                    + MOST_UNPACKED / 1_000_000
                                    + " MB; the browser can bring in one chart.",
                            ProblemKind.TOO_LARGE.remedy());
                }
                out.write(block, 0, read);
            }
        } catch (ZipException | EOFException e) {
            throw cannotBeUnpacked(name, "is not gzip: " + e.getMessage());
        }
        try (InputStream again = Files.newInputStream(file)) {
            if (Gzip.isPacked(again.readNBytes(2))) {
                throw cannotBeUnpacked(name, "is packed, and what is in it is packed again");
            }
        }
    }

    private static InputStream opened(MultipartFile upload, String name) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(upload.getInputStream(), 1 << 16);
        stream.mark(2);
        byte[] first = stream.readNBytes(2);
        stream.reset();
        if (first.length == 2 && first[0] == 'P' && first[1] == 'K') {
            throw cannotBeUnpacked(name, "is a .zip file, which is not read");
        }
        return Gzip.unpacked(stream);
    }

    private static Problem cannotBeUnpacked(String name, String why) {
        return new Problem(
                ProblemKind.INCOMPLETE,
                "The file cannot be unpacked",
                name + " " + why + ".",
                "Unpack it, and choose the file that is in it.");
    }

    /// The oldest of the same person go; nobody else's do.
    private void makeRoom(String owner, long bytes) {
        List<String> own = new ArrayList<>();
        long ownBytes = bytes;
        long all = bytes;
        for (Map.Entry<String, Waiting> one : waiting.entrySet()) {
            all += one.getValue().bytes();
            if (one.getValue().owner().equals(owner)) {
                own.add(one.getKey());
                ownBytes += one.getValue().bytes();
            }
        }
        for (int i = 0;
                i < own.size() && (own.size() - i >= MOST_OF_ONE || ownBytes > MOST_BYTES_OF_ONE);
                i++) {
            long freed = waiting(own.get(i), owner).map(Waiting::bytes).orElse(0L);
            ownBytes -= freed;
            all -= freed;
            forget(own.get(i));
        }
        if (all > MOST_BYTES) {
            throw new Problem(
                    ProblemKind.BUSY,
                    "Too many files wait",
                    "The files that wait to be taken in fill the room set aside for them.",
                    "Try again in half an hour, or use the command line: osteon import FILE…");
        }
    }

    /// The file of a ticket, for whose it is.
    public synchronized Optional<Waiting> waiting(String ticket, String owner) {
        return Optional.ofNullable(waiting.get(ticket)).filter(one -> one.owner().equals(owner));
    }

    /// Forgets a file that was taken in or is no longer wanted.
    public synchronized void forget(String ticket) {
        Waiting gone = waiting.remove(ticket);
        if (gone != null) {
            delete(gone.file());
        }
    }

    /// Forgets all of them: what was only shown does not outlive the server.
    @Override
    public synchronized void close() {
        waiting.values().forEach(one -> delete(one.file()));
        waiting.clear();
    }

    private void forgetOld(Instant now) {
        List<String> old = new ArrayList<>();
        waiting.forEach((ticket, one) -> {
            if (one.since().plus(KEPT).isBefore(now)) {
                old.add(ticket);
            }
        });
        old.forEach(this::forget);
    }

    /// Takes away what a server that did not end in order left behind.
    private void sweep(Instant now) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, LEFT)) {
            for (Path one : left) {
                if (Files.getLastModifiedTime(one).toInstant().plus(KEPT).isBefore(now)) {
                    sweepAway(one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder cannot be swept", e);
        }
    }

    /// What belongs to somebody else stays.
    private static void sweepAway(Path one) throws IOException {
        if (!Files.isWritable(one)) {
            return;
        }
        if (Files.isDirectory(one)) {
            try (Stream<Path> files = Files.list(one)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(one);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
