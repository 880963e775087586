package org.osteon.hla.registry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// Gathers donors in growing columns and writes them as a base segment. Donors with equal typings
/// share one row; rows are sorted by the typing of B, then DRB1, so that a search skips most of
/// them. A donor that comes again replaces itself.
final class RegistryBuilder {
    static final int NO_BIRTH_DATE = Integer.MIN_VALUE;

    /// The order in which rows are sorted, first key last.
    private static final List<Locus> SORT_KEYS =
            List.of(
                    Locus.DPA1,
                    Locus.DQA1,
                    Locus.DRBX,
                    Locus.DPB1,
                    Locus.DQB1,
                    Locus.C,
                    Locus.A,
                    Locus.DRB1,
                    Locus.B);

    private final Map<Locus, LocusDictionary> dictionaries;
    private final Map<Locus, GrowingColumn> rowEntries = new EnumMap<>(Locus.class);
    private final int[] loose = new int[Locus.values().length];
    private int rowCount;
    private int[] rowHash = emptyTable(1024);

    private final GrowingColumn donorRow = new GrowingColumn();
    private final GrowingColumn donorFlags = new GrowingColumn();
    private final GrowingColumn donorBirth = new GrowingColumn();
    private final GrowingColumn idStarts = new GrowingColumn();
    private byte[] ids = new byte[1 << 16];
    private int idBytes;
    private int donorCount;
    private int[] idHash = emptyTable(1024);
    private final BitSet replaced = new BitSet();
    private final Map<Integer, String> extras = new HashMap<>();
    private final Map<String, Integer> registries = new HashMap<>();

    RegistryBuilder(Map<Locus, LocusDictionary> dictionaries) {
        this.dictionaries = dictionaries;
        for (Locus locus : Locus.values()) {
            rowEntries.put(locus, new GrowingColumn());
        }
        registries.put("", 0);
    }

    int donorCount() {
        return donorCount - replaced.cardinality();
    }

    /// Adds a donor; true when it replaced one of the same id.
    boolean add(Donor donor, Typing typing) {
        for (Locus locus : Locus.values()) {
            loose[index(locus)] = dictionary(locus).id(typing.at(locus));
        }
        return add(donor);
    }

    /// Adds a donor whose dictionary entries are known.
    boolean add(Donor donor, int[] entriesByLocus) {
        System.arraycopy(entriesByLocus, 0, loose, 0, loose.length);
        return add(donor);
    }

    @SuppressWarnings("EnumOrdinal") // an index into arrays that live as long as the program
    static int index(Locus locus) {
        return locus.ordinal();
    }

    private LocusDictionary dictionary(Locus locus) {
        var dictionary = dictionaries.get(locus);
        if (dictionary == null) {
            throw new IllegalStateException("no dictionary of " + locus);
        }
        return dictionary;
    }

    private boolean add(Donor donor) {
        int registry = registries.computeIfAbsent(donor.registry(), _ -> registries.size());
        byte[] id = donor.id().getBytes(StandardCharsets.UTF_8);
        if (idBytes + id.length > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(2 * ids.length, idBytes + id.length));
        }
        System.arraycopy(id, 0, ids, idBytes, id.length);
        idStarts.add(idBytes);
        idBytes += id.length;
        donorRow.add(row());
        donorFlags.add(DonorFlags.pack(donor, registry));
        donorBirth.add(
                donor.birthDate().map(date -> (int) date.toEpochDay()).orElse(NO_BIRTH_DATE));
        if (!donor.attributes().isEmpty()) {
            extras.put(donorCount, donor.attributeLine());
        }
        donorCount++;
        return remember(donorCount - 1, id);
    }

    private boolean remember(int donor, byte[] id) {
        if (donorCount * 2 > idHash.length) {
            int[] bigger = emptyTable(idHash.length * 2);
            for (int known : idHash) {
                if (known >= 0) {
                    int slot = freeSlot(bigger, hash(ids, start(known), end(known)));
                    bigger[slot] = known;
                }
            }
            idHash = bigger;
        }
        int mask = idHash.length - 1;
        int slot = hash(id, 0, id.length) & mask;
        while (idHash[slot] >= 0) {
            int known = idHash[slot];
            if (Arrays.equals(ids, start(known), end(known), id, 0, id.length)) {
                idHash[slot] = donor;
                replaced.set(known);
                extras.remove(known);
                return true;
            }
            slot = (slot + 1) & mask;
        }
        idHash[slot] = donor;
        return false;
    }

    private int start(int donor) {
        return idStarts.get(donor);
    }

    private int end(int donor) {
        return donor + 1 < donorCount ? idStarts.get(donor + 1) : idBytes;
    }

    private static int freeSlot(int[] table, int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] >= 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = 17;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return spread(hash);
    }

    private static int spread(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        return mixed ^ (mixed >>> 13);
    }

    static int[] emptyTable(int size) {
        int[] table = new int[size];
        Arrays.fill(table, -1);
        return table;
    }

    /// The row of the entries in `loose`.
    private int row() {
        if (rowCount * 2 >= rowHash.length) {
            rowHash = emptyTable(rowHash.length * 2);
            for (int row = 0; row < rowCount; row++) {
                rowHash[freeSlot(rowHash, hashOfRow(row))] = row;
            }
        }
        int hash = 1;
        for (int entry : loose) {
            hash = 31 * hash + entry;
        }
        int mask = rowHash.length - 1;
        int slot = spread(hash) & mask;
        while (rowHash[slot] >= 0) {
            if (equalsLoose(rowHash[slot])) {
                return rowHash[slot];
            }
            slot = (slot + 1) & mask;
        }
        rowHash[slot] = rowCount;
        rowEntries.forEach((locus, column) -> column.add(loose[index(locus)]));
        return rowCount++;
    }

    private int hashOfRow(int row) {
        int hash = 1;
        for (Locus locus : Locus.values()) {
            hash = 31 * hash + column(locus).get(row);
        }
        return spread(hash);
    }

    private boolean equalsLoose(int row) {
        for (Locus locus : Locus.values()) {
            if (column(locus).get(row) != loose[index(locus)]) {
                return false;
            }
        }
        return true;
    }

    private GrowingColumn column(Locus locus) {
        var column = rowEntries.get(locus);
        if (column == null) {
            throw new IllegalStateException("no column of " + locus);
        }
        return column;
    }

    /// Writes everything into an empty folder.
    void write(Path folder, String release) throws IOException {
        Files.createDirectories(folder);
        int[] rowOrder = rowOrder();
        int[] rankOfRow = new int[rowCount];
        for (int rank = 0; rank < rowCount; rank++) {
            rankOfRow[rowOrder[rank]] = rank;
        }
        int[] starts = new int[rowCount + 1];
        for (int donor = 0; donor < donorCount; donor++) {
            if (!replaced.get(donor)) {
                starts[rankOfRow[donorRow.get(donor)] + 1]++;
            }
        }
        for (int rank = 0; rank < rowCount; rank++) {
            starts[rank + 1] += starts[rank];
        }
        int kept = starts[rowCount];
        int[] order = new int[kept];
        int[] next = Arrays.copyOf(starts, rowCount);
        for (int donor = 0; donor < donorCount; donor++) {
            if (!replaced.get(donor)) {
                order[next[rankOfRow[donorRow.get(donor)]]++] = donor;
            }
        }
        for (Locus locus : Locus.values()) {
            var column = column(locus);
            if (!column.isZero()) {
                IntColumn.write(
                        folder.resolve("row-" + locus + ".i32"),
                        rowCount,
                        rank -> column.get(rowOrder[rank]));
            }
            Files.write(folder.resolve("dictionary-" + locus + ".txt"), dictionary(locus).texts());
        }
        IntColumn.write(folder.resolve("starts.i32"), rowCount + 1, rank -> starts[rank]);
        IntColumn.write(folder.resolve("flags.i32"), kept, i -> donorFlags.get(order[i]));
        IntColumn.write(folder.resolve("birth.i32"), kept, i -> donorBirth.get(order[i]));
        writeIds(folder, order);
        writeExtras(folder, order);
        writeMeta(folder, release, kept);
    }

    /// Rows sorted by the typing of each key, by counting: last key first.
    private int[] rowOrder() {
        int[] order = new int[rowCount];
        Arrays.setAll(order, i -> i);
        for (Locus locus : SORT_KEYS) {
            var column = column(locus);
            if (!column.isZero()) {
                int[] starts = new int[column.max() + 2];
                for (int row = 0; row < rowCount; row++) {
                    starts[column.get(row) + 1]++;
                }
                for (int entry = 0; entry + 1 < starts.length; entry++) {
                    starts[entry + 1] += starts[entry];
                }
                int[] sorted = new int[rowCount];
                for (int row : order) {
                    sorted[starts[column.get(row)]++] = row;
                }
                order = sorted;
            }
        }
        return order;
    }

    private void writeIds(Path folder, int[] order) throws IOException {
        int[] newStarts = new int[order.length + 1];
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve("ids.bin")))) {
            for (int i = 0; i < order.length; i++) {
                int length = end(order[i]) - start(order[i]);
                out.write(ids, start(order[i]), length);
                newStarts[i + 1] = newStarts[i] + length;
            }
        }
        IntColumn.write(folder.resolve("id-starts.i32"), newStarts.length, i -> newStarts[i]);
        int[] table = emptyTable(Integer.highestOneBit(Math.max(1, order.length)) * 4);
        for (int i = 0; i < order.length; i++) {
            table[freeSlot(table, hash(ids, start(order[i]), end(order[i])))] = i;
        }
        IntColumn.write(folder.resolve("id-hash.i32"), table.length, i -> table[i]);
    }

    private void writeExtras(Path folder, int[] order) throws IOException {
        int[] donors = new int[extras.size()];
        int[] starts = new int[extras.size() + 1];
        int count = 0;
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve("extras.bin")))) {
            for (int i = 0; i < order.length && !extras.isEmpty(); i++) {
                var line = extras.get(order[i]);
                if (line != null) {
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    out.write(bytes);
                    donors[count] = i;
                    starts[count + 1] = starts[count] + bytes.length;
                    count++;
                }
            }
        }
        IntColumn.write(folder.resolve("extra-donors.i32"), count, i -> donors[i]);
        IntColumn.write(folder.resolve("extra-starts.i32"), count + 1, i -> starts[i]);
    }

    private void writeMeta(Path folder, String release, int donors) throws IOException {
        var names = new String[registries.size()];
        registries.forEach((name, number) -> names[number] = name);
        Files.write(folder.resolve("registries.txt"), List.of(names));
        var meta = new Properties();
        meta.setProperty("format", BaseSegment.FORMAT);
        meta.setProperty("rows", String.valueOf(rowCount));
        meta.setProperty("donors", String.valueOf(donors));
        meta.setProperty("release", release);
        var text = new StringBuilder();
        for (String name : List.of("format", "rows", "donors", "release")) {
            text.append(name).append('=').append(meta.getProperty(name)).append('\n');
        }
        Files.writeString(folder.resolve("meta.properties"), text);
    }
}
