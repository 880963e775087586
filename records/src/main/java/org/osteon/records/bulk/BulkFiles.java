package org.osteon.records.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osteon.store.intake.Outgoing;

/// The files of one export, its owner's only. What was written after the last time that it was
/// noted down is cut off when the export goes on.
final class BulkFiles implements AutoCloseable {
    private static final int AT_ONCE = 1 << 16;

    private final Path folder;
    private final Map<String, Open> files = new LinkedHashMap<>();

    /// A file that grows.
    private static final class Open {
        private final FileChannel channel;
        private final StringBuilder unwritten = new StringBuilder();
        private long lines;
        private long bytes;

        Open(FileChannel channel, BulkJob.Written before) {
            this.channel = channel;
            this.lines = before.lines();
            this.bytes = before.bytes();
        }

        void write() throws IOException {
            ByteBuffer text =
                    ByteBuffer.wrap(unwritten.toString().getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                bytes += channel.write(text, bytes);
            }
            unwritten.setLength(0);
        }
    }

    /// @param before what counts of what is there
    BulkFiles(Path folder, Map<String, BulkJob.Written> before) throws IOException {
        this.folder = folder;
        makeFolder(folder);
        try (Stream<Path> there = Files.list(folder)) {
            for (Path file : there.toList()) {
                if (!before.containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        for (var one : before.entrySet()) {
            open(one.getKey(), one.getValue());
        }
    }

    /// Makes a folder that nobody else opens, where there is none.
    static void makeFolder(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createDirectories(folder, owners);
    }

    private Open open(String name, BulkJob.Written before) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() < before.bytes()) {
            channel.close();
            throw new IOException(name + " is shorter than it was written");
        }
        channel.truncate(before.bytes());
        Open open = new Open(channel, before);
        files.put(name, open);
        return open;
    }

    void add(String name, String line) throws IOException {
        Open file = files.get(name);
        if (file == null) {
            file = open(name, new BulkJob.Written(0, 0));
        }
        file.unwritten.append(line).append('\n');
        file.lines++;
        if (file.unwritten.length() > AT_ONCE) {
            file.write();
        }
    }

    /// Tells of all lines of resources that are there, to go on from them.
    void recall(Outgoing outgoing) throws IOException {
        for (String name : List.copyOf(files.keySet())) {
            if (name.equals(BulkJob.DELETED) || name.equals(BulkJob.ERRORS)) {
                continue;
            }
            String type = name.substring(0, name.indexOf('.'));
            try (BufferedReader reader = Files.newBufferedReader(folder.resolve(name))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    outgoing.wrote(new Outgoing.Line(type, line));
                }
            }
        }
    }

    /// All that was added is on disk when this returns.
    ///
    /// @return how much of each file that is
    Map<String, BulkJob.Written> keep() throws IOException {
        Map<String, BulkJob.Written> written = new TreeMap<>();
        for (var one : files.entrySet()) {
            Open file = one.getValue();
            file.write();
            file.channel.force(true);
            written.put(one.getKey(), new BulkJob.Written(file.lines, file.bytes));
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        for (Open one : files.values()) {
            one.channel.close();
        }
    }

    /// Takes an export's folder away, with what is in it.
    static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be taken away", e);
        }
    }
}
