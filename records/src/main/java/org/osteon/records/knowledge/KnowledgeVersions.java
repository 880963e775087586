package org.osteon.records.knowledge;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osteon.chart.Sha256;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.reading.SiteMapException;
import org.osteon.records.words.Problem;

/// Every state of the knowledge, and of a site's maps, that was ever applied: kept by its hash, so
/// that an assessment of the past can be made again after an upgrade, byte for byte (X4).
///
/// A folder with the content of every file under its own SHA-256, and for each state a list of its
/// pathways' hashes and of its files.
public final class KnowledgeVersions {
    private static final int SHORTEST = 8;
    private static final String PATHWAY = "pathway ";
    private static final String KNOWLEDGE = "knowledge/";
    private static final String MAPS = "maps/";

    private final Path folder;

    /// Kept in this folder, which is made when first needed.
    public KnowledgeVersions(Path folder) {
        this.folder = folder;
    }

    /// Keeps the state that is applied, where it is not kept yet.
    ///
    /// @return its hash
    /// @throws IOException where it cannot be written
    public String keep(KnowledgeBase knowledge) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Pathway pathway : knowledge.pathways()) {
            list.append(PATHWAY)
                    .append(pathway.knowledgeHash())
                    .append(' ')
                    .append(pathway.id())
                    .append('\n');
        }
        Map<String, String> contents = new TreeMap<>();
        new TreeMap<>(knowledge.files())
                .forEach((name, text) -> {
                    contents.put(knowledge.fileHash(name), text);
                    list(list, knowledge.fileHash(name), KNOWLEDGE + name);
                });
        new TreeMap<>(knowledge.maps().files())
                .forEach((name, text) -> {
                    contents.put(Sha256.hex(text), text);
                    list(list, Sha256.hex(text), MAPS + name);
                });
        String hash = Sha256.hex(list.toString());
        Path listed = folder.resolve(hash + ".txt");
        if (!Files.exists(listed)) {
            Path kept = Files.createDirectories(folder.resolve("files"));
            for (Map.Entry<String, String> content : contents.entrySet()) {
                write(kept.resolve(content.getKey()), content.getValue());
            }
            write(listed, list.toString());
        }
        return hash;
    }

    private static void list(StringBuilder list, String hash, String name) {
        list.append(hash).append(' ').append(name).append('\n');
    }

    /// Whole or not at all: another process may be keeping the same.
    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path written = Files.createTempFile(file.getParent(), "new", ".part");
        Files.writeString(written, text);
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException _) {
            Files.delete(written);
        }
    }

    /// A state of before.
    ///
    /// @param hash of a pathway's knowledge as an assessment names it, or of the whole state; its
    ///   beginning is enough where only one begins so
    /// @throws Problem where there is none, or more than one
    /// @throws IOException where it cannot be read
    public KnowledgeBase load(String hash) throws IOException {
        Path list = listOf(hash);
        List<String> lines = Files.readAllLines(list);
        String name = list.getFileName().toString().replace(".txt", "");
        Path unpacked = folder.resolve("unpacked").resolve(name);
        Path knowledge = unpacked.resolve("knowledge");
        Path maps = unpacked.resolve("maps");
        Path elm = unpacked.resolve("elm");
        if (!Files.isDirectory(elm)) {
            for (String line : lines) {
                if (!line.startsWith(PATHWAY)) {
                    int blank = line.indexOf(' ');
                    unpack(line.substring(0, blank), unpacked.resolve(line.substring(blank + 1)));
                }
            }
            KnowledgeBase.compile(knowledge, elm);
        }
        KnowledgeBase base = KnowledgeBase.load(knowledge, elm);
        try {
            return Files.isDirectory(maps) ? base.withMaps(maps) : base;
        } catch (SiteMapException e) {
            throw new IOException("the kept maps cannot be read: " + e.getMessage(), e);
        }
    }

    /// A whole state that was applied.
    ///
    /// @param since when it was first applied here
    /// @param pathways the hash of each pathway's knowledge, by its id
    public record Whole(String hash, Instant since, Map<String, String> pathways) {
        public Whole {
            pathways = Map.copyOf(pathways);
        }
    }

    /// The states that were applied, the latest first.
    ///
    /// @throws IOException where they cannot be read
    public List<Whole> all() throws IOException {
        List<Whole> all = new ArrayList<>();
        for (Path list : lists()) {
            Map<String, String> pathways = new TreeMap<>();
            for (String line : Files.readAllLines(list)) {
                if (line.startsWith(PATHWAY)) {
                    int blank = line.lastIndexOf(' ');
                    pathways.put(
                            line.substring(blank + 1), line.substring(PATHWAY.length(), blank));
                }
            }
            all.add(
                    new Whole(
                            list.getFileName().toString().replace(".txt", ""),
                            Files.getLastModifiedTime(list).toInstant(),
                            pathways));
        }
        all.sort(Comparator.comparing(Whole::since).reversed());
        return List.copyOf(all);
    }

    private List<Path> lists() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> lists = Files.list(folder)) {
            return lists.filter(file -> file.toString().endsWith(".txt")).toList();
        }
    }

    /// A state of a pathway that was applied.
    ///
    /// @param hash of the pathway's knowledge
    /// @param since when it was first applied here
    /// @param list the list of its files
    public record State(String hash, Instant since, Path list) {}

    /// The states of a pathway that were applied, the oldest first, each once.
    ///
    /// @throws IOException where they cannot be read
    public List<State> states(String pathway) throws IOException {
        List<State> states = new ArrayList<>();
        for (Path list : lists()) {
            for (String line : Files.readAllLines(list)) {
                if (line.startsWith(PATHWAY) && line.endsWith(" " + pathway)) {
                    states.add(
                            new State(
                                    line.substring(PATHWAY.length(), line.lastIndexOf(' ')),
                                    Files.getLastModifiedTime(list).toInstant(),
                                    list));
                }
            }
        }
        states.sort(Comparator.comparing(State::since));
        Map<String, State> first = new LinkedHashMap<>();
        states.forEach(state -> first.putIfAbsent(state.hash(), state));
        return List.copyOf(first.values());
    }

    /// The files of a state that a pathway rests on, by name within the knowledge folder.
    ///
    /// @throws IOException where they cannot be read, or were changed
    public Map<String, String> files(State state, String pathway) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String line : Files.readAllLines(state.list())) {
            int blank = line.indexOf(' ');
            String name = line.substring(blank + 1);
            if (name.startsWith(KNOWLEDGE + pathway + "/")
                    || name.startsWith(KNOWLEDGE + "common/")) {
                files.put(name.substring(KNOWLEDGE.length()), content(line.substring(0, blank)));
            }
        }
        return files;
    }

    private String content(String hash) throws IOException {
        String text = Files.readString(folder.resolve("files").resolve(hash));
        if (!Sha256.hex(text).equals(hash)) {
            throw new IOException("a kept file was changed: " + hash);
        }
        return text;
    }

    private void unpack(String hash, Path to) throws IOException {
        if (!to.normalize().startsWith(folder)) {
            throw new IOException("a kept file has a name that leads elsewhere: " + to);
        }
        String text = content(hash);
        Files.createDirectories(Optional.ofNullable(to.getParent()).orElse(folder));
        Files.writeString(to, text);
    }

    private Path listOf(String hash) throws IOException {
        if (hash.length() < SHORTEST || !hash.matches("[0-9a-f]+")) {
            throw Problem.unusable(
                    "a knowledge version is named by its sha256, at least "
                            + SHORTEST
                            + " characters of it, not '"
                            + hash
                            + "'");
        }
        List<Path> found = new ArrayList<>();
        for (Path list : lists()) {
            if (list.getFileName().toString().startsWith(hash)
                    || Files.readAllLines(list).stream()
                            .anyMatch(line -> line.startsWith(PATHWAY + hash))) {
                found.add(list);
            }
        }
        if (found.isEmpty()) {
            throw Problem.unusable("no knowledge version " + hash + " is kept in " + folder);
        }
        // Several states may hold the same pathway: what it concludes is the same in all of them.
        found.sort(null);
        return found.getFirst();
    }
}
