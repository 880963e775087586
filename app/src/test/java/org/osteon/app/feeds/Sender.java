package org.osteon.app.feeds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One connection of a sender.
final class Sender implements AutoCloseable {
    private final Socket socket;

    Sender(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Sender(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
    }

    /// Sends a message, and waits for what is answered.
    String send(String message) throws IOException {
        write(message.getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    void write(byte[] message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x0b);
        frame.write(message);
        frame.write(0x1c);
        frame.write(0x0d);
        raw(frame.toByteArray());
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// The next answer; empty where the connection ended.
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int one = in.read();
        while (one >= 0 && one != 0x1c) {
            if (one != 0x0b && (one != 0x0d || answer.size() > 0)) {
                answer.write(one);
            }
            one = in.read();
        }
        return one < 0 ? "" : answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
