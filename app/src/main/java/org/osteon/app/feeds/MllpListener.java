package org.osteon.app.feeds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLServerSocket;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.words.Problem;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes HL7 v2 messages by MLLP, those of one connection one after the other, and answers each
/// when what came of it is on disk. A connection that is idle, slow or one too many is closed; what
/// it had sent and was not answered, its sender sends again.
public final class MllpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);
    private static final long LAST_WORD_SECONDS = 20;

    private final Feeds feeds;
    private final MllpSettings settings;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mllp-watch").factory());
    private volatile boolean closed;

    private MllpListener(Feeds feeds, MllpSettings settings, ServerSocket server) {
        this.feeds = feeds;
        this.settings = settings;
        this.server = server;
    }

    /// Starts one.
    ///
    /// @throws Problem where the address is not to be served, or the port is taken
    public static MllpListener start(Feeds feeds, MllpSettings settings) {
        MllpListener listener = new MllpListener(feeds, settings, socket(settings));
        Thread.ofPlatform().name("mllp").start(listener::accept);
        var _ = listener.watch.scheduleWithFixedDelay(listener::closeLate, 1, 1, TimeUnit.SECONDS);
        return listener;
    }

    private static ServerSocket socket(MllpSettings settings) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.bind());
        } catch (UnknownHostException _) {
            throw Problem.unusable("'" + settings.bind() + "' is not an address of this machine");
        }
        if (!address.isLoopbackAddress() && settings.tls().isEmpty()) {
            throw Problem.unusable(
                    "refusing to take messages on "
                            + settings.bind()
                            + " without TLS: results with names would be readable on the way, and"
                            + " anybody could send some. Give --mllp-certificate and --mllp-key, and"
                            + " --mllp-client-ca for who may send; or stay on 127.0.0.1 behind a tunnel");
        }
        try {
            ServerSocket server =
                    settings.tls().isPresent()
                            ? MllpTls.context(settings.tls().get(), settings.clientAuthority())
                                    .getServerSocketFactory()
                                    .createServerSocket()
                            : new ServerSocket();
            if (server instanceof SSLServerSocket secure) {
                secure.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                secure.setNeedClientAuth(settings.clientAuthority().isPresent());
            }
            server.bind(new InetSocketAddress(address, settings.port()));
            return server;
        } catch (IOException e) {
            throw Problem.unusable(
                    "port " + settings.port() + " of --mllp cannot be used: " + e.getMessage());
        }
    }

    /// The port it answers on.
    public int port() {
        return server.getLocalPort();
    }

    /// One sender's connection.
    ///
    /// @param deadline in nanoseconds, when it is closed
    /// @param atWork while a message that came whole is not answered
    private record Connection(Socket socket, AtomicLong deadline, AtomicBoolean atWork) {
        void within(java.time.Duration time) {
            deadline.set(System.nanoTime() + time.toNanos());
        }

        void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // It is of no use any more either way.
            }
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= settings.connections()) {
                    socket.close();
                    LOG.warn("a connection of HL7 v2 too many was closed");
                    continue;
                }
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                Connection connection =
                        new Connection(socket, new AtomicLong(), new AtomicBoolean());
                connection.within(settings.whole());
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn(
                            "a connection of HL7 v2 could not be accepted: {}",
                            e.getClass().getSimpleName());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
    }

    private void closeLate() {
        long now = System.nanoTime();
        connections.stream()
                .filter(one -> !one.atWork().get() && one.deadline().get() - now < 0)
                .forEach(this::end);
    }

    /// Whose connection was closed may connect again at once: the place is free before.
    private void end(Connection connection) {
        connections.remove(connection);
        connection.close();
    }

    private void serve(Connection connection) {
        Socket socket = connection.socket();
        try {
            Frames frames =
                    new Frames(
                            socket.getInputStream(), socket.getOutputStream(), settings.longest());
            String from = socket.getInetAddress().getHostAddress();
            boolean goesOn = true;
            while (goesOn && !closed) {
                connection.within(settings.idle());
                Frames.Frame frame = frames.next(() -> connection.within(settings.whole()));
                connection.atWork().set(true);
                String answer;
                switch (frame) {
                    case Frames.Frame.Whole(byte[] message) -> answer = answer(message, from);
                    case Frames.Frame.Broken(byte[] begun, String why) -> {
                        answer = feeds.unavailable(begun, why).message();
                        goesOn = false;
                    }
                    case Frames.Frame.Ended _ -> {
                        return;
                    }
                }
                connection.within(settings.whole());
                connection.atWork().set(false);
                frames.send(answer);
            }
        } catch (IOException e) {
            LOG.debug("a connection of HL7 v2 ended", e);
        } finally {
            end(connection);
        }
    }

    /// What cannot be written is not acknowledged: the sender keeps it and sends it again.
    private String answer(byte[] message, String from) {
        try {
            return Feeds.message(feeds.take(message, from));
        } catch (StoreException e) {
            LOG.error("a message could not be written: {}", e.problem().getClass().getSimpleName());
            return feeds.unavailable(message, "the store cannot be written now; send it again")
                    .message();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("a message could not be taken", e);
            return feeds.unavailable(
                            message, "it could not be taken (" + e.getClass().getSimpleName() + ")")
                    .message();
        }
    }

    /// Lets messages that came be written and answered, then closes.
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException _) {
            // Nobody can connect either way.
        }
        // Those that wait for a message wait no longer; who is cut off before the answer sends
        // again.
        connections.stream().filter(one -> !one.atWork().get()).forEach(Connection::close);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS)) {
                connections.forEach(Connection::close);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        watch.shutdownNow();
    }
}
