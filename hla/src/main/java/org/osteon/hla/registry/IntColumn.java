package org.osteon.hla.registry;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A column of numbers in a file, mapped into memory: nothing is loaded until it is read.
final class IntColumn {
    private static final ValueLayout.OfInt LAYOUT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment segment;

    private IntColumn(MemorySegment segment) {
        this.segment = segment;
    }

    static IntColumn map(Path file) throws IOException {
        return new IntColumn(mapBytes(file));
    }

    static MemorySegment mapBytes(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    int get(int index) {
        return segment.get(LAYOUT, 4L * index);
    }

    int size() {
        return (int) (segment.byteSize() / 4);
    }

    /// Copies `count` numbers from `from` on into `target`.
    void copy(int from, int count, int[] target) {
        MemorySegment.copy(segment, LAYOUT, 4L * from, target, 0, count);
    }

    /// Supplies the numbers to write.
    @FunctionalInterface
    interface Source {
        int get(int index);
    }

    static void write(Path file, int count, Source source) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                var out = new DataOutputStream(new BufferedOutputStream(raw, 1 << 16))) {
            for (int i = 0; i < count; i++) {
                out.writeInt(Integer.reverseBytes(source.get(i)));
            }
        }
    }
}
