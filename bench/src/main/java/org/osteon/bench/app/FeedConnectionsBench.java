package org.osteon.bench.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.osteon.app.feeds.MllpListener;
import org.osteon.app.feeds.MllpSettings;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.store.ChartStore;

/// HL7 v2 over several connections at once, each waiting for its answer before it sends the next
/// message, as senders do: messages a second and how long an answer takes. Arguments: a folder on
/// the disk that is meant, messages for each number of connections (default 4,000), patients
/// (default 500), numbers of connections (default 1 2 4 8 16 32). Run from the project's root.
public final class FeedConnectionsBench {
    private static final int DECADE = 10;

    private FeedConnectionsBench() {}

    /// Prints a line for each number of connections.
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(profiles.resolve("laboratory.json"), FeedBench.PROFILE);
        int messages = args.length > 1 ? Integer.parseInt(args[1]) : 4_000;
        int patients = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        KnowledgeBase knowledge = KnowledgeBase.load(Path.of("knowledge"));
        List<String> numbers = List.of("1", "2", "4", "8", "16", "32");
        for (String connections :
                args.length > 3 ? List.of(args).subList(3, args.length) : numbers) {
            Path database = folder.resolve("connections.db");
            FeedBench.remove(database);
            try (ChartStore store = ChartStore.open(database)) {
                Feeds feeds =
                        new Feeds(
                                new FeedRecords(store, Clock.fixed(FeedBench.NOW, ZoneOffset.UTC)),
                                new ProfileFolder(profiles),
                                knowledge);
                try (MllpListener listener =
                        MllpListener.start(feeds, MllpSettings.on("127.0.0.1", 0))) {
                    int number = Integer.parseInt(connections);
                    var _ = all(listener.port(), number, 0, patients, patients);
                    long begun = System.nanoTime();
                    List<Long> waited =
                            all(listener.port(), number, patients, patients + messages, patients);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    Collections.sort(waited);
                    System.out.printf(
                            Locale.ROOT,
                            "%d connections: %,d messages, %.1f s, %,.0f messages/s; answered after"
                                    + " p50 %.1f, p95 %.1f, max %.1f ms%n",
                            number,
                            waited.size(),
                            seconds,
                            waited.size() / seconds,
                            milliseconds(waited, 0.5),
                            milliseconds(waited, 0.95),
                            milliseconds(waited, 1));
                }
            }
            FeedBench.remove(database);
        }
    }

    private static double milliseconds(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
    }

    /// Sends messages; what belongs together goes one after the other over one connection.
    private static List<Long> all(int port, int connections, int from, int to, int patients)
            throws Exception {
        List<Long> waited = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int own = i;
                senders.add(threads.submit(() -> one(port, connections, own, from, to, patients)));
            }
            for (Future<List<Long>> sender : senders) {
                waited.addAll(sender.get());
            }
        }
        return waited;
    }

    private static List<Long> one(
            int port, int connections, int own, int from, int to, int patients) throws IOException {
        List<Long> waited = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int i = from; i < to; i++) {
                if (i / DECADE % connections == own) {
                    long begun = System.nanoTime();
                    out.write(
                            ("\u000b" + FeedBench.message(i, patients) + "\u001c\r")
                                    .getBytes(UTF_8));
                    out.flush();
                    String answer = answer(in);
                    waited.add(System.nanoTime() - begun);
                    if (!answer.contains("MSA|AA|")) {
                        throw new IOException("not taken: " + answer);
                    }
                }
            }
        }
        return waited;
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != 0x1c; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed before it was answered");
            }
            bytes.write(next);
        }
        int _ = in.read();
        return bytes.toString(UTF_8);
    }
}
