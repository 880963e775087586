package org.osteon.hla.registry;

import java.io.IOException;
import java.io.StringReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.TypingReader;

/// The unchanging columns of a registry on disk, mapped into memory.
final class BaseSegment {
    static final String FORMAT = "1";

    private final Path folder;
    private final Map<Locus, IntColumn> rows = new EnumMap<>(Locus.class);
    private final IntColumn starts;
    private final IntColumn flags;
    private final IntColumn birth;
    private final IntColumn idStarts;
    private final MemorySegment ids;
    private final IntColumn idHash;
    private final int[] extraDonors;
    private final IntColumn extraStarts;
    private final MemorySegment extras;
    private final List<String> registries;
    private final int rowCount;
    private final int donorCount;
    private final String release;

    /// Where the run of rows with each typing of B starts; one more marks the end.
    private final int[] runsOfB;

    private BaseSegment(Path folder) throws IOException {
        this.folder = folder;
        var meta = new Properties();
        meta.load(new StringReader(Files.readString(folder.resolve("meta.properties"))));
        if (!FORMAT.equals(meta.getProperty("format"))) {
            throw new IOException(
                    folder
                            + " was written in format "
                            + meta.getProperty("format")
                            + ", not "
                            + FORMAT
                            + "; import the donors again");
        }
        rowCount = Integer.parseInt(meta.getProperty("rows"));
        donorCount = Integer.parseInt(meta.getProperty("donors"));
        release = meta.getProperty("release", "");
        for (Locus locus : Locus.values()) {
            var file = folder.resolve("row-" + locus + ".i32");
            if (Files.exists(file)) {
                rows.put(locus, IntColumn.map(file));
            }
        }
        starts = IntColumn.map(folder.resolve("starts.i32"));
        flags = IntColumn.map(folder.resolve("flags.i32"));
        birth = IntColumn.map(folder.resolve("birth.i32"));
        idStarts = IntColumn.map(folder.resolve("id-starts.i32"));
        ids = IntColumn.mapBytes(folder.resolve("ids.bin"));
        idHash = IntColumn.map(folder.resolve("id-hash.i32"));
        var extraColumn = IntColumn.map(folder.resolve("extra-donors.i32"));
        extraDonors = new int[extraColumn.size()];
        extraColumn.copy(0, extraDonors.length, extraDonors);
        extraStarts = IntColumn.map(folder.resolve("extra-starts.i32"));
        extras = IntColumn.mapBytes(folder.resolve("extras.bin"));
        registries = Files.readAllLines(folder.resolve("registries.txt"));
        runsOfB = runsOfB();
    }

    static BaseSegment open(Path folder) throws IOException {
        return new BaseSegment(folder);
    }

    Map<Locus, LocusDictionary> readDictionaries(TypingReader reader) throws IOException {
        var dictionaries = new EnumMap<Locus, LocusDictionary>(Locus.class);
        for (Locus locus : Locus.values()) {
            dictionaries.put(
                    locus,
                    LocusDictionary.of(
                            locus,
                            Files.readAllLines(folder.resolve("dictionary-" + locus + ".txt")),
                            reader));
        }
        return dictionaries;
    }

    private int[] runsOfB() {
        var column = rows.get(Locus.B);
        if (column == null) {
            return new int[] {0, rowCount};
        }
        int last = rowCount == 0 ? 0 : column.get(rowCount - 1);
        int[] runs = new int[last + 2];
        Arrays.fill(runs, rowCount);
        int before = -1;
        int[] chunk = new int[1 << 14];
        for (int from = 0; from < rowCount; from += chunk.length) {
            int count = Math.min(chunk.length, rowCount - from);
            column.copy(from, count, chunk);
            for (int i = 0; i < count; i++) {
                if (chunk[i] != before) {
                    for (int entry = before + 1; entry <= chunk[i]; entry++) {
                        runs[entry] = from + i;
                    }
                    before = chunk[i];
                }
            }
        }
        return runs;
    }

    int[] runs() {
        return runsOfB;
    }

    int rowCount() {
        return rowCount;
    }

    int donorCount() {
        return donorCount;
    }

    String release() {
        return release;
    }

    @Nullable IntColumn rows(Locus locus) {
        return rows.get(locus);
    }

    int entry(Locus locus, int row) {
        var column = rows.get(locus);
        return column == null ? 0 : column.get(row);
    }

    int start(int row) {
        return starts.get(row);
    }

    int flags(int donor) {
        return flags.get(donor);
    }

    int birthDay(int donor) {
        return birth.get(donor);
    }

    /// The row of a donor.
    int rowOf(int donor) {
        int low = 0;
        int high = rowCount;
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (starts.get(middle) <= donor) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    String id(int donor) {
        int from = idStarts.get(donor);
        int length = idStarts.get(donor + 1) - from;
        byte[] bytes = new byte[length];
        MemorySegment.copy(ids, ValueLayout.JAVA_BYTE, from, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The donor of this id, or -1.
    int find(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int mask = idHash.size() - 1;
        int slot = RegistryBuilder.hash(bytes, 0, bytes.length) & mask;
        while (idHash.get(slot) >= 0) {
            int donor = idHash.get(slot);
            if (id(donor).equals(id)) {
                return donor;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    Donor donor(int donor) {
        int packed = flags.get(donor);
        int birthDay = birth.get(donor);
        return new Donor(
                id(donor),
                DonorFlags.kind(packed),
                birthDay == RegistryBuilder.NO_BIRTH_DATE
                        ? Optional.empty()
                        : Optional.of(LocalDate.ofEpochDay(birthDay)),
                DonorFlags.sex(packed),
                DonorFlags.bloodGroup(packed),
                DonorFlags.cmv(packed),
                DonorFlags.availability(packed),
                registries.get(DonorFlags.registry(packed)),
                attributes(donor));
    }

    String registryName(int number) {
        return registries.get(number);
    }

    Map<String, String> attributes(int donor) {
        String line = attributeLine(donor);
        return line.isEmpty() ? Map.of() : Donor.attributes(line);
    }

    /// One attribute of a donor, without reading the others; empty where there is none.
    String attribute(int donor, String name) {
        String line = attributeLine(donor);
        int from = line.startsWith(name + "=") ? 0 : line.indexOf("\t" + name + "=") + 1;
        if (line.isEmpty() || (from == 0 && !line.startsWith(name + "="))) {
            return "";
        }
        int end = line.indexOf('\t', from);
        return line.substring(from + name.length() + 1, end < 0 ? line.length() : end);
    }

    private String attributeLine(int donor) {
        int at = Arrays.binarySearch(extraDonors, donor);
        if (at < 0) {
            return "";
        }
        int from = extraStarts.get(at);
        byte[] bytes = new byte[extraStarts.get(at + 1) - from];
        MemorySegment.copy(extras, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
