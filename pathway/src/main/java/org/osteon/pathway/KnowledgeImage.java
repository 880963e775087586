package org.osteon.pathway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.osteon.chart.Sha256;

/// A knowledge folder as the build found it, in one file: what its files hold, byte for byte, and
/// what came of reading, hashing, checking and compiling them. It serves whoever has the very same
/// files, and nobody else; a file that was damaged serves nobody.
final class KnowledgeImage {
    /// Its name in the folder of compiled rules.
    static final String FILE = "knowledge.image";

    /// Changes with the form of what follows.
    private static final byte[] MAGIC = "Osteon knowledge 1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int CHECK = 8;

    private final Map<String, String> fileHashes;
    private final Map<String, String> hashes;
    private final CqlLibraries libraries;

    private KnowledgeImage(
            Map<String, String> fileHashes, Map<String, String> hashes, CqlLibraries libraries) {
        this.fileHashes = fileHashes;
        this.hashes = hashes;
        this.libraries = libraries;
    }

    /// Writes it, whole or not at all.
    ///
    /// @param files what it was made of, by name
    /// @param hashes of the knowledge of each that can be asked, by its file
    /// @param elm the libraries, as [ElmImageWriter] writes them
    static void write(Path file, Map<String, byte[]> files, Map<String, String> hashes, byte[] elm)
            throws IOException {
        ImageBytes.Out head = new ImageBytes.Out();
        head.number(files.size());
        new TreeMap<>(files)
                .forEach((name, content) -> {
                    head.text(name);
                    head.text(Sha256.hex(content));
                    head.number(content.length);
                });
        head.number(hashes.size());
        hashes.forEach((name, hash) -> {
            head.text(name);
            head.text(hash);
        });
        ImageBytes.Out all = new ImageBytes.Out();
        all.all(head.bytes());
        all.all(elm);
        new TreeMap<>(files).values().forEach(all::raw);
        byte[] rest = all.bytes();
        ImageBytes.Out whole = new ImageBytes.Out();
        whole.raw(MAGIC);
        whole.raw(check(rest));
        whole.raw(rest);
        Path part = file.resolveSibling(FILE + ".part");
        Files.write(part, whole.bytes());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] check(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return "%08x".formatted(sum.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    /// The image in a folder of compiled rules, where it is one of these very files.
    ///
    /// @param files by name
    static Optional<KnowledgeImage> in(Path folder, Map<String, byte[]> files) {
        Path file = folder.resolve(FILE);
        byte[] magic;
        byte[] check;
        byte[] rest;
        try (InputStream stream = Files.newInputStream(file)) {
            magic = stream.readNBytes(MAGIC.length);
            check = stream.readNBytes(CHECK);
            rest = stream.readAllBytes();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log().log(System.Logger.Level.WARNING, "{0} cannot be read, and is not used", file);
            return Optional.empty();
        }
        if (!Arrays.equals(magic, MAGIC)) {
            return Optional.empty();
        }
        if (!Arrays.equals(check, check(rest))) {
            log().log(System.Logger.Level.WARNING, "{0} is damaged, and not used", file);
            return Optional.empty();
        }
        return read(rest, files);
    }

    private static Optional<KnowledgeImage> read(byte[] all, Map<String, byte[]> files) {
        ImageBytes.In in = new ImageBytes.In(all, 0);
        ImageBytes.In head = in.part();
        int elmLength = in.number();
        int elm = in.at();
        in.skip(elmLength);
        int count = head.number();
        if (count != files.size()) {
            return Optional.empty();
        }
        Map<String, String> fileHashes = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = head.text();
            fileHashes.put(name, head.text());
            int length = head.number();
            byte[] content = files.get(name);
            if (content == null
                    || !Arrays.equals(content, 0, content.length, all, in.at(), in.at() + length)) {
                return Optional.empty();
            }
            in.skip(length);
        }
        Map<String, String> hashes = new HashMap<>();
        for (int rest = head.number(); rest > 0; rest--) {
            String name = head.text();
            hashes.put(name, head.text());
        }
        return Optional.of(
                new KnowledgeImage(
                        Map.copyOf(fileHashes),
                        Map.copyOf(hashes),
                        new CqlLibraries(
                                new ElmImage(Arrays.copyOfRange(all, elm, elm + elmLength)))));
    }

    /// SHA-256 (hex) of each file, by its name.
    Map<String, String> fileHashes() {
        return fileHashes;
    }

    /// The hash of the knowledge that something rests on that can be asked, by its file.
    Optional<String> hash(String file) {
        return Optional.ofNullable(hashes.get(file));
    }

    /// The compiled rules.
    CqlLibraries libraries() {
        return libraries;
    }

    /// Looked for when there is something to say, as every jar is looked into.
    private static System.Logger log() {
        return System.getLogger(KnowledgeImage.class.getName());
    }
}
