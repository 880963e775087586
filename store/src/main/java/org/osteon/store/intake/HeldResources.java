package org.osteon.store.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.store.Change;
import org.osteon.store.StoreException;
import org.osteon.store.StoreProblem;

/// Resources that wait for the rest of their charts. Some megabytes wait in memory, the others in a
/// file without a name, which is gone with the process however that ends; of each only its place is
/// remembered.
final class HeldResources implements AutoCloseable {
    private static final int MOST_IN_MEMORY = 32_000_000;
    private static final int WRITTEN_AT_ONCE = 1 << 20;

    private final int mostInMemory;
    private final Map<String, Places> charts = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<String> sources = new ArrayList<>();
    private byte[] memory = new byte[1 << 12];
    private int used;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long written;

    /// A resource on its way into a chart, and where it was read.
    ///
    /// @param source what the report calls the file
    /// @param line the line in it, or of a Bundle the number of the entry
    /// @param what `line` or `entry`
    record Held(Change.Put change, String source, long line, String what) {}

    /// Where the resources of a chart lie.
    private static final class Places {
        private long[] starts = new long[4];
        private int size;

        void add(long start) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
            }
            starts[size++] = start;
        }
    }

    HeldResources() {
        this(MOST_IN_MEMORY);
    }

    HeldResources(int mostInMemory) {
        this.mostInMemory = mostInMemory;
    }

    /// The charts of what waits, in the order in which they came.
    Set<String> charts() {
        return charts.keySet();
    }

    void hold(String chart, Held held) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            String json = held.change().json();
            // Half of a surrogate pair, which the store refuses by its name, is nothing in UTF-8.
            boolean wide = json.chars().anyMatch(one -> Character.isSurrogate((char) one));
            out.writeInt(0);
            out.writeUTF(held.change().resource().type());
            out.writeUTF(held.change().resource().id());
            out.writeInt(number(held.source()));
            out.writeLong(held.line());
            out.writeUTF(held.what());
            out.writeBoolean(wide);
            if (wide) {
                out.writeChars(json);
            } else {
                out.write(json.getBytes(StandardCharsets.UTF_8));
            }
            byte[] record = bytes.toByteArray();
            ByteBuffer.wrap(record).putInt(record.length - Integer.BYTES);
            charts.computeIfAbsent(chart, _ -> new Places()).add(write(record));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int number(String source) {
        return numbers.computeIfAbsent(
                source,
                name -> {
                    sources.add(name);
                    return sources.size() - 1;
                });
    }

    /// @return where it begins: below the size of the memory there, else in the file
    private long write(byte[] record) throws IOException {
        if (file == null && unwritten.size() == 0 && used + record.length <= mostInMemory) {
            if (used + record.length > memory.length) {
                memory = Arrays.copyOf(memory, Math.max(used + record.length, memory.length * 2));
            }
            System.arraycopy(record, 0, memory, used, record.length);
            used += record.length;
            return (long) used - record.length;
        }
        long start = used + written + unwritten.size();
        unwritten.writeBytes(record);
        if (unwritten.size() > WRITTEN_AT_ONCE) {
            writeOut();
        }
        return start;
    }

    private void writeOut() throws IOException {
        FileChannel out = file();
        ByteBuffer bytes = ByteBuffer.wrap(unwritten.toByteArray());
        while (bytes.hasRemaining()) {
            written += out.write(bytes, written);
        }
        unwritten.reset();
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            // Made for its owner only; on Unix its name is taken away as it is opened.
            Path path = Files.createTempFile("osteon-import", ".held");
            open =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    /// What waits for a chart, in the order in which it came.
    List<Held> of(String chart) {
        List<Held> all = new ArrayList<>();
        Places places = charts.get(chart);
        if (places == null) {
            return all;
        }
        try {
            if (unwritten.size() > 0) {
                writeOut();
            }
            for (int i = 0; i < places.size; i++) {
                all.add(read(places.starts[i]));
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return all;
    }

    private Held read(long start) throws IOException {
        byte[] record;
        if (start < used) {
            int length = ByteBuffer.wrap(memory, (int) start, Integer.BYTES).getInt();
            int from = (int) start + Integer.BYTES;
            record = Arrays.copyOfRange(memory, from, from + length);
        } else {
            long at = start - used;
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            fill(length, at);
            record = new byte[length.getInt(0)];
            fill(ByteBuffer.wrap(record), at + Integer.BYTES);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
            String type = in.readUTF();
            String id = in.readUTF();
            String source = sources.get(in.readInt());
            long line = in.readLong();
            String what = in.readUTF();
            boolean wide = in.readBoolean();
            byte[] text = in.readAllBytes();
            String json =
                    wide
                            ? ByteBuffer.wrap(text).asCharBuffer().toString()
                            : new String(text, StandardCharsets.UTF_8);
            return new Held(Change.put(type, id, json), source, line, what);
        }
    }

    private void fill(ByteBuffer buffer, long at) throws IOException {
        FileChannel in = file();
        while (buffer.hasRemaining()) {
            if (in.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("it is shorter than it was written");
            }
        }
    }

    private static StoreException failed(IOException e) {
        return new StoreException(
                new StoreProblem.Failed(
                        "the temporary folder " + System.getProperty("java.io.tmpdir"),
                        e.getMessage()
                                + "; an import of lines keeps them there until their charts are"
                                + " whole. Make room, or name another folder:"
                                + " OSTEON_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER"),
                e);
    }

    @Override
    public void close() {
        charts.clear();
        memory = new byte[0];
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
