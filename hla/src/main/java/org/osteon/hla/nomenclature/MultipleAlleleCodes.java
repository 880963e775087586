package org.osteon.hla.nomenclature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A table of multiple allele codes in the layout of the public one: a quoted date line, a header,
/// a blank line, then `CODE<TAB>SUBTYPE` per line (reference, section 3.2). The public table has
/// over a million codes, so the text stays as bytes and codes are found by hash.
public final class MultipleAlleleCodes {
    private static final MultipleAlleleCodes NONE = new MultipleAlleleCodes(new byte[0]);

    private final byte[] text;
    private final int[] byCode;
    private final int size;
    private int @Nullable [] byList;

    private MultipleAlleleCodes(byte[] text) {
        this.text = text;
        int lines = 0;
        for (byte b : text) {
            if (b == '\n') {
                lines++;
            }
        }
        byCode = emptyTable(lines + 1);
        int count = 0;
        for (int at = 0; at < text.length; at = lineEnd(at) + 1) {
            int tab = tab(at);
            if (isCode(at, tab)) {
                insert(byCode, hash(at, tab), at);
                count++;
            }
        }
        size = count;
    }

    /// A table without codes.
    public static MultipleAlleleCodes none() {
        return NONE;
    }

    /// Reads a table; `.gz` is unpacked.
    public static MultipleAlleleCodes read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            var codes = new MultipleAlleleCodes(in.readAllBytes());
            if (codes.size == 0) {
                throw new IOException(
                        file
                                + " holds no multiple allele code; expected lines of CODE, a tab"
                                + " and SUBTYPE");
            }
            return codes;
        }
    }

    /// The small table that comes with this library: codes seen in test data, not the public table.
    public static MultipleAlleleCodes delivered() throws IOException {
        try (InputStream in =
                MultipleAlleleCodes.class.getResourceAsStream(
                        "/org/osteon/hla/multiple-allele-codes.txt")) {
            return in == null ? NONE : new MultipleAlleleCodes(in.readAllBytes());
        }
    }

    /// Codes in the table.
    public int size() {
        return size;
    }

    /// What a code stands for, as in the table: `01/03`, or `07:01/07:27` for a code of one family.
    public Optional<String> expand(String code) {
        byte[] wanted = code.getBytes(StandardCharsets.ISO_8859_1);
        int mask = byCode.length - 1;
        for (int slot = hash(wanted) & mask; byCode[slot] >= 0; slot = (slot + 1) & mask) {
            int at = byCode[slot];
            int tab = tab(at);
            if (Arrays.equals(text, at, tab, wanted, 0, wanted.length)) {
                return Optional.of(subtype(tab));
            }
        }
        return Optional.empty();
    }

    /// The code for exactly this set of members in the table's own notation, in any order.
    public synchronized Optional<String> encode(String members) {
        var wanted = canonical(members);
        int[] table = byList;
        if (table == null) {
            table = emptyTable(size);
            for (int at : byCode) {
                if (at >= 0) {
                    insert(table, spread(canonical(subtype(tab(at))).hashCode()), at);
                }
            }
            byList = table;
        }
        int mask = table.length - 1;
        String best = null;
        for (int slot = spread(wanted.hashCode()) & mask;
                table[slot] >= 0;
                slot = (slot + 1) & mask) {
            int at = table[slot];
            int tab = tab(at);
            if (canonical(subtype(tab)).equals(wanted)) {
                var code = new String(text, at, tab - at, StandardCharsets.ISO_8859_1);
                if (best == null || code.compareTo(best) < 0) {
                    best = code;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// The code for exactly this set of names of one gene, each of two fields; empty when the table
    /// has none. What it returns expands to this set again.
    public Optional<String> encode(List<AlleleName> names) {
        if (names.size() < 2) {
            return Optional.empty();
        }
        var gene = names.getFirst().gene();
        Map<Integer, Integer> families = new TreeMap<>();
        var generic = new ArrayList<String>();
        var specific = new ArrayList<String>();
        for (AlleleName name : names) {
            families.merge(name.first(), 1, Integer::sum);
            var fields = name.cut(2).with(name.suffix()).fields();
            specific.add(fields);
            generic.add(fields.substring(fields.indexOf(':') + 1));
        }
        int main = 0;
        for (var family : families.entrySet()) {
            if (family.getValue() > families.getOrDefault(main, 0)) {
                main = family.getKey();
            }
        }
        Optional<String> code =
                families.size() == 1 ? encode(String.join("/", generic)) : Optional.empty();
        var prefix = String.format(Locale.ROOT, "%s*%02d:", gene, main);
        return code.or(() -> encode(String.join("/", specific))).map(prefix::concat);
    }

    private static String canonical(String members) {
        var parts = members.split("/", -1);
        Arrays.sort(parts);
        return String.join("/", parts);
    }

    private String subtype(int tab) {
        return new String(text, tab + 1, lineEnd(tab) - tab - 1, StandardCharsets.ISO_8859_1)
                .strip();
    }

    private boolean isCode(int from, int tab) {
        if (tab - from < 2 || tab + 1 >= text.length) {
            return false;
        }
        for (int i = from; i < tab; i++) {
            if (text[i] < 'A' || text[i] > 'Z') {
                return false;
            }
        }
        return text[tab + 1] >= '0' && text[tab + 1] <= '9';
    }

    private int tab(int from) {
        int i = from;
        while (i < text.length && text[i] != '\t' && text[i] != '\n') {
            i++;
        }
        return i;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return i;
    }

    private int hash(int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return spread(hash);
    }

    private static int hash(byte[] code) {
        int hash = 1;
        for (byte b : code) {
            hash = 31 * hash + b;
        }
        return spread(hash);
    }

    private static int spread(int hash) {
        return ((hash ^ (hash >>> 16)) * 0x9E3779B1) >>> 1;
    }

    private static int[] emptyTable(int entries) {
        int[] table = new int[Integer.highestOneBit(Math.max(8, entries)) * 4];
        Arrays.fill(table, -1);
        return table;
    }

    private static void insert(int[] table, int hash, int at) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] >= 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = at;
    }
}
