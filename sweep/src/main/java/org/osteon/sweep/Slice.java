package org.osteon.sweep;

import java.io.Serial;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A piece of a file: the lines that begin in it, or the row groups of a Parquet file that have
/// their middle in it.
///
/// @param path where the file is
/// @param name what it is called within the input
/// @param number its place among the files of the input, from 0
/// @param from the first byte
/// @param to the byte after the last
/// @param linesBefore how many line ends come before it in the file
record Slice(String path, String name, int number, long from, long to, long linesBefore)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /// What a file is, by its name.
    enum Kind {
        LINES,
        PACKED_LINES,
        ONE_CHART,
        PARQUET;

        /// Of a file of that name; null where it is none that is read.
        static @Nullable Kind of(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".parquet")) {
                return PARQUET;
            }
            boolean packed = lower.endsWith(".gz");
            String plain = packed ? lower.substring(0, lower.length() - 3) : lower;
            if (plain.endsWith(".ndjson") || plain.endsWith(".jsonl")) {
                return packed ? PACKED_LINES : LINES;
            }
            return plain.endsWith(".json") ? ONE_CHART : null;
        }
    }

    Kind kind() {
        Kind kind = Kind.of(name);
        if (kind == null) {
            throw new IllegalStateException(name + " is none of the files that are read");
        }
        return kind;
    }

    Slice after(long lines) {
        return new Slice(path, name, number, from, to, lines);
    }
}
