package org.osteon.bench.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Whether those who send slowly are felt by those who do not: 50 clients with a second between
/// their requests, first alone, then beside 1,000 that send a body of 100,000 bytes a byte at a
/// time, and begin again when they are refused.
///
/// Arguments: the address of a running server; seconds of each part (30); a token of it
/// (`/accounts`), without which nobody gets further than to the page where one signs in.
public final class SlowClientsBench {
    private static final int QUICK = 50;
    private static final int SLOW = 1_000;
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(2);

    private final URI server;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    private SlowClientsBench(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /// Prints a line for each part.
    public static void main(String[] arguments) throws Exception {
        SlowClientsBench bench =
                new SlowClientsBench(
                        URI.create(arguments[0]), arguments.length > 2 ? arguments[2] : "none");
        Duration part =
                Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30);
        bench.quick("warming up", part.dividedBy(2));
        bench.quick("quiet", part);
        List<Thread> slow =
                Stream.generate(() -> Thread.ofVirtual().start(bench::drip)).limit(SLOW).toList();
        Thread.sleep(5_000);
        bench.quick("beside " + SLOW + " slow clients", part);
        System.out.println(bench.refused + " slow bodies given up by the server");
        bench.ended.set(true);
        slow.forEach(Thread::interrupt);
    }

    private void drip() {
        while (!ended.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
                socket.getOutputStream()
                        .write(
                                ("POST /fhir/Patient HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                                                + " application/fhir+json\r\nContent-Length: 100000\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                while (!ended.get() && socket.getInputStream().available() == 0) {
                    socket.getOutputStream().write('{');
                    Thread.sleep(BETWEEN_BYTES);
                }
                refused.incrementAndGet();
                Thread.sleep(BETWEEN_BYTES);
            } catch (IOException _) {
                refused.incrementAndGet();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void quick(String name, Duration time) throws InterruptedException {
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        long until = System.nanoTime() + time.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < QUICK; i++) {
            int first = i;
            clients.add(Thread.ofVirtual().start(() -> ask(first, until, millis, failed)));
        }
        for (Thread one : clients) {
            one.join();
        }
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%s: %d requests, %d failed %s, p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
                name,
                sorted.length,
                failed.get(),
                statuses,
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 0.99));
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    private void ask(
            int first, long until, ConcurrentLinkedQueue<Double> millis, AtomicInteger failed) {
        try {
            Thread.sleep(first * 20L);
            for (int i = first; System.nanoTime() < until; i++) {
                long start = System.nanoTime();
                HttpResponse<String> answer =
                        client.send(request(i), HttpResponse.BodyHandlers.ofString());
                millis.add((System.nanoTime() - start) / 1e6);
                if (answer.statusCode() >= 400) {
                    failed.incrementAndGet();
                    statuses.merge(answer.statusCode(), 1, Integer::sum);
                }
                Thread.sleep(1_000);
            }
        } catch (IOException _) {
            failed.incrementAndGet();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(int number) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().header("Authorization", "Bearer " + token);
        return switch (number % 3) {
            case 0 -> request.uri(server.resolve("/")).build();
            case 1 -> request.uri(server.resolve("/fhir/Patient?_count=20")).build();
            default ->
                    request.uri(server.resolve("/fhir/Patient/$validate"))
                            .header("Content-Type", "application/fhir+json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"resourceType\":\"Patient\",\"active\":true}"))
                            .build();
        };
    }
}
