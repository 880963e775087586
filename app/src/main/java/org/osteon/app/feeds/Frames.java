package org.osteon.app.feeds;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Messages in the frames of MLLP: VT before, FS and CR after.
final class Frames {
    private static final int START = 0x0b;
    private static final int END = 0x1c;
    private static final int RETURN = 0x0d;
    private static final int MOST_BETWEEN = 1024;

    private final InputStream in;
    private final OutputStream out;
    private final int longest;

    Frames(InputStream in, OutputStream out, int longest) {
        this.in = new BufferedInputStream(in, 1 << 14);
        this.out = out;
        this.longest = longest;
    }

    /// What came.
    sealed interface Frame {
        /// A message, whole.
        record Whole(byte[] message) implements Frame {}

        /// What is none: the connection is of no more use.
        ///
        /// @param begun as much as came
        /// @param why in words
        record Broken(byte[] begun, String why) implements Frame {}

        /// The sender hung up between messages.
        record Ended() implements Frame {}
    }

    /// Waits for the next message.
    ///
    /// @param begun called when its first byte is there
    Frame next(Runnable begun) throws IOException {
        int between = 0;
        int one = in.read();
        while (one != START) {
            if (one < 0) {
                return new Frame.Ended();
            }
            if (++between > MOST_BETWEEN) {
                return new Frame.Broken(new byte[0], "no frame of MLLP begins (VT)");
            }
            one = in.read();
        }
        begun.run();
        ByteArrayOutputStream message = new ByteArrayOutputStream(1 << 12);
        for (one = in.read(); one != END; one = in.read()) {
            if (one < 0) {
                return new Frame.Broken(
                        message.toByteArray(), "the connection ended within a message");
            }
            if (one == START) {
                return new Frame.Broken(message.toByteArray(), "a frame begins within a frame");
            }
            if (message.size() == longest) {
                return new Frame.Broken(
                        message.toByteArray(), "a message has at most " + longest + " bytes");
            }
            message.write(one);
        }
        int last = in.read();
        return last == RETURN || last < 0
                ? new Frame.Whole(message.toByteArray())
                : new Frame.Broken(message.toByteArray(), "after FS comes CR");
    }

    void send(String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[text.length + 3];
        frame[0] = START;
        System.arraycopy(text, 0, frame, 1, text.length);
        frame[text.length + 1] = END;
        frame[text.length + 2] = RETURN;
        out.write(frame);
        out.flush();
    }
}
