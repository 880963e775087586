package org.osteon.hla.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.RegistryVersion.Changed;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// A registry of donors in a folder. Searches take [#version()] and are not disturbed by changes.
/// Changes are written to a journal before they are seen; [#merge()] brings them into new columns.
/// One process may write at a time.
public final class Registry implements AutoCloseable {
    private static final String CURRENT = "CURRENT";
    private static final String JOURNAL = "changes.log";

    private final Path folder;
    private TypingReader reader;
    private BaseSegment base;
    private Path baseFolder;
    private Map<Locus, LocusDictionary> dictionaries;
    private final List<Changed> changed = new ArrayList<>();
    private final Map<String, Integer> changedById = new HashMap<>();
    private BitSet gone = new BitSet();
    private long number;
    private long journalBytes;
    private volatile RegistryVersion version;

    private Registry(Path folder, TypingReader reader) throws IOException {
        this.folder = folder;
        this.reader = reader;
        this.baseFolder = folder.resolve(Files.readString(folder.resolve(CURRENT)).strip());
        this.base = BaseSegment.open(baseFolder);
        this.dictionaries = base.readDictionaries(reader);
        this.version = view();
        replayJournal();
        journalBytes = journalSize();
    }

    /// Opens a registry; its typings are read under the reader's release.
    public static Registry open(Path folder, TypingReader reader) throws IOException {
        if (!exists(folder)) {
            throw new IOException(
                    folder
                            + " is no registry; make one with 'osteon donors import --registry "
                            + folder
                            + " FILE'");
        }
        return new Registry(folder, reader);
    }

    /// Whether a registry lies in a folder.
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(CURRENT));
    }

    /// Starts a new state of a registry, on top of the present one if there is one.
    public static Writer writer(Path folder, TypingReader reader) throws IOException {
        return new Writer(folder, reader);
    }

    /// The present state.
    public RegistryVersion version() {
        return version;
    }

    /// The present state with donors beside it who are one patient's own: relatives. Nobody else
    /// sees them, and nothing is written.
    public synchronized RegistryVersion versionWith(Map<Donor, Typing> relatives) {
        var all = new ArrayList<>(changed);
        relatives.forEach((donor, typing) -> all.add(new Changed(donor, entries(typing))));
        return version(version.number(), all);
    }

    /// Whether another process has written since: open it again to see what.
    public synchronized boolean isOutdated() throws IOException {
        return !Files.readString(folder.resolve(CURRENT))
                        .strip()
                        .equals(String.valueOf(baseFolder.getFileName()))
                || journalSize() != journalBytes;
    }

    private long journalSize() throws IOException {
        var journal = baseFolder.resolve(JOURNAL);
        return Files.exists(journal) ? Files.size(journal) : 0;
    }

    /// Where the registry lies.
    public Path folder() {
        return folder;
    }

    /// Adds a donor or replaces the one of the same id. Seen by the next search.
    public synchronized void put(Donor donor, Typing typing) throws IOException {
        appendToJournal(DonorLine.put(donor, typing));
        apply(donor, typing);
        version = view();
    }

    /// Removes a donor; false when there is none of this id.
    public synchronized boolean remove(String id) throws IOException {
        if (version.find(id).isEmpty()) {
            return false;
        }
        appendToJournal(DonorLine.remove(id));
        applyRemoval(id);
        version = view();
        return true;
    }

    /// Reads all typings again under another release. Donors are not touched; searches under way
    /// keep the old names.
    public synchronized void switchRelease(TypingReader newReader) throws IOException {
        var texts = new EnumMap<Locus, LocusDictionary>(Locus.class);
        dictionaries.forEach((locus, dictionary) ->
                texts.put(locus, LocusDictionary.of(locus, dictionary.texts(), newReader)));
        reader = newReader;
        dictionaries = texts;
        version = view();
    }

    /// Merges all changes into new columns.
    public synchronized void merge() throws IOException {
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        try (var writer = new Writer(folder, reader)) {
            writer.commit();
        }
        baseFolder = folder.resolve(Files.readString(folder.resolve(CURRENT)).strip());
        base = BaseSegment.open(baseFolder);
        dictionaries = base.readDictionaries(reader);
        changed.clear();
        changedById.clear();
        gone = new BitSet();
        journalBytes = journalSize();
        version = view();
    }

    private RegistryVersion view() {
        return version(number++, changed);
    }

    private RegistryVersion version(long stateNumber, List<Changed> donors) {
        var entries = new EnumMap<Locus, LocusEntries>(Locus.class);
        dictionaries.forEach((locus, dictionary) -> entries.put(locus, dictionary.view()));
        return new RegistryVersion(
                stateNumber,
                base,
                reader,
                entries,
                List.copyOf(donors),
                donors.size(),
                (BitSet) gone.clone());
    }

    private void apply(Donor donor, Typing typing) {
        applyRemoval(donor.id());
        changedById.put(donor.id(), changed.size());
        changed.add(new Changed(donor, entries(typing)));
    }

    private int[] entries(Typing typing) {
        int[] entries = new int[Locus.values().length];
        dictionaries.forEach((locus, dictionary) ->
                entries[RegistryBuilder.index(locus)] = dictionary.id(typing.at(locus)));
        return entries;
    }

    private void applyRemoval(String id) {
        int inBase = base.find(id);
        if (inBase >= 0) {
            gone.set(inBase);
        }
        var before = changedById.remove(id);
        if (before != null) {
            gone.set(base.donorCount() + before);
        }
    }

    private void replayJournal() throws IOException {
        var journal = baseFolder.resolve(JOURNAL);
        if (!Files.exists(journal)) {
            return;
        }
        for (String line : Files.readAllLines(journal)) {
            switch (DonorLine.read(line)) {
                case DonorLine.Put(var donor, var typing) ->
                        apply(donor, reader.glString(typing).value());
                case DonorLine.Remove(var id) -> applyRemoval(id);
                case DonorLine.Unreadable(
                                ) -> {} // a line cut short by a crash was never acknowledged
            }
        }
        version = view();
    }

    private void appendToJournal(String line) throws IOException {
        try (var channel =
                FileChannel.open(
                        baseFolder.resolve(JOURNAL),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            journalBytes +=
                    channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        }
    }

    @Override
    public void close() {
        // Mapped columns are released with the last version that uses them.
    }

    /// Builds a new state of a registry: what is there now, then what is added. Nothing is seen
    /// before [#commit()], and a failure leaves the old state as it was.
    public static final class Writer implements AutoCloseable {
        private final Path folder;
        private final TypingReader reader;
        private final RegistryBuilder builder;
        private final FileChannel lock;

        private Writer(Path folder, TypingReader reader) throws IOException {
            this.folder = folder;
            this.reader = reader;
            Files.createDirectories(folder);
            lock =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                lock.close();
                throw new IOException(folder + " is being written by another process");
            }
            if (exists(folder)) {
                var present = Registry.open(folder, reader);
                builder = new RegistryBuilder(present.dictionaries);
                copy(present.version());
            } else {
                var dictionaries = new EnumMap<Locus, LocusDictionary>(Locus.class);
                for (Locus locus : Locus.values()) {
                    dictionaries.put(locus, new LocusDictionary(locus));
                }
                builder = new RegistryBuilder(dictionaries);
            }
        }

        private void copy(RegistryVersion present) {
            int[] entries = new int[Locus.values().length];
            for (int row = 0; row < present.rowCount(); row++) {
                for (Locus locus : Locus.values()) {
                    entries[RegistryBuilder.index(locus)] = present.entry(locus, row);
                }
                for (int donor = present.firstDonor(row); donor < present.endDonor(row); donor++) {
                    if (!present.isGone(donor)) {
                        builder.add(present.donor(donor), entries);
                    }
                }
            }
        }

        /// Adds a donor or replaces the one of the same id; true when it replaced one.
        public boolean put(Donor donor, Typing typing) {
            return builder.add(donor, typing);
        }

        /// Donors that the new state holds so far.
        public int donorCount() {
            return builder.donorCount();
        }

        /// Makes the new state the present one.
        public void commit() throws IOException {
            int next = 1;
            try (Stream<Path> files = Files.list(folder)) {
                next +=
                        files.map(file -> String.valueOf(file.getFileName()))
                                .filter(name -> name.matches("base-\\d+"))
                                .mapToInt(name -> Integer.parseInt(name.substring(5)))
                                .max()
                                .orElse(0);
            }
            var name = "base-" + next;
            builder.write(folder.resolve(name), reader.release().version());
            var pointer = folder.resolve(CURRENT + ".new");
            Files.writeString(pointer, name + "\n");
            Files.move(
                    pointer,
                    folder.resolve(CURRENT),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            deleteOldBases(name);
        }

        private void deleteOldBases(String kept) throws IOException {
            List<Path> old;
            try (Stream<Path> files = Files.list(folder)) {
                old =
                        files.filter(
                                        file -> {
                                            var name = String.valueOf(file.getFileName());
                                            return name.startsWith("base-") && !name.equals(kept);
                                        })
                                .toList();
            }
            for (Path base : old) {
                try (Stream<Path> files = Files.walk(base)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }
}
