package org.osteon.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.osteon.chart.Sha256;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.reading.SiteMapException;

/// The knowledge that is applied, packed to be sent: its files, its compiled rules, the site's
/// maps. Whoever unpacks it holds it against its hash, and each pathway against that of who sent
/// it.
///
/// @param zip the files
/// @param sha256 over the zip
/// @param pathways the knowledge hash of each pathway, by id
record KnowledgeParcel(byte[] zip, String sha256, Map<String, String> pathways)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    private static final String KNOWLEDGE = "knowledge/";
    private static final String ELM = "elm/";
    private static final String MAPS = "maps/";

    /// The first moment of zip files: the same files are the same bytes.
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 1, 1, 0, 0);

    /// What was unpacked in this process.
    private static final Map<String, KnowledgeBase> UNPACKED = new ConcurrentHashMap<>();

    /// Packs the knowledge of a folder.
    ///
    /// @param elm its compiled rules; compiled anew where they are not those of the folder
    /// @param base the same knowledge, with the site's maps
    static KnowledgeParcel of(KnowledgeBase base, Path elm) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        base.files().forEach((name, text) -> files.put(KNOWLEDGE + name, utf8(text)));
        base.maps().files().forEach((name, text) -> files.put(MAPS + name, utf8(text)));
        try (Stream<Path> compiled = Files.list(elm)) {
            for (Path file : compiled.toList()) {
                files.put(ELM + file.getFileName(), Files.readAllBytes(file));
            }
        }
        byte[] zip = zip(files);
        return new KnowledgeParcel(zip, Sha256.hex(zip), hashes(base));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> hashes(KnowledgeBase base) {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (Pathway pathway : base.pathways()) {
            hashes.put(pathway.id(), pathway.knowledgeHash());
        }
        return hashes;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LONG_AGO);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// The knowledge, unpacked once in each process.
    ///
    /// @throws IllegalStateException where it is not what was sent
    KnowledgeBase unpacked() {
        return UNPACKED.computeIfAbsent(sha256, unused -> unpack());
    }

    private KnowledgeBase unpack() {
        String arrived = Sha256.hex(zip);
        if (!arrived.equals(sha256)) {
            throw new IllegalStateException(
                    "the knowledge that arrived is not what was sent: sha256 "
                            + arrived
                            + " instead of "
                            + sha256);
        }
        try {
            KnowledgeBase base = load(zip);
            Map<String, String> here = hashes(base);
            if (!here.equals(pathways)) {
                throw new IllegalStateException(
                        "the knowledge reads otherwise here than where it was sent from: "
                                + here
                                + " instead of "
                                + pathways);
            }
            return base;
        } catch (IOException e) {
            throw new UncheckedIOException("the knowledge cannot be unpacked", e);
        }
    }

    private static KnowledgeBase load(byte[] zip) throws IOException {
        Path folder = Files.createTempDirectory("osteon-knowledge");
        try {
            unzip(zip, folder);
            KnowledgeBase base = KnowledgeBase.load(folder.resolve(KNOWLEDGE), folder.resolve(ELM));
            Path maps = folder.resolve(MAPS);
            return Files.isDirectory(maps) ? base.withMaps(maps) : base;
        } catch (SiteMapException e) {
            throw new IOException("the site's maps: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    /// Unpacks a zip into a folder.
    static void unzip(byte[] zip, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("a name that leads elsewhere: " + entry.getName());
                }
                Path parent = file.getParent();
                Files.createDirectories(parent == null ? folder : parent);
                Files.write(file, in.readAllBytes());
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static String sha256(InputStream stream) throws IOException {
        MessageDigest digest = Sha256.begun();
        byte[] buffer = new byte[1 << 16];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
