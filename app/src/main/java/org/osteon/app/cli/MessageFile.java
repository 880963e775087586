package org.osteon.app.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads the messages of a file one after the other, with or without the frames of MLLP; a batch
/// (BHS, FHS) as a whole.
final class MessageFile {
    private static final int START = 0x0b;
    private static final int END = 0x1c;

    private MessageFile() {}

    static void read(Path file, Consumer<byte[]> taking) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean batch = false;
            for (int one = in.read(); one >= 0; one = in.read()) {
                if (one == START || one == END) {
                    continue;
                }
                line.write(one);
                if (one == '\r' || one == '\n') {
                    batch |= message.size() == 0 && isBatch(line);
                    take(line, message, batch, taking);
                }
            }
            take(line, message, batch, taking);
            if (message.size() > 0) {
                taking.accept(message.toByteArray());
            }
        }
    }

    private static boolean isBatch(ByteArrayOutputStream line) {
        String begin = line.toString(StandardCharsets.ISO_8859_1);
        return begin.startsWith("BHS") || begin.startsWith("FHS");
    }

    private static void take(
            ByteArrayOutputStream line,
            ByteArrayOutputStream message,
            boolean batch,
            Consumer<byte[]> taking) {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (bytes.length == 0 || (bytes.length == 1 && bytes[0] <= '\r')) {
            return;
        }
        if (!batch
                && bytes.length > 3
                && bytes[0] == 'M'
                && bytes[1] == 'S'
                && bytes[2] == 'H'
                && message.size() > 0) {
            taking.accept(message.toByteArray());
            message.reset();
        }
        message.writeBytes(bytes);
    }
}
